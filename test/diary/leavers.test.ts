import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { keys as people, type Person, personItem } from '../../functions/identity/people.ts';
import { attribute } from '../../functions/store/record.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, at, book, booking, callum, change, confirm, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused, stranger, supervisor, week } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

const leaves = (person: Person) => h.stores.identity.delete(people.person(person.id));
const ended = { nation: 'England', employedFrom: '2020-01-01', employedTo: '2026-09-04', roles: [], pattern: fullTime, absences: [] } as const;
const sessionOf = async (as: Person, id: string): Promise<SessionShape> => first((await myTime(h, as)).sessions.filter((s) => s.id === id));
const to = (start: string, more: Record<string, unknown> = {}) => ({ kind: 'rebooked', start, minutes: 90, despite: false, ...more });
const unasGift = { giver: { givenBy: 'una', supervisor: 'registered social worker' } };

describe('when whoever gave it has left', () => {
  test('what took place is confirmed by the one it was for', async () => {
    const session = first((await book(h, manager)).sessions);
    await leaves(manager);
    h.now = at('2026-09-08T12:00:00Z');
    await confirm(h, amina, session.id, held(session));
    expect((await myTime(h, amina)).minutes).toEqual({ promised: 90, kept: 90, open: 0 });
  });

  test('what is to come is taken, and booked again with somebody else, who has all of it from then on', async () => {
    const { id } = first((await book(h, manager)).sessions);
    await leaves(manager);
    await change(h, amina, id, { kind: 'taken', reason: 'someone-away' });
    expect((await refused(h, 'changeSession', { as: amina, params: { id }, body: { owner: 'amina', ...to('2026-09-10T10:00') } })).type).toBe('has-left');
    const { session } = await change(h, amina, id, to('2026-09-10T10:00', unasGift));
    expect(session).toMatchObject({ givenBy: 'una', gone: null, lines: [{ state: 'planned', minutesOwed: 90 }] });
    expect((await sessionOf(supervisor, id)).givenBy).toBe('una');
    expect((await refused(h, 'bookSessions', { as: principal, body: booking({ people: ['callum'], givenBy: 'una', start: '2026-09-10T10:30' }) })).detail).toContain('Una Quinn has another session');
    await change(h, supervisor, id, { kind: 'moved', reason: 'court', start: '2026-09-11T10:00', minutes: 90, despite: false });
    h.now = at('2026-09-11T12:00:00Z');
    for (const as of [supervisor, amina]) await confirm(h, as, id, held(await sessionOf(as, id)));
    expect(await myTime(h, amina)).toMatchObject({ minutes: { promised: 90, kept: 90, open: 0 }, losses: [{ kind: 'taken', by: 'amina' }, { kind: 'moved', by: 'una' }] });
    await h.stores.identity.put(personItem(manager));
    expect((await myTime(h, manager)).sessions).toEqual([]);
  });

  test('with a member of the group in their place, who keeps what is theirs', async () => {
    const { id } = first((await book(h, manager, { of: 'group-reflection', people: ['amina', 'callum'] })).sessions);
    await leaves(manager);
    await change(h, amina, id, { kind: 'taken', reason: 'someone-away' });
    const { session } = await change(h, amina, id, to('2026-09-10T10:00', { giver: { givenBy: 'callum', supervisor: 'other' } }));
    expect(session).toMatchObject({ givenBy: 'callum', supervisor: 'other', people: ['amina', 'callum'] });
    expect(await sessionOf(callum, id)).toEqual(session);
  });

  test('and nobody is put in the place of somebody who is still here, of nobody, or of themselves as they leave', async () => {
    const { id } = first((await book(h, manager)).sessions);
    await change(h, amina, id, { kind: 'taken', reason: 'court' });
    const again = (more: Record<string, unknown>) => refused(h, 'changeSession', { as: amina, params: { id }, body: { owner: 'amina', ...to('2026-09-10T10:00', more) } });
    expect((await again(unasGift)).type).toBe('malformed');
    await leaves(manager);
    await leaves(supervisor);
    expect((await again(unasGift)).type).toBe('has-left');
    expect((await refused(h, 'changeSession', { as: stranger, params: { id }, body: { owner: 'amina', ...to('2026-09-10T10:00', { giver: { givenBy: 'gareth', supervisor: 'other' } }) } })).type).toBe('not-yours');
  });

  test('moving it says that they have left, and nothing moves', async () => {
    const { id } = first((await book(h, manager)).sessions);
    await leaves(manager);
    expect((await refused(h, 'changeSession', { as: amina, params: { id }, body: { owner: 'amina', kind: 'moved', reason: 'court', start: '2026-09-10T10:00', minutes: 90, despite: false } })).detail).toContain('has left');
    expect((await sessionOf(amina, id)).start).toBe('2026-09-08T09:00:00.000Z');
  });
});

describe('when somebody of a group has left', () => {
  let id: string;
  beforeEach(async () => {
    id = first((await book(h, manager, { of: 'group-reflection', people: ['amina', 'callum'] })).sessions).id;
    await leaves(amina);
  });

  test('the others take it, move it, book it again and confirm it, whoever’s name the page sends', async () => {
    await change(h, callum, id, { owner: 'amina', kind: 'moved', reason: 'court', start: '2026-09-09T10:00', minutes: 90, despite: false });
    await change(h, manager, id, { owner: 'callum', kind: 'taken', reason: 'staffing' });
    await change(h, callum, id, { ...to('2026-09-10T10:00'), owner: 'amina' });
    h.now = at('2026-09-10T12:00:00Z');
    const { session } = await confirm(h, manager, id, held(await sessionOf(manager, id)));
    expect(session.lines.map(({ person, state }) => [person, state])).toEqual([['amina', 'kept'], ['callum', 'kept']]);
    expect((await week(h, manager, '2026-09-07')).sessions.at(-1)).toMatchObject({ start: '2026-09-10T09:00:00.000Z', lines: [{ state: 'kept' }, { state: 'kept' }] });
  });

  test('they are not waited for, and told nothing', async () => {
    await h.stores.identity.put(personItem({ ...amina, mail: 'amina@example.org' }));
    await employ(h, amina, ended);
    h.now = at('2026-09-07T08:00:00Z');
    const { free } = await change(h, callum, id, { owner: 'callum', kind: 'taken', reason: 'court' });
    expect(free).toHaveLength(5);
    const { items } = await h.stores.identity.query('letters');
    expect(items.flatMap((item) => attribute<{ to: string[] }>(item, 'letter').to)).toEqual([]);
    expect((await call(h, 'findFreeTime', { as: callum, body: { people: ['amina', 'callum', 'nobody'], minutes: 90 } })).body['free']).toEqual(free);
    await change(h, callum, id, { ...to('2026-09-10T10:00'), owner: 'callum' });
  });

  test('and comes back, their diary says what the others’ say', async () => {
    await change(h, callum, id, { owner: 'callum', kind: 'taken', reason: 'court' });
    await h.stores.identity.put(personItem(amina));
    expect(await sessionOf(amina, id)).toEqual(await sessionOf(callum, id));
    await change(h, amina, id, to('2026-09-10T10:00'));
    await book(h, manager, { start: '2026-09-11T10:00' });
    expect((await myTime(h, amina)).sessions).toHaveLength(2);
  });

  test('what became of it is counted where they were', async () => {
    await change(h, callum, id, { owner: 'callum', kind: 'taken', reason: 'court' });
    const { items } = await h.stores.identity.query('week#northside');
    expect(items.map((item) => attribute<string[]>(item, 'members'))).toEqual([['amina', 'callum', 'maya']]);
  });
});

test('a calendar of their own has it no more once somebody else gives it, and a week plans for nobody whose employment is over', async () => {
  const { id } = first((await book(h, manager)).sessions);
  const secret = String((await call(h, 'makeFeed', { as: manager })).body['path']).slice('/calendars/'.length);
  const feed = async () => (await call(h, 'readFeed', { params: { secret } })).body as unknown as string;
  expect(await feed()).toContain(id);
  const inWeek = async () => (await week(h, principal, '2026-09-07')).people.map((person) => person.id);
  expect(await inWeek()).toContain('maya');
  await employ(h, manager, ended);
  h.now = at('2026-09-07T08:00:00Z');
  expect(await inWeek()).not.toContain('maya');
  await change(h, amina, id, { kind: 'taken', reason: 'someone-away' });
  await change(h, amina, id, to('2026-09-10T10:00', unasGift));
  expect(await feed()).not.toContain(id);
});

describe('when the one it was for has left', () => {
  test('the supervisor takes it and has the hour back, and it is not booked again', async () => {
    const { id } = first((await book(h, manager, { givenBy: 'una' })).sessions);
    await leaves(amina);
    expect((await change(h, supervisor, id, { kind: 'taken', reason: 'other' })).free).toEqual([]);
    await book(h, principal, { people: ['callum'], givenBy: 'una' });
    expect(await refused(h, 'changeSession', { as: supervisor, params: { id }, body: { owner: 'amina', ...to('2026-09-10T10:00') } })).toMatchObject({ type: 'has-left', detail: 'nobody it is for works here any more' });
  });

  test('their hour is the supervisor’s again at once, though nobody has taken it', async () => {
    await book(h, manager, { givenBy: 'una' });
    const sameHour = { people: ['callum'], givenBy: 'una' };
    expect((await refused(h, 'bookSessions', { as: principal, body: booking(sameHour) })).type).toBe('clashes');
    await employ(h, amina, { ...ended, employedTo: '2026-08-31' });
    await book(h, principal, { of: 'cpd', people: ['una'], givenBy: null, minutes: 30 });
    await employ(h, amina, { ...ended, employedTo: null });
    expect((await refused(h, 'bookSessions', { as: principal, body: booking({ ...sameHour, start: '2026-09-08T10:30' }) })).type).toBe('clashes');
    await leaves(amina);
    await book(h, principal, { ...sameHour, start: '2026-09-08T10:30' });
    expect((await refused(h, 'bookSessions', { as: principal, body: booking(sameHour) })).type).toBe('clashes');
  });

  test('nothing new is booked with them, whether they are unknown or their employment is over', async () => {
    await leaves(amina);
    expect((await refused(h, 'bookSessions', { as: manager, body: booking() })).type).toBe('has-left');
    await h.stores.identity.put(personItem(amina));
    await employ(h, amina, ended);
    for (const now of ['2026-09-03T08:00:00Z', '2026-09-07T08:00:00Z']) {
      h.now = at(now);
      expect((await refused(h, 'bookSessions', { as: principal, body: booking() })).type).toBe('has-left');
    }
  });
});
