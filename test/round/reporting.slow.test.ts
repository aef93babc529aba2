import { afterEach, expect, test } from 'vitest';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import { reportingQuestion } from '../../shared/pulse/reporting.ts';
import type { TeamOfHouse } from '../../functions/identity/people.ts';
import { answerKey, attribute, keys, stored } from '../../functions/store/record.ts';
import { answerOf, call, peopleOf, prepared, run, smallHouse, type TestHouse, testHouse } from './house.ts';

const teams = Array.from({ length: 9 }, (_, i): TeamOfHouse => ({ id: `team-${i}`, name: `Team ${i}`, service: 'adults' }));
const people = peopleOf(Object.fromEntries(teams.map((t) => [t.id, 22])));
/** Round 2 opens on 5 October, the first of its quarter. */
const house = { ...smallHouse, programme: { ...smallHouse.programme, firstOpensOn: '2026-09-21' } };

let h: TestHouse | null = null;
afterEach(() => {
  h?.close();
  h = null;
});

/** A round in which 14 of each team answer, `reported` of them say that they had reported lost time, and `cost` of these that it cost them something. */
async function closed(round: number, reported: number, cost: number) {
  h ??= await testHouse(people, house, teams);
  const p = await prepared(h, round);
  for (const { hash } of p.cohorts) {
    const info = await infoOf({ round, cohort: hash, closingKeyId: p.manifest.closingKey.id, head: p.head });
    for (let i = 0; i < 14; i++) {
      const { answers, ...others } = answerOf(3);
      const said = i < cost ? 4 : i < reported ? 2 : 1;
      await h.stores.anonymous.put({ ...answerKey(round, hash, `token ${i}`), v: 1, sealed: await seal(p.manifest.closingKey.public, info, encodeAnswer({ ...others, answers: p.manifest.reporting === undefined ? answers : { ...answers, [reportingQuestion.id]: said } })) });
    }
  }
  await h.stores.published.put({ ...keys.issued(round), v: 1, counts: stored(Object.fromEntries(p.cohorts.map((c) => [c.hash, 20]))) });
  h.now = Date.parse(p.manifest.closesAt) + 60_000;
  expect(await run(h, 'closeRound', round)).toBe('done');
  const releaseOf = async (group: string) => attribute<GroupRelease>((await h!.stores.published.get(keys.group(group, round)))!, 'release');
  return { p, releaseOf, room: (await h.stores.published.get(keys.readingRoom(round, 'organisation')))! };
}

test('once a quarter it is asked what reporting cost, and the organisation alone is told, on nobody’s line and of no group', async () => {
  const first = await closed(1, 4, 2);
  expect(first.p.manifest).not.toHaveProperty('reporting');
  expect(await first.releaseOf('organisation')).not.toHaveProperty('reporting');

  const { p, releaseOf, room } = await closed(2, 4, 2);
  expect(p.manifest.reporting).toEqual(reportingQuestion);
  const whole = await releaseOf('organisation');
  expect(whole.reporting).toMatchObject({ reported: { atLeast: 20, atMost: 39 }, cost: { percent: 50, edge: null } });
  for (const t of teams) {
    const release = await releaseOf(t.id);
    expect(release).not.toHaveProperty('reporting');
    expect(Object.keys(release.figures?.shares ?? {})).not.toContain(reportingQuestion.id);
  }
  expect(Object.keys(whole.figures?.shares ?? {})).not.toContain(reportingQuestion.id);
  expect(attribute<GroupRelease[]>(room, 'line').every((r) => !('reporting' in r))).toBe(true);
});

test('where too few reported it is asked and nothing is told', async () => {
  await closed(1, 0, 0);
  const { releaseOf } = await closed(2, 2, 2);
  expect((await releaseOf('organisation')).reporting).toBeNull();
});

test('everybody reads it beside how reports were answered', async () => {
  await closed(1, 0, 0);
  const { p } = await closed(2, 4, 2);
  const { body } = await call(h!, 'readLostTimeFigures', { as: people[0]! });
  expect(body['cost']).toMatchObject({ closesAt: p.manifest.closesAt, told: { cost: { percent: 50 } } });
});
