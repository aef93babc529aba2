import { afterEach, expect, test } from 'vitest';
import { keys as peopleKeys, type Person, personItem } from '../../functions/identity/people.ts';
import { standingsOf } from '../../functions/identity/diary.ts';
import { bounds, checkItem } from '../../functions/store/bounds.ts';
import { every } from '../../functions/store/store.ts';
import { call, smallHouse, testHouse, type TestHouse } from '../round/house.ts';
import { at, begins, book, booking, change, confirm, first, held, myTime, principal, refused, supervisor, week } from './house.ts';

let h: TestHouse;
afterEach(() => h.close());

/** So many people, spread over so many teams, whoever gives it in the first of them; and somebody else of a team of their own. */
async function house(people: number, teams: number): Promise<Person[]> {
  const ids = Array.from({ length: teams }, (_, i) => `team-${i}`);
  const group = Array.from({ length: people }, (_, i): Person => ({ id: `p${i}`, name: `Person ${i}`, roles: ['practitioner'], team: ids[i % teams] ?? '', manages: [], mail: `p${i}@example.org` }));
  const giver: Person = { id: 'giver', name: 'Giver', roles: ['practitioner'], team: 'team-0', manages: [], mail: 'giver@example.org' };
  h = await testHouse([...group, giver, principal, { ...supervisor, mail: 'una@example.org' }], smallHouse, [...ids, 'harbour'].map((id) => ({ id, name: id, service: 'adults' })));
  h.now = begins;
  return [...group, giver];
}
const groupOf = (people: readonly Person[]) => ({ of: 'group-reflection' as const, people: people.filter(({ id }) => id !== 'giver').map(({ id }) => id), givenBy: 'giver', minutes: 60, start: '2026-09-08T10:00' });
const [again, moved] = [{ kind: 'rebooked', minutes: 60, despite: false, owner: 'p0' }, { kind: 'moved', reason: 'court', minutes: 60, despite: false, owner: 'p0' }] as const;

test.each([[40, 6], [23, 23], [30, 16]])('%i people of %i teams are the most that are booked, and whatever becomes of it then fits', async (people, teams) => {
  const all = await house(people, teams);
  const { sessions } = await book(h, principal, { ...groupOf(all), rule: 'FREQ=WEEKLY;COUNT=4' });
  expect(sessions).toHaveLength(4);
  const { id } = first(sessions);
  await change(h, principal, id, { ...moved, start: '2026-09-09T10:00' });
  await change(h, principal, id, { kind: 'taken', reason: 'staffing', owner: 'p0' });
  await change(h, principal, id, { ...again, start: '2026-09-10T10:00' });
  h.now = at('2026-09-10T12:00:00Z');
  await confirm(h, all.at(-1) ?? principal, id, held({ start: '2026-09-10T09:00:00.000Z', end: '2026-09-10T10:00:00.000Z' }));
  const [, second] = sessions;
  if (second === undefined) throw new Error('there are four');
  await change(h, principal, second.id, { kind: 'taken', reason: 'someone-away', owner: 'p0' });
  await h.stores.identity.delete(peopleKeys.person('giver'));
  await change(h, principal, second.id, { ...again, start: '2026-09-16T10:00', giver: { givenBy: 'una', supervisor: 'other' } });
  await change(h, principal, second.id, { ...moved, start: '2026-09-17T10:00' });
  expect((await myTime(h, supervisor)).sessions).toMatchObject([{ id: second.id, start: '2026-09-17T09:00:00.000Z' }]);
  for (const one of all.slice(0, 2)) expect((await myTime(h, one)).sessions).toHaveLength(4);
}, 60_000);

test.each([[40, 7], [24, 24]])('%i people of %i teams are refused before anything is written, with what to do instead', async (people, teams) => {
  const all = await house(people, teams);
  const { status, body } = await call(h, 'bookSessions', { as: principal, body: booking(groupOf(all)) });
  expect({ status, ...body }).toMatchObject({ status: 413, type: 'too-large', detail: expect.stringContaining('two groups'), remedy: expect.stringContaining('two smaller ones') });
  for (const one of [all[0] ?? principal, all.at(-1) ?? principal]) expect((await myTime(h, one)).sessions).toEqual([]);
});

test('a large group of which every hour was taken can have one more taken, and its week tells what each is owed', async () => {
  const all = await house(40, 1);
  const { sessions } = await book(h, principal, { ...groupOf(all), rule: 'FREQ=WEEKLY;COUNT=8' });
  for (const { id } of sessions) await change(h, principal, id, { kind: 'taken', reason: 'staffing', owner: 'p0' });
  let bytes = 0;
  for await (const item of every(h.stores.identity, standingsOf('team-0'))) bytes += checkItem(item);
  expect(bytes).toBeLessThan(bounds.changesBytes / 8);
  const { people } = await week(h, principal, '2026-09-07', 'team-0');
  const lost = people.find(({ id }) => id === 'p1')?.toRebook.find(({ id }) => id === sessions[0]?.id);
  expect(lost?.lines.map(({ minutesOwed }) => minutesOwed)).toEqual(Array.from({ length: 40 }, () => 60));
}, 60_000);

test('people who have gone to more teams than one change reaches are told so, and nothing changes', async () => {
  const all = await house(40, 1);
  const { id } = first((await book(h, principal, groupOf(all))).sessions);
  for (const [i, one] of all.entries()) await h.stores.identity.put(personItem({ ...one, team: `team-${i % 30}` }));
  expect((await refused(h, 'changeSession', { as: principal, params: { id }, body: { ...moved, start: '2026-09-09T10:00' } })).type).toBe('too-large');
  expect((await myTime(h, all[0] ?? principal)).sessions).toMatchObject([{ id, gone: null, start: '2026-09-08T09:00:00.000Z' }]);
});
