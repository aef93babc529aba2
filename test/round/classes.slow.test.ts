import { afterEach, expect, test } from 'vitest';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import type { Said } from '../../shared/pulse/classes.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import type { House, TeamOfHouse } from '../../functions/identity/people.ts';
import { answerKey, attribute, keys, stored } from '../../functions/store/record.ts';
import { answerOf, closes, peopleOf, prepared, run, smallHouse, type TestHouse, testHouse } from './house.ts';

const lists = { profession: ['Rather not say', 'Social workers', 'Occupational therapists'], contract: ['Rather not say', 'Permanent', 'Agency'] };
const teams = Array.from({ length: 11 }, (_, i): TeamOfHouse => ({ id: `team-${i}`, name: `Team ${i}`, service: 'adults' }));
const people = peopleOf(Object.fromEntries(teams.map((t) => [t.id, 22])));

let h: TestHouse | null = null;
afterEach(() => h?.close());

/** A round in which 14 of each team answer, and `of` of them are therapists; the release of the organisation, and all that was published. */
async function closed(of: number, house: House = { ...smallHouse, classes: lists }) {
  h = await testHouse(people, house, teams);
  const p = await prepared(h, 1);
  for (const { hash } of p.cohorts) {
    const info = await infoOf({ round: 1, cohort: hash, closingKeyId: p.manifest.closingKey.id, head: p.head });
    for (let i = 0; i < 14; i++) {
      const classes: Said = i < of ? { profession: 3, contract: 3 } : { profession: 2, contract: 2 };
      await h.stores.anonymous.put({ ...answerKey(1, hash, `token ${i}`), v: 1, sealed: await seal(p.manifest.closingKey.public, info, encodeAnswer({ ...answerOf(i < of ? 5 : 2), classes })) });
    }
  }
  await h.stores.published.put({ ...keys.issued(1), v: 1, counts: stored(Object.fromEntries(p.cohorts.map((c) => [c.hash, 20]))) });
  h.now = closes(1) + 60_000;
  expect(await run(h, 'closeRound', 1)).toBe('done');
  const item = await h.stores.published.get(keys.group('organisation', 1));
  return { p, release: attribute<GroupRelease>(item!, 'release'), room: (await h.stores.published.get(keys.readingRoom(1, 'organisation')))! };
}

test('what those of one profession said is released of the organisation alone, and of no group', async () => {
  const { release, room } = await closed(2);
  expect(release.classes?.map((c) => [c.name, c.hidden])).toEqual([['Social workers', 'most'], ['Occupational therapists', null], ['Permanent', 'stands-out'], ['Agency', 'too-few']]);
  expect(release.classes?.[1]).toMatchObject({ figures: { answered: { atLeast: 20, atMost: 39 }, shares: { headroom: { percent: 75, edge: 'over' } }, grain: { edge: 25 } } });
  for (const t of teams) expect(attribute<GroupRelease>((await h!.stores.published.get(keys.group(t.id, 1)))!, 'release')).not.toHaveProperty('classes');
  expect(attribute<GroupRelease[]>(room, 'line').every((r) => !('classes' in r))).toBe(true);
});

test('where they would stand out against their teams nothing is, whatever they answered', async () => {
  const { release } = await closed(5);
  expect(release.classes?.find((c) => c.option === 3)).toMatchObject({ figures: null, hidden: 'stands-out' });
});

test('where an organisation has no lists nobody is asked, and nothing is said of any', async () => {
  const { p, release } = await closed(3, smallHouse);
  expect(p.manifest.classes).toEqual({ profession: [], contract: [] });
  expect(release).not.toHaveProperty('classes');
});

test('a list that cannot be is refused by name before anything of the round is written', async () => {
  h = await testHouse(people, { ...smallHouse, classes: { ...lists, profession: ['Rather not say', 'Nurses', 'Nurses'] } }, teams);
  await expect(prepared(h, 1)).rejects.toThrow('profession: “nurses” stands in the list twice');
  expect((await h.stores.published.query('entries#1')).items).toEqual([]);
  const { items } = await h.stores.published.query('log');
  expect(items.map((i) => attribute<LogLine>(i, 'line').kind)).not.toContain('prepared');
});
