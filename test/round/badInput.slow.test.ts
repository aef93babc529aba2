import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../functions/identity/people.ts';
import { keys as identityKeys, personItem, teamItem } from '../../functions/identity/people.ts';
import type { Item } from '../../functions/store/store.ts';
import { freeze } from '../../functions/publishing/freeze.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { emptyTally } from '../../shared/pulse/tally.ts';
import { tell, tellBeforeAndAfter, tellSide } from '../../shared/signal/catalogue.ts';
import { beforeAndAfter } from '../../shared/signal/event.ts';
import { chartOfSeries, findingOf } from '../../shared/signal/finding.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, type TestHouse, testHouse } from './house.ts';

const chief: Person = { id: 'chief', name: 'Chief', roles: ['executive', 'steward'], team: null, manages: [] };
const people = peopleOf({ northside: 18, harbour: 5, riverside: 20 });
const northside = people[0]!;

let h: TestHouse;
beforeEach(async () => {
  h = await testHouse([...people, chief]);
});
afterEach(() => h.close());

/** Closes a round by its own jobs; so many of its people have answered. */
async function closed(round: number, answering: readonly Person[] = []): Promise<void> {
  const p = await prepared(h, round);
  h.now = opens(round);
  for (const person of answering) await call(h, 'submitAnswer', { body: await submission(p, await collect(h, person, p), answerOf(3)) });
  h.now = closes(round) + 60_000;
  await run(h, 'endIssuing', round);
  await run(h, 'closeRound', round);
}

const picture = async (group: string, as: Person = chief) => (await call(h, 'readGroup', { as, params: { group } })).body as unknown as { releases: GroupRelease[]; follows: { group: string; isMine: boolean }[]; followedBy: { group: string; isMine: boolean }[]; hasEnded: boolean };

/** All a page draws and says of a group. */
function onThePage(releases: readonly GroupRelease[]): string {
  return JSON.stringify(
    core.map((question) =>
      seriesOf(releases, question.id).map((series) => {
        const chart = chartOfSeries(series);
        const sides = beforeAndAfter(series, { at: { round: 2 } });
        return [chart, tell(findingOf(series, chart, question), question), tellBeforeAndAfter(sides, question), tellSide(sides.before), tellSide(sides.after)];
      }),
    ),
    (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? `not a number: ${value}` : value),
  );
}
const noNumber = /not a number|NaN|Infinity|undefined/;

test('an event outside the rounds is refused by name, and nothing of it is stored', async () => {
  await closed(1);
  for (const on of ['2025-01-01', '2027-01-01'])
    expect(await call(h, 'addEvent', { as: chief, body: { on, kind: 'other', groups: 'all', text: 'Something.', restartsLimits: true } })).toMatchObject({ status: 409, body: { type: 'outside-the-rounds' } });
  expect((await h.stores.published.query('events')).items).toEqual([]);
});

test('a grouping that puts one person into two cohorts is refused by name, and nothing of the round is stored', async () => {
  const p = await prepared(h, 1);
  const [first] = p.cohorts;
  const twice = { ...p, cohorts: [...p.cohorts, { ...first!, hash: 'again', group: 'again' }] };
  const tallies = new Map(twice.cohorts.map((c) => [c.hash, emptyTally(core)]));
  await expect(freeze(h.stores.published, twice, { tallies, collected: {}, marks: [], salt: 'salt' })).rejects.toThrow(/is asked in two cohorts$/);
  for (const pk of ['frozen', 'readingRoom#1', 'marks#1', ...p.cohorts.map((c) => `group#${c.group}`)]) expect((await h.stores.published.query(pk)).items, pk).toEqual([]);
});

test('a person or a team that is listed twice is refused by name when the round is prepared, and nothing of it is stored', async () => {
  const again = async (pk: string, item: Item): Promise<void> => {
    await h.stores.identity.put({ ...item, pk, sk: 'again' });
    await run(h, 'makeClosingKey', 1);
    await expect(run(h, 'prepareRound', 1)).rejects.toThrow(pk === 'people' ? `${northside.name} (${northside.id}) is listed twice` : 'Northside (northside) is a team twice');
    await h.stores.identity.delete({ pk, sk: 'again' });
    for (const name of ['manifest#1', 'entries#1', 'log']) expect((await h.stores.published.query(name)).items, name).toEqual([]);
    expect((await h.stores.identity.query('cohort#1')).items).toEqual([]);
  };
  await again('people', personItem({ ...northside, team: 'riverside' }));
  await again('teams', teamItem({ id: 'northside', name: 'Northside', service: 'children' }));
  expect((await prepared(h, 1)).cohorts.length).toBeGreaterThan(0);
});

describe('a round without answers', () => {
  test('hides everything and says why, with no number that is none; the next round goes on', async () => {
    for (const round of [1, 2]) await closed(round);
    const room = (await call(h, 'readReadingRoom', { as: chief })).body as unknown as { groups: { latest: GroupRelease; line: GroupRelease[] }[] };
    expect(room.groups.map((g) => [g.latest.hidden, g.latest.figures])).toEqual(room.groups.map(() => ['too-few', null]));
    expect(JSON.stringify(room)).not.toMatch(noNumber);
    for (const { latest, line } of room.groups) {
      expect(onThePage(line)).not.toMatch(noNumber);
      expect(onThePage((await picture(latest.group)).releases)).toContain('too few people answered');
    }
    await closed(3, people);
    const { releases } = await picture('organisation');
    expect(releases.map((r) => r.figures === null)).toEqual([true, true, false]);
    expect(onThePage(releases)).not.toMatch(noNumber);
  });

  test('of a house in which nobody is asked comes to a release all the same', async () => {
    for (const person of people) await h.stores.identity.put(personItem({ ...person, team: null }));
    await closed(1);
    const { body } = await call(h, 'readReadingRoom', { as: chief });
    expect(JSON.stringify(body)).not.toMatch(noNumber);
    expect(onThePage((await picture('organisation')).releases)).not.toMatch(noNumber);
  });
});

describe('a roster that lost a team', () => {
  test('goes on as a new group, linked to the old one, which stays as it was', async () => {
    await closed(1, people);
    await h.stores.identity.delete(identityKeys.team('harbour'));
    await closed(2, people.filter((p) => p.team !== 'harbour'));
    const [was, is] = [await picture('harbour+northside'), await picture('northside', northside)];
    expect(was).toMatchObject({ hasEnded: true, follows: [], followedBy: [{ group: 'northside', isMine: true }] });
    expect(is).toMatchObject({ hasEnded: false, follows: [{ group: 'harbour+northside', isMine: true }], followedBy: [] });
    expect([was, is].map((g) => g.releases.map((r) => r.round))).toEqual([[1], [2]]);
    for (const g of [was, is]) expect(onThePage(g.releases)).not.toMatch(noNumber);
    // Who was asked in it reads what it was, and is told what it became without being led there.
    const once = people.find((p) => p.team === 'harbour') ?? expect.fail();
    expect(await picture('harbour+northside', once)).toMatchObject({ followedBy: [{ group: 'northside', isMine: false }] });
  });

  test('asks nobody of it, and says so to who tries', async () => {
    await h.stores.identity.delete(identityKeys.team('harbour'));
    const p = await prepared(h, 1);
    expect(p.cohorts.flatMap((c) => c.teams)).not.toContain('harbour');
    expect(await call(h, 'readCohort', { as: people.find((q) => q.team === 'harbour')!, params: { round: '1' } })).toMatchObject({ status: 404, body: { type: 'not-in-round' } });
  });

  test('that is the whole group leaves a line that has ended, and begins no other', async () => {
    await closed(1, people);
    await h.stores.identity.delete(identityKeys.team('riverside'));
    await closed(2, people.filter((p) => p.team !== 'riverside'));
    expect(await picture('riverside')).toMatchObject({ hasEnded: true, followedBy: [] });
    expect((await call(h, 'readReadingRoom', { as: chief })).body['groups']).not.toContainEqual(expect.objectContaining({ latest: expect.objectContaining({ group: 'riverside' }) as unknown }));
  });
});

test('a team that comes back as it was begins anew, though its old line has its name', async () => {
  await closed(1, people);
  const harbour = people.filter((p) => p.team === 'harbour');
  for (const p of harbour) await h.stores.identity.put(personItem({ ...p, team: null }));
  await closed(2, people.filter((p) => p.team !== 'harbour'));
  for (const p of harbour) await h.stores.identity.put(personItem(p));
  await closed(3, people);
  const { releases, follows } = await picture('harbour+northside');
  expect(releases.map((r) => r.round)).toEqual([1, 3]);
  expect(follows).toEqual([{ group: 'northside', name: 'northside', isMine: true }].map((k) => ({ ...k, name: 'Northside' })));
  expect(seriesOf(releases, 'values').map((s) => s.points.map((p) => p.round))).toEqual([[1], [3]]);
});
