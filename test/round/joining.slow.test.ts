import { expect, test } from 'vitest';
import { keys, type Person, personItem } from '../../functions/identity/people.ts';
import { freeze } from '../../functions/publishing/freeze.ts';
import type { Prepared } from '../../functions/store/record.ts';
import { core } from '../../shared/pulse/question.ts';
import { count, emptyTally } from '../../shared/pulse/tally.ts';
import { answerOf, call, closes, peopleOf, prepared, type TestHouse, testHouse } from './house.ts';

/** Two teams of one service, each big enough to be asked alone by what is usual. */
const people = peopleOf({ northside: 20, harbour: 20, riverside: 20 });
const groupsOf = ({ cohorts }: Prepared): string[] => cohorts.map(({ group }) => group).sort();

async function released(h: TestHouse, round: Prepared, answering: (group: string) => number): Promise<void> {
  const tallies = new Map(
    round.cohorts.map(({ hash, group }) => {
      const tally = emptyTally(core);
      for (let i = 0; i < answering(group); i++) count(tally, answerOf((i % 5) + 1));
      return [hash, tally];
    }),
  );
  h.now = closes(round.manifest.round) + 60_000;
  await freeze(h.stores.published, round, { tallies, collected: Object.fromEntries(round.cohorts.map(({ hash, people: all }) => [hash, all])), marks: [], salt: 'salt' });
}

/** Prepares rounds 1 to 4 and releases the first three; the next is prepared when one opens, and so knows of none after the one before that. */
async function fourRounds(h: TestHouse, answering: (group: string) => number): Promise<Prepared[]> {
  const rounds = [await prepared(h, 1)];
  for (let round = 2; round <= 4; round++) {
    await released(h, rounds.at(-1)!, answering);
    rounds.push(await prepared(h, round));
  }
  return rounds;
}

const told = async (h: TestHouse, person: Person, round: number) => (await call(h, 'readCohort', { params: { round: String(round) }, as: person })).body;

test('a team too few of whom answer, round after round, is asked together with its sibling, and all of them are told so', async () => {
  const h = await testHouse(people);
  const rounds = await fourRounds(h, (group) => (group === 'northside' ? 5 : 16));
  expect(rounds.slice(0, 2).map(groupsOf)).toEqual([['harbour', 'northside', 'riverside'], ['harbour', 'northside', 'riverside']]);
  expect(groupsOf(rounds[3]!)).toEqual(['harbour+northside', 'riverside']);
  const first = rounds.findIndex((round) => groupsOf(round).includes('harbour+northside')) + 1;
  for (const person of [people[0]!, people[20]!]) {
    expect(await told(h, person, first)).toMatchObject({ name: 'Harbour and Northside', changed: { joinedWith: ['Harbour', 'Northside'], joined: 0, left: 0 } });
    expect((await told(h, person, first)).names).toHaveLength(40);
  }
  expect(await told(h, people[40]!, first)).toMatchObject({ name: 'Riverside', changed: { joinedWith: [], joined: 0, left: 0 } });
  h.close();
}, 60_000);

test('where enough answer, nobody is joined; one low round is not enough', async () => {
  const h = await testHouse(people);
  let round = 0;
  const rounds = await fourRounds(h, (group) => (group === 'harbour' && (round += 1) === 1 ? 5 : 12));
  for (const one of rounds) expect(groupsOf(one)).toEqual(['harbour', 'northside', 'riverside']);
  h.close();
}, 60_000);

test('whoever joins or leaves a group is counted in what it is told of its next round', async () => {
  const h = await testHouse(people);
  await prepared(h, 1);
  const [gone, newcomer] = [people[0]!, { ...people[0]!, id: 'northside-new', name: 'northside new' }];
  await h.stores.identity.delete(keys.person(gone.id));
  for (const person of [newcomer, { ...newcomer, id: 'northside-newer', name: 'northside newer' }]) await h.stores.identity.put(personItem(person));
  await prepared(h, 2);
  expect((await told(h, people[1]!, 2)).changed).toEqual({ joinedWith: [], joined: 2, left: 1 });
  expect((await told(h, people[1]!, 1)).changed).toBeNull();
  h.close();
}, 60_000);
