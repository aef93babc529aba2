import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, type Standing, weekOf } from '../../functions/identity/diary.ts';
import { flagsIn } from '../../functions/identity/flags.ts';
import { moveStandings } from '../../functions/identity/moveStandings.ts';
import { keys as peopleKeys, type Person, personItem } from '../../functions/identity/people.ts';
import { attribute, stored } from '../../functions/store/record.ts';
import { every, type Store } from '../../functions/store/store.ts';
import { soleCover } from '../../shared/time/rules/cover.ts';
import { call, run, type TestHouse } from '../round/house.ts';
import { amina, at, book, booking, callum, change, confirm, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused, supervisor, week } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

const moves = async (person: Person, team: string | null): Promise<Person> => {
  const moved = { ...person, team };
  await h.stores.identity.put(personItem(moved));
  return moved;
};
const newlyQualified = { nation: 'England', employedFrom: '2026-06-01', employedTo: null, roles: [{ as: 'social-worker', from: '2026-06-01', to: null }, { as: 'nqsw-adults', from: '2026-06-01', to: null }], pattern: { ...fullTime, minutes: [450, 0, 450, 450, 450, 0, 0] }, absences: [] } as const;
const namesIn = async (team: string, monday = '2026-09-07') => (await week(h, principal, monday, team)).people.map(({ id }) => id);


describe('somebody who is in another team now', () => {
  test('is owed what they were owed, and works when they worked', async () => {
    await employ(h, amina, newlyQualified);
    const before = await myTime(h, amina);
    const moved = await moves(amina, 'riverside');
    expect(await myTime(h, moved)).toEqual(before);
    expect(before.owed.length).toBeGreaterThan(0);
    expect((await refused(h, 'bookSessions', { as: principal, body: booking({ start: '2026-09-08T10:00' }) })).detail).toBe('Amina Patel does not work on 8 September 2026');
    await book(h, principal, { start: '2026-09-09T10:00' });
    expect(await myTime(h, moved)).toMatchObject({ known: true, owed: before.owed });
  });

  test('is in the week of the team they are in, from the next day on, with what is booked for them; and at once in no other', async () => {
    await employ(h, amina, newlyQualified);
    const { id } = first((await book(h, manager, { start: '2026-09-09T10:00' })).sessions);
    await book(h, manager, { people: ['callum'], start: '2026-09-10T10:00' });
    await moves(amina, 'riverside');
    expect(await namesIn('northside')).toEqual(['callum', 'maya']);
    await run(h, 'countProtectedTime', 0);
    expect(await namesIn('riverside')).toEqual(['amina']);
    expect(await week(h, principal, '2026-09-07', 'riverside')).toMatchObject({ sessions: [{ id }], people: [{ planned: [{ start: '2026-09-09T09:00:00.000Z' }] }] });
    expect((await h.stores.identity.query('standing#northside')).items.map(({ sk }) => sk)).toEqual(['callum', 'maya']);
    await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-11T10:00', minutes: 90, despite: false });
    expect((await week(h, principal, '2026-09-07', 'riverside')).sessions.map(({ gone }) => gone?.kind ?? null)).toEqual(['moved', null]);
  });

  test('is flagged without supervision where they are now', async () => {
    await employ(h, amina, newlyQualified);
    await moves(amina, 'riverside');
    h.now = at('2026-09-14T08:00:00Z');
    await run(h, 'countProtectedTime', 0);
    const flags = await flagsIn(h.stores.identity, 'riverside', () => true, soleCover.suggests, '2026-09-14', '2026-09-14T08:00:00.000Z');
    expect(flags.map(({ kind, person }) => [kind, person])).toEqual([['no-supervision', 'amina']]);
  });

  test('and comes back, has all of it: what was written there and here', async () => {
    await employ(h, amina, newlyQualified);
    await book(h, manager, { start: '2026-09-09T10:00' });
    await moves(amina, 'riverside');
    await book(h, principal, { start: '2026-09-10T10:00' });
    await moves(amina, 'northside');
    await book(h, manager, { start: '2026-09-11T10:00' });
    expect((await myTime(h, amina)).sessions).toHaveLength(3);
    await run(h, 'countProtectedTime', 0);
    expect(await namesIn('riverside')).toEqual([]);
    expect(await myTime(h, amina)).toMatchObject({ known: true, sessions: [{}, {}, {}] });
  });

  test('and comes back before anything is booked here, has what was kept there', async () => {
    await employ(h, amina, newlyQualified);
    await book(h, manager, { start: '2026-09-09T10:00' });
    const there = await moves(amina, 'riverside');
    const session = first((await book(h, principal, { start: '2026-09-02T10:00' })).sessions);
    h.now = at('2026-09-02T12:00:00Z');
    await confirm(h, there, session.id, held(session));
    await moves(amina, 'northside');
    await run(h, 'countProtectedTime', 0);
    const item = await h.stores.identity.get(keys.standing('northside', 'amina'));
    expect(item === null ? null : attribute<Standing>(item, 'standing').kept).toMatchObject([{ on: '2026-09-02', minutesUninterrupted: 90 }]);
  });

  test('of whom nothing but the diary came along once, has it again the next day', async () => {
    await employ(h, amina, newlyQualified);
    const moved = await moves(amina, 'riverside');
    const bare: Standing = { person: 'amina', name: 'Amina Patel', employed: null, recordedFrom: '2026-08-01', kept: [], toRebook: [], entries: 3 };
    await h.stores.identity.put({ ...keys.standing('riverside', 'amina'), v: 1, version: 3, standing: stored(bare) });
    expect((await myTime(h, moved)).known).toBe(false);
    await run(h, 'countProtectedTime', 0);
    expect((await myTime(h, moved)).known).toBe(true);
    const item = await h.stores.identity.get(keys.standing('riverside', 'amina'));
    expect(item === null ? null : attribute<Standing>(item, 'standing')).toMatchObject({ recordedFrom: '2026-01-01', entries: 3 });
  });
});

describe('more times to come than one change can write', () => {
  const inWeekOf = async (team: string) => {
    let times = 0;
    for await (const item of every(h.stores.identity, weekOf(team))) if (attribute<string[]>(item, 'members').includes('amina')) times++;
    return times;
  };

  test('are all in the new team’s week, and none in the old one’s, killed in between or not', async () => {
    await employ(h, amina, newlyQualified);
    await book(h, principal, { start: '2026-09-09T10:00', givenBy: 'una', rule: 'FREQ=WEEKLY;COUNT=51', despite: true });
    await moves(amina, 'riverside');
    let changes = 0;
    const killed: Store = Object.create(h.stores.identity, { transact: { value: async (...args: Parameters<Store['transact']>) => (changes++ === 1 ? Promise.reject(new Error('killed')) : h.stores.identity.transact(...args)) } }) as Store;
    const teamNow = new Map([['amina', 'riverside'], ['una', 'harbour']]);
    await expect(moveStandings(killed, ['northside', 'harbour', 'riverside'], teamNow, h.now)).rejects.toThrow('killed');
    expect([await namesIn('northside'), await namesIn('riverside')]).toEqual([[], ['amina']]);
    await run(h, 'countProtectedTime', 0);
    expect([await inWeekOf('northside'), await inWeekOf('riverside')]).toEqual([0, 51]);
    expect(await h.stores.identity.get(keys.standing('northside', 'amina'))).toBeNull();
  });
});

describe('a team’s week', () => {
  test('leaves out whoever has left, and goes on counting the hours there were', async () => {
    const lost = first((await book(h, manager)).sessions);
    await change(h, manager, lost.id, { kind: 'taken', reason: 'court' });
    const kept = first((await book(h, manager, { start: '2026-09-02T10:00' })).sessions);
    h.now = at('2026-09-08T12:00:00Z');
    await confirm(h, manager, kept.id, held(kept));
    const { quarter } = await week(h, manager, '2026-09-07');
    expect(quarter).toMatchObject({ kept: 90, lost: 90 });
    await h.stores.identity.delete(peopleKeys.person('amina'));
    const now = await week(h, manager, '2026-09-07');
    expect([now.people.map(({ id }) => id), now.quarter]).toEqual([['maya'], quarter]);
    await run(h, 'countProtectedTime', 0);
    expect((await week(h, manager, '2026-09-07')).quarter).toEqual(quarter);
    expect(await h.stores.identity.get(keys.standing('northside', 'amina'))).not.toBeNull();
  });

  test('shows no time of which nobody is in the team any more', async () => {
    await book(h, principal, { givenBy: 'una' });
    await moves(amina, 'harbour');
    expect((await week(h, manager, '2026-09-07')).sessions).toEqual([]);
  });
});

describe('whoever is in no team', () => {
  test('is booked as a supervisor from elsewhere, and not once their employment is over', async () => {
    await moves(supervisor, null);
    await book(h, principal, { givenBy: 'una' });
    await employ(h, callum, { ...newlyQualified, employedTo: '2026-09-04' });
    await moves(callum, null);
    expect((await refused(h, 'bookSessions', { as: principal, body: booking({ people: ['callum'], start: '2026-09-09T10:00' }) })).type).toBe('has-left');
    await moves(amina, null);
    expect((await call(h, 'bookSessions', { as: principal, body: booking({ start: '2026-09-10T10:00' }) })).status).toBe(200);
  });
});
