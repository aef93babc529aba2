import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../functions/identity/people.ts';
import { freeze } from '../../functions/publishing/freeze.ts';
import { keys, type Prepared } from '../../functions/store/record.ts';
import { core } from '../../shared/pulse/question.ts';
import { count, emptyTally } from '../../shared/pulse/tally.ts';
import type { Marked } from '../../shared/signal/event.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { answerOf, call, closes, opens, peopleOf, smallHouse, type TestHouse, testHouse } from './house.ts';

const person = (id: string, more: Partial<Person>): Person => ({ id, name: id, roles: ['practitioner'], team: null, manages: [], ...more });
const people = peopleOf({ northside: 24, riverside: 24 });
const [northside, riverside] = [people[0]!, people[24]!];
const manager = person('Mia', { roles: ['practitioner', 'manager'], team: 'northside', manages: ['northside'] });
const member = person('Max', { roles: ['practitioner', 'manager'], team: 'northside', manages: ['riverside'] });
const chief = person('Chief', { roles: ['executive'] });
const steward = person('Tom', { roles: ['steward'] });

const prepared = (round: number): Prepared => ({
  manifest: {
    v: 1, round, organisation: 'Northmoor Council', opensAt: new Date(opens(round)).toISOString(), closesAt: new Date(closes(round)).toISOString(), floor: 8, comment: null,
    pauseSeconds: { atLeast: 0, atMost: 1 }, questions: core, closingKey: { id: '', public: '' }, salt: '', cohorts: ['n', 'r'],
  },
  head: '',
  cohorts: [
    { hash: 'n', group: 'northside', name: 'Northside', service: 'adults', teams: ['northside'], people: 24 },
    { hash: 'r', group: 'riverside', name: 'Riverside', service: 'children', teams: ['riverside'], people: 24 },
  ],
  services: smallHouse.services,
});

let h: TestHouse;

/** Releases a round in which so many of Northside’s 20 had to act against their judgement. */
async function released(round: number, strained = 6): Promise<void> {
  const tallyOf = (worse: number) => {
    const tally = emptyTally(core);
    for (let i = 0; i < 20; i++) count(tally, { ...answerOf(1 + (i % 5)), answers: { ...answerOf(1 + (i % 5)).answers, values: i < worse ? 4 : 1 }, why: {} });
    return tally;
  };
  h.now = closes(round) + 60_000;
  await h.stores.published.put({ ...keys.round(round + 1), v: 1, times: { opensAt: new Date(opens(round + 1)).toISOString(), closesAt: new Date(closes(round + 1)).toISOString() } }, { absent: true });
  await freeze(h.stores.published, prepared(round), { tallies: new Map([['n', tallyOf(strained)], ['r', tallyOf(6)]]), collected: { n: 24, r: 24 }, marks: [], salt: 'salt' });
}

beforeEach(async () => {
  h = await testHouse([...people, manager, member, chief, steward]);
  await h.stores.published.put({ ...keys.round(1), v: 1, times: { opensAt: new Date(opens(1)).toISOString(), closesAt: new Date(closes(1)).toISOString() } });
  for (let round = 1; round <= 2; round++) await released(round);
});
afterEach(() => h.close());

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const moved = { on: day(opens(2)), kind: 'reorganisation', groups: ['northside'] as string[] | 'all', text: 'Moved to the new building.', restartsLimits: true };
const add = (as: Person, more: Partial<typeof moved> = {}) => call(h, 'addEvent', { as, body: { ...moved, ...more } });
const groupOf = async (group: string, as: Person = chief) => (await call(h, 'readGroup', { as, params: { group } })).body as unknown as { events: Marked[]; says: Saying[]; days: { from: string; to: string } };
const kept = async () => (await h.stores.published.query('events')).items.length;

describe('an event', () => {
  test('is added by who manages the group, with name and time, and seen by everybody in it and by nobody else', async () => {
    const added = await add(manager);
    expect(added).toMatchObject({ status: 200, body: { round: 2, takenBack: null, event: { kind: 'reorganisation', groups: ['northside'], by: 'Mia', addedAt: new Date(h.now).toISOString(), restartsLimits: true } } });
    expect((await groupOf('northside', northside)).events).toEqual([added.body]);
    expect((await groupOf('riverside', riverside)).events).toEqual([]);
    expect((await call(h, 'readReadingRoom', { as: chief })).body['events']).toEqual([added.body]);
  });

  test('is refused to whoever does not manage all its groups; executives and the steward may mark any', async () => {
    for (const [as, groups] of [[northside, ['northside']], [member, ['northside']], [manager, ['northside', 'riverside']], [manager, 'all'], [manager, ['organisation']], [manager, ['nowhere']]] as const)
      expect(await add(as, { groups: groups as typeof moved.groups }), `${as.id} ${JSON.stringify(groups)}`).toMatchObject({ status: 403, body: { type: 'not-yours' } });
    expect(await kept()).toBe(0);
    expect((await add(chief, { groups: ['northside', 'riverside'] })).status).toBe(200);
    expect((await add(steward, { groups: 'all', on: day(opens(1)) })).status).toBe(200);
    expect(await add(chief, { groups: ['nowhere'] })).toMatchObject({ status: 404, body: { type: 'not-found' } });
  });

  test('tells a group of itself, and not of the other groups that it touches', async () => {
    await add(chief, { groups: ['riverside', 'northside'] });
    expect((await groupOf('northside', northside)).events[0]?.event.groups).toEqual(['northside']);
    expect(JSON.stringify((await groupOf('northside', northside)).events)).not.toContain('riverside');
  });

  test('outside the rounds, or in bad words, is refused by name before anything is stored', async () => {
    const { days } = await groupOf('northside');
    expect(days).toEqual({ from: day(opens(1)), to: day(closes(3) - 86_400_000) });
    for (const on of ['2025-12-31', day(closes(3)), '9999-12-31', '0001-01-01']) expect(await add(manager, { on }), on).toMatchObject({ status: 409, body: { type: 'outside-the-rounds' } });
    for (const more of [{ on: '2026-02-30' }, { on: 'soon' }, { text: '   ' }, { text: 'x'.repeat(501) }, { text: 'a\u0000b' }, { text: 'half \ud800' }, { kind: 'party' }, { groups: [] }, { groups: ['../x'] }] as Partial<typeof moved>[])
      expect(await add(manager, more), JSON.stringify(more)).toMatchObject({ status: 400, body: { type: 'malformed' } });
    expect(await kept()).toBe(0);
    for (const on of [days.from, days.to]) expect((await add(manager, { on })).status).toBe(200);
  });

  test('begins the lines anew once a round: another that would is refused, unless the first was taken back', async () => {
    const first = (await add(manager)).body as unknown as Marked;
    expect(await add(chief, { groups: 'all', text: 'A new way for everybody.' })).toMatchObject({ status: 409, body: { type: 'restarts-already' } });
    expect((await add(chief, { groups: ['riverside'] })).status).toBe(200);
    expect((await add(chief, { groups: 'all', text: 'A new way for everybody.', restartsLimits: false })).status).toBe(200);
    expect((await call(h, 'takeBackEvent', { as: manager, params: { id: first.event.id }, body: { text: 'It was the week after.' } })).status).toBe(200);
    expect((await add(manager, { text: 'Moved, now really.' })).status).toBe(200);
  });

  test('of two that would both, added at one moment, one is refused; the same one twice is one', async () => {
    const both = await Promise.all([add(manager), add(chief, { text: 'Another reason.' })]);
    expect(both.map((r) => r.status === 200)).toContain(false);
    expect(both.map((r) => r.status)).toEqual(expect.arrayContaining([200, 409]));
    const again = await Promise.all([add(manager, { restartsLimits: false }), add(manager, { restartsLimits: false })]);
    expect(again[0]).toEqual(again[1]);
    expect(await kept()).toBe(2);
  });

  test('is taken back once, by a correction that everybody sees beside it, and never gone', async () => {
    const { event } = (await add(manager)).body as unknown as Marked;
    const takeBack = (as: Person, text: string) => call(h, 'takeBackEvent', { as, params: { id: event.id }, body: { text } });
    expect(await takeBack(northside, 'No.')).toMatchObject({ status: 403 });
    expect(await takeBack(member, 'No.')).toMatchObject({ status: 403 });
    const taken = await takeBack(manager, 'It was the week after.');
    expect(await takeBack(manager, 'It was the week after.')).toEqual(taken);
    expect(await takeBack(chief, 'For another reason.')).toMatchObject({ status: 409, body: { type: 'taken-back-already' } });
    expect((await groupOf('northside', northside)).events).toMatchObject([{ event, takenBack: { text: 'It was the week after.', by: 'Mia' } }]);
  });
});

test('what a close told stays as it was told; the next one takes the event into account', async () => {
  for (let round = 3; round <= 14; round++) await released(round, 6 + (round % 2));
  for (let round = 15; round <= 22; round++) await released(round, 16 + (round % 2));
  const values = async () => (await groupOf('northside')).says.find((s) => s.question === 'values');
  const told = await values();
  expect(told).toMatchObject({ label: 'Getting worse', direction: 'worse' });
  await add(manager, { on: day(opens(15)) });
  expect(await values()).toEqual(told);
  await released(23, 17);
  expect(await values()).toMatchObject({ label: 'Too short to say', direction: null, sentence: expect.stringContaining('since round 15') as string });

  // Taken back, the line goes on from the next close.
  const [event] = (await groupOf('northside')).events;
  await call(h, 'takeBackEvent', { as: manager, params: { id: event?.event.id ?? '' }, body: { text: 'It did not happen after all.' } });
  await released(24, 17);
  expect(await values()).toMatchObject({ label: 'Getting worse' });
});
