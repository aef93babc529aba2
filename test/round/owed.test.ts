import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { houseItem, type Person } from '../../functions/identity/people.ts';
import { freeze } from '../../functions/publishing/freeze.ts';
import { keys, type Prepared, stored } from '../../functions/store/record.ts';
import { core } from '../../shared/pulse/question.ts';
import { count, emptyTally } from '../../shared/pulse/tally.ts';
import { opensAnew } from '../../shared/signal/owed.ts';
import { answerOf, call, closes, opens, peopleOf, smallHouse, type TestHouse, testHouse } from './house.ts';

const people = peopleOf({ northside: 30, riverside: 30 });
const chief: Person = { id: 'chief', name: 'Chief', roles: ['practitioner', 'executive'], team: null, manages: [] };
const second: Person = { ...chief, id: 'second', name: 'Second' };
const [northside, riverside] = [people[0]!, people[30]!];

let h: TestHouse;
beforeEach(async () => {
  h = await testHouse([...people, chief, second], { ...smallHouse, owesAnswers: 'chief' });
});
afterEach(() => h.close());

const preparedAs = (round: number): Prepared => ({
  manifest: {
    v: 1, round, organisation: 'Northmoor Council', opensAt: new Date(opens(round)).toISOString(), closesAt: new Date(closes(round)).toISOString(), floor: 8, comment: null,
    pauseSeconds: { atLeast: 0, atMost: 1 }, questions: core, closingKey: { id: '', public: '' }, salt: '', cohorts: ['n', 'r'],
  },
  head: '',
  cohorts: [
    { hash: 'n', group: 'northside', name: 'Northside', service: 'adults', teams: ['northside'], people: 30 },
    { hash: 'r', group: 'riverside', name: 'Riverside', service: 'children', teams: ['riverside'], people: 30 },
  ],
  services: smallHouse.services,
});

/** Releases a round in which so many of Northside's 24 had to act against their judgement; all else is as ever. */
async function released(round: number, strained: number): Promise<void> {
  const tallyOf = (worse: number) => {
    const tally = emptyTally(core);
    for (let i = 0; i < 24; i++) count(tally, { ...answerOf(i % 2 === 0 ? 2 : 4), answers: { headroom: 1 + (i % 5), people: 1 + (i % 5), values: i < worse ? 4 : 1, letdown: 1 + (i % 5), protected: 1 + (i % 5) }, why: {} });
    return tally;
  };
  h.now = closes(round) + 60_000;
  await freeze(h.stores.published, preparedAs(round), { tallies: new Map([['n', tallyOf(strained)], ['r', tallyOf(8)]]), collected: { n: 30, r: 30 }, marks: [], salt: 'salt' });
}
/** What stands on the group’s own page; for an executive, in the reading room. */
const owedTo = async (as: Person) => (await (as.team === null ? call(h, 'readReadingRoom', { as }) : call(h, 'readGroup', { as, params: { group: as.team } }))).body['owing'] as { owedBy: string[]; answers: { owed: { id: string; group: string; question: string; sentence: string; round: number; dueAt: string }; answer: { text: string; by: string } | null }[] };
const text = 'We have taken the order back from Monday, and Sian reviews each case it touched.';

test('where the house names nobody, or somebody who is an executive no more, every executive owes it by name', async () => {
  for (let round = 1; round <= 24; round++) await released(round, (round < 15 ? 7 : 18) + (round % 2));
  for (const owesAnswers of [null, northside.id]) {
    await h.stores.identity.put(houseItem({ ...smallHouse, owesAnswers }));
    expect((await owedTo(northside)).owedBy).toEqual(['Chief', 'Second']);
    expect((await owedTo(chief)).owedBy).toEqual(['Chief', 'Second']);
  }
  await h.stores.identity.put(houseItem({ ...smallHouse, owesAnswers: 'chief' }));
  expect((await owedTo(northside)).owedBy).toEqual(['Chief']);
});

describe('an answer is owed', () => {
  test('once for moral injury that gets worse in a group, to be seen by everyone in it, until it is answered', async () => {
    for (let round = 1; round <= 14; round++) await released(round, 7 + (round % 2));
    expect((await owedTo(chief)).answers).toEqual([]);
    for (let round = 15; round <= 24; round++) await released(round, 18 + (round % 2));

    const { owedBy, answers } = await owedTo(northside);
    expect(owedBy).toEqual(['Chief']);
    const first = answers.find(({ owed }) => owed.group === 'northside');
    // What is owed to the service and to the whole is everybody’s in them, and what is owed to a group is nobody’s beside it.
    const groupsOwed = (all: typeof answers) => all.map(({ owed, answer }) => `${owed.group} ${owed.question} ${answer?.text ?? 'open'}`).sort();
    expect(groupsOwed(answers)).toEqual(['northside values open', 'organisation values open', 'service-adults values open']);
    expect(groupsOwed((await owedTo(riverside)).answers)).toEqual(['organisation values open']);
    expect(first?.owed.sentence).toContain('had to act against their own judgement');
    expect(Date.parse(first?.owed.dueAt ?? '')).toBe(closes(first?.owed.round ?? 0) + 28 * 86_400_000);

    const id = first?.owed.id ?? '';
    expect(await call(h, 'giveAnswer', { as: northside, params: { id }, body: { text } })).toMatchObject({ status: 403, body: { type: 'not-yours' } });
    expect(await call(h, 'giveAnswer', { as: chief, params: { id }, body: { text: 'Noted.' } })).toMatchObject({ status: 400, body: { type: 'malformed' } });
    expect(await call(h, 'giveAnswer', { as: chief, params: { id: 'northside.values.00000099' }, body: { text } })).toMatchObject({ status: 404 });
    const stands = async () => (await owedTo(northside)).answers.find(({ owed }) => owed.id === id)?.answer;
    expect(await stands()).toBeNull();

    const given = await call(h, 'giveAnswer', { as: chief, params: { id }, body: { text } });
    expect(given).toMatchObject({ status: 200, body: { answer: { text, by: 'Chief' } } });
    expect((await call(h, 'giveAnswer', { as: chief, params: { id }, body: { text } })).body).toEqual(given.body);
    expect(await call(h, 'giveAnswer', { as: second, params: { id }, body: { text: `${text} And more.` } })).toMatchObject({ status: 409, body: { type: 'already-answered' } });
    expect(await stands()).toMatchObject({ text, by: 'Chief' });

    // What was answered is not owed again while the same goes on.
    for (let round = 25; round <= 27; round++) await released(round, 18 + (round % 2));
    expect((await owedTo(northside)).answers.filter(({ owed }) => owed.group === 'northside')).toHaveLength(1);
  });

  test('not before the round that opened it stands', async () => {
    for (let round = 1; round <= 14; round++) await released(round, 8);
    const owed = { v: 1 as const, id: 'northside.values.00000015', group: 'northside', kind: 'cohort' as const, name: 'Northside', teams: ['northside'], question: 'values', sentence: 'More people had to.', round: 15, dueAt: '2026-12-01T09:00:00Z' };
    await h.stores.published.put({ ...keys.owed(owed.id), v: 1, owed: stored(owed), isAnswered: false });
    expect((await owedTo(northside)).answers).toEqual([]);
    expect(await call(h, 'giveAnswer', { as: chief, params: { id: owed.id }, body: { text } })).toMatchObject({ status: 404 });
    await released(15, 8);
    expect((await owedTo(northside)).answers).toHaveLength(1);
  });

  test('for nothing that gets better, and for nothing that stays as it was', async () => {
    for (let round = 1; round <= 14; round++) await released(round, 18 + (round % 2));
    for (let round = 15; round <= 24; round++) await released(round, 7 + (round % 2));
    expect((await owedTo(chief)).answers).toEqual([]);
  });
});

test('a new one opens when none is open and what fires began after the last one was opened', () => {
  expect(opensAnew(20, [])).toBe(true);
  expect(opensAnew(20, [{ round: 22, isAnswered: false }])).toBe(false);
  expect(opensAnew(20, [{ round: 12, isAnswered: false }])).toBe(false);
  expect(opensAnew(20, [{ round: 22, isAnswered: true }])).toBe(false);
  expect(opensAnew(23, [{ round: 22, isAnswered: true }])).toBe(true);
});
