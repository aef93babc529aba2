import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Person, personItem } from '../../functions/identity/people.ts';
import type { TestHouse } from '../round/house.ts';
import { call } from '../round/house.ts';
import { amina, at, book, booking, callum, change, confirm, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused, stranger, supervisor, week } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

describe('a booking', () => {
  test('stands in the diary of everyone it is for, at the hour on the wall through the change of the clocks', async () => {
    const { sessions } = await book(h, manager, { rule: 'FREQ=MONTHLY;BYDAY=2TU;COUNT=4', start: '2026-09-08T10:00' });
    expect(sessions.map((s) => s.start)).toEqual(['2026-09-08T09:00:00.000Z', '2026-10-13T09:00:00.000Z', '2026-11-10T10:00:00.000Z', '2026-12-08T10:00:00.000Z']);
    for (const one of [amina, manager]) expect((await myTime(h, one)).sessions.map((s) => s.id)).toEqual(sessions.map((s) => s.id));
    expect((await myTime(h, callum)).sessions).toEqual([]);
  });

  test('sent again is the same booking, and another one under its id is refused', async () => {
    const body = booking({ rule: 'FREQ=WEEKLY;COUNT=3' });
    for (let i = 0; i < 3; i++) expect((await call(h, 'bookSessions', { as: manager, body })).status).toBe(200);
    expect((await myTime(h, amina)).sessions.length).toBe(3);
    expect((await refused(h, 'bookSessions', { as: manager, body: { ...body, people: ['callum'], givenBy: 'amina' } })).type).toBe('booked-already');
  });

  test.each([
    ['in-the-past', { start: '2026-08-31T10:00' }],
    ['no-end', { rule: 'FREQ=WEEKLY' }],
    ['not-a-rule', { rule: 'FREQ=HOURLY;COUNT=3' }],
    ['too-far-ahead', { start: '2027-09-02T10:00' }],
    ['too-far-ahead', { rule: 'FREQ=WEEKLY;COUNT=55' }],
    ['has-left', { people: ['nobody'] }],
    ['malformed', { minutes: 0 }],
    ['malformed', { start: '2026-02-30T10:00' }],
    ['malformed', { start: '2026-09-08T10:00Z' }],
    ['not-a-rule', { rule: 'FREQ=WEEKLY;UNTIL=20269999' }],
  ] as const)('is refused as %s, and nothing of it is written', async (problem, more) => {
    expect((await refused(h, 'bookSessions', { as: manager, body: booking({ ...more } as never) })).type).toBe(problem);
    expect((await myTime(h, amina)).sessions).toEqual([]);
    expect((await week(h, manager, '2026-09-07')).sessions).toEqual([]);
  });

  test('with somebody who has left by then, or is away, or does not work that day, is refused or known', async () => {
    await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: '2026-09-30', roles: [], pattern: { minutes: [450, 0, 450, 450, 450, 0, 0], share: 0.8 }, absences: [{ from: '2026-09-14', to: '2026-09-18' }] });
    expect((await refused(h, 'bookSessions', { as: manager, body: booking({ start: '2026-10-01T10:00' }) })).type).toBe('has-left');
    expect(await refused(h, 'bookSessions', { as: manager, body: booking({ start: '2026-09-08T10:00' }) })).toMatchObject({ type: 'clashes', detail: 'Amina Patel does not work on 8 September 2026' });
    expect(await refused(h, 'bookSessions', { as: manager, body: booking({ start: '2026-09-16T10:00' }) })).toMatchObject({ type: 'clashes', detail: 'Amina Patel is away on 16 September 2026' });
    expect((await book(h, manager, { start: '2026-09-16T10:00', despite: true })).sessions).toHaveLength(1);
  });

  test('for somebody else is made by their manager, by the principal, or not at all', async () => {
    expect((await refused(h, 'bookSessions', { as: stranger, body: booking() })).type).toBe('not-yours');
    expect((await refused(h, 'bookSessions', { as: callum, body: booking() })).type).toBe('not-yours');
    await book(h, principal);
    await book(h, amina, { givenBy: 'una', start: '2026-09-09T10:00' });
    expect((await myTime(h, supervisor)).sessions).toHaveLength(1);
  });

  test('a year of weekly sessions for people of several teams is booked whole', async () => {
    const { sessions } = await book(h, principal, { of: 'group-reflection', people: ['amina', 'callum', 'una'], givenBy: 'sian', rule: 'FREQ=WEEKLY;COUNT=52', start: '2026-09-02T10:00', minutes: 60 });
    expect(sessions).toHaveLength(52);
    for (const one of [amina, callum, supervisor, principal]) expect((await myTime(h, one)).sessions).toHaveLength(52);
    expect((await week(h, manager, '2027-08-23')).sessions.map((s) => s.start)).toEqual(['2027-08-25T09:00:00.000Z']);
  });
});

test('who has moved to another team keeps their diary, and can be booked', async () => {
  const { id } = first((await book(h, manager)).sessions);
  const moved = { ...amina, team: 'riverside' };
  await h.stores.identity.put(personItem(moved));
  expect((await myTime(h, moved)).sessions.map((s) => s.id)).toEqual([id]);
  expect((await refused(h, 'bookSessions', { as: principal, body: booking() })).type).toBe('clashes');
  await book(h, principal, { start: '2026-09-09T10:00' });
  await change(h, moved, id, { kind: 'taken', reason: 'court' });
  expect((await myTime(h, moved)).sessions).toHaveLength(2);
});

describe('two who book one person at one moment', () => {
  test('never both succeed without knowing', async () => {
    const bodies = [booking({ givenBy: 'maya' }), booking({ givenBy: 'sian', of: 'group-reflection', start: '2026-09-08T10:30' }), booking({ givenBy: 'una', start: '2026-09-08T11:00' })];
    const answers = await Promise.all(bodies.map((body, i) => call(h, 'bookSessions', { as: i === 0 ? manager : principal, body })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(answers.filter((a) => a.status !== 200).map((a) => a.body['type'])).toEqual(['clashes', 'clashes']);
    expect((await myTime(h, amina)).sessions).toHaveLength(1);
  });

  test('at different times both do', async () => {
    const times = ['2026-09-08T09:00', '2026-09-08T11:00', '2026-09-08T13:00', '2026-09-08T15:00'];
    const answers = await Promise.all(times.map((start) => call(h, 'bookSessions', { as: manager, body: booking({ start }) })));
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200]);
    expect((await myTime(h, amina)).sessions).toHaveLength(4);
  });
});

describe('an hour that is taken', () => {
  test('stays owed with its reason until one is kept, and free times come with it', async () => {
    const { id } = first((await book(h, manager)).sessions);
    const { session, free } = await change(h, manager, id, { kind: 'taken', reason: 'court' });
    expect(session).toMatchObject({ gone: { kind: 'taken', reason: 'court', by: 'maya' }, lines: [{ state: 'taken', minutesOwed: 90 }] });
    expect(free[0]).toEqual({ start: '2026-09-01T08:00:00.000Z', end: '2026-09-01T09:30:00.000Z' });
    const again = await change(h, manager, id, { kind: 'rebooked', start: '2026-09-10T10:00', minutes: 90, despite: false });
    expect(again.session).toMatchObject({ gone: null, lines: [{ state: 'planned', minutesOwed: 90 }] });
    h.now = at('2026-09-10T12:00:00Z');
    for (const party of [amina, manager]) await confirm(h, party, id, held(again.session));
    const mine = await myTime(h, amina);
    expect(mine.minutes).toEqual({ promised: 90, kept: 90, open: 0 });
    expect(mine.losses).toMatchObject([{ kind: 'taken', reason: 'court', by: 'maya', minutes: 90, daysUntilRebooked: 2 }]);
  });

  test('needs a reason, and is not taken by somebody it is none of the business of', async () => {
    const { id } = first((await book(h, manager)).sessions);
    expect((await refused(h, 'changeSession', { as: manager, params: { id }, body: { owner: 'amina', kind: 'taken' } })).type).toBe('malformed');
    expect((await refused(h, 'changeSession', { as: stranger, params: { id }, body: { owner: 'amina', kind: 'taken', reason: 'court' } })).type).toBe('not-yours');
    expect((await refused(h, 'changeSession', { as: manager, params: { id }, body: { owner: 'callum', kind: 'taken', reason: 'court' } })).type).toBe('not-found');
    expect((await myTime(h, amina)).sessions).toMatchObject([{ gone: null }]);
  });

  test('taken by two at once is taken once', async () => {
    const { id } = first((await book(h, manager)).sessions);
    const body = { owner: 'amina', kind: 'taken', reason: 'staffing' };
    const answers = await Promise.all([manager, principal, amina].map((as) => call(h, 'changeSession', { as, params: { id }, body })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(answers.filter((a) => a.body['type'] === 'not-booked')).toHaveLength(2);
  });

  test('when it moved, the week it left shows it gone and the week it went to shows it', async () => {
    const { id } = first((await book(h, manager)).sessions);
    await change(h, amina, id, { kind: 'moved', start: '2026-09-15T14:00', minutes: 90, reason: 'duty-cover', despite: false });
    expect((await week(h, manager, '2026-09-07')).sessions).toMatchObject([{ id, gone: { kind: 'moved', reason: 'duty-cover', by: 'amina' } }]);
    expect((await week(h, manager, '2026-09-14')).sessions).toMatchObject([{ id, start: '2026-09-15T13:00:00.000Z', gone: null }]);
  });
});

describe('what happened', () => {
  test('is unknown until somebody says it; where the two differ both accounts stand', async () => {
    const session = first((await book(h, manager)).sessions);
    h.now = at('2026-09-09T12:00:00Z');
    expect((await week(h, manager, '2026-09-07')).people.find((p) => p.id === 'amina')?.unknown).toMatchObject([{ id: session.id }]);
    await confirm(h, manager, session.id, held(session));
    const { session: told } = await confirm(h, amina, session.id, held(session, 45));
    expect(told.lines).toMatchObject([{ state: 'differs', minutesOwed: 90, accounts: { maya: { minutesUninterrupted: 90 }, amina: { minutesUninterrupted: 45 } } }]);
    expect((await week(h, manager, '2026-09-07')).people.find((p) => p.id === 'amina')).toMatchObject({ unknown: [], toRebook: [{ id: session.id }] });
  });

  test('is not told before it began, by somebody who was not in it, or with more minutes than there were', async () => {
    const session = first((await book(h, manager)).sessions);
    expect((await refused(h, 'confirmSession', { as: amina, params: { id: session.id }, body: { account: held(session) } })).type).toBe('not-begun');
    h.now = at('2026-09-09T12:00:00Z');
    expect((await refused(h, 'confirmSession', { as: callum, params: { id: session.id }, body: { account: held(session) } })).type).toBe('not-found');
    expect((await refused(h, 'confirmSession', { as: amina, params: { id: session.id }, body: { account: held(session, 91) } })).type).toBe('more-than-passed');
  });

  test('counts for the rule: the next one is due from there', async () => {
    await employ(h, amina, { nation: 'England', employedFrom: '2026-08-31', employedTo: null, roles: [{ as: 'social-worker', from: '2026-08-31', to: null }, { as: 'nqsw-adults', from: '2026-08-31', to: null }], pattern: fullTime, absences: [] });
    const due = async () => (await myTime(h, amina)).owed.find((o) => o.counts.about === 'supervision')?.counts;
    expect(await due()).toMatchObject({ dueOn: '2026-09-07', overdue: false });
    const session = first((await book(h, manager, { start: '2026-09-04T10:00' })).sessions);
    h.now = at('2026-09-04T12:00:00Z');
    await confirm(h, amina, session.id, held(session));
    expect(await due()).toMatchObject({ dueOn: '2026-09-11' });
    h.now = at('2026-09-14T12:00:00Z');
    expect((await week(h, manager, '2026-09-14')).people.find((p) => p.id === 'amina')?.owed.find((o) => o.counts.about === 'supervision')?.counts).toMatchObject({ dueOn: '2026-09-11', overdue: true });
  });
});

test('a week is read by the team’s manager and the principal alone', async () => {
  for (const as of [amina, stranger, { ...stranger, roles: ['practitioner', 'executive'] } satisfies Person]) expect((await refused(h, 'readWeek', { as, params: { team: 'northside', monday: '2026-09-07' } })).type).toBe('not-yours');
  expect((await refused(h, 'readWeek', { as: manager, params: { team: 'northside', monday: '2026-09-08' } })).type).toBe('malformed');
  expect((await week(h, principal, '2026-09-07')).sessions).toEqual([]);
});

test('an hour that was taken and booked again for the very same time shows what was said of it since', async () => {
  const { id, start, end } = first((await book(h, manager)).sessions);
  await change(h, manager, id, { kind: 'taken', reason: 'court' });
  await change(h, manager, id, { kind: 'rebooked', start: '2026-09-08T10:00', minutes: 90, despite: false });
  h.now = at('2026-09-08T12:00:00Z');
  await confirm(h, amina, id, held({ start, end }));
  expect((await week(h, manager, '2026-09-07')).sessions).toMatchObject([{ gone: null, lines: [{ state: 'kept', accounts: { amina: { minutesUninterrupted: 90 } } }] }]);
});

describe('around a week', () => {
  test('its team’s name, who is away in it, and what became of the last thirteen weeks stand beside it', async () => {
    await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: fullTime, absences: [{ from: '2026-09-10', to: '2026-09-11' }, { from: '2026-09-14', to: null }] });
    const taken = first((await book(h, manager)).sessions);
    const kept = first((await book(h, manager, { people: ['callum'], start: '2026-09-02T10:00', minutes: 60 })).sessions);
    await change(h, manager, taken.id, { kind: 'taken', reason: 'court' });
    await change(h, manager, taken.id, { kind: 'rebooked', start: '2026-09-09T10:00', minutes: 90, despite: false });
    await change(h, manager, taken.id, { kind: 'taken', reason: 'staffing' });
    h.now = at('2026-09-10T12:00:00Z');
    await confirm(h, manager, kept.id, held(kept));
    const shown = await week(h, principal, '2026-09-07');
    expect(shown).toMatchObject({ name: 'Northside', today: '2026-09-10', quarter: { from: '2026-06-11', kept: 60, lost: 180, toRebook: 90 }, names: { maya: 'Maya Eze' } });
    expect(shown.quarter.reasons).toEqual([{ reason: 'court', moved: 0, lost: 1, minutesLost: 90 }, { reason: 'staffing', moved: 0, lost: 1, minutesLost: 90 }]);
    expect(shown.people.map(({ id, away }) => [id, away])).toEqual([['amina', [{ from: '2026-09-10', to: '2026-09-11' }]], ['callum', []], ['maya', []]]);
    const next = first((await book(h, manager, { start: '2026-09-24T10:00', despite: true })).sessions);
    expect((await week(h, principal, '2026-09-07')).people.map(({ planned }) => planned)).toEqual([[{ of: 'supervision', start: next.start, end: next.end }], [], []]);
    // What was lost in a week long past is counted in the quarter up to today, whichever week is open.
    expect((await week(h, principal, '2027-08-23')).quarter.lost).toBe(180);
  });

  test('what was moved, or cut short and booked again, counts and stands once', async () => {
    const moved = first((await book(h, manager, { start: '2026-09-08T10:00' })).sessions);
    const cut = first((await book(h, manager, { people: ['callum'], start: '2026-09-03T10:00' })).sessions);
    const { session } = await change(h, manager, moved.id, { kind: 'moved', start: '2026-09-04T10:00', minutes: 90, reason: 'meeting', despite: false });
    h.now = at('2026-09-10T12:00:00Z');
    await confirm(h, manager, moved.id, held(session));
    await confirm(h, manager, cut.id, held(cut, 30));
    const again = await change(h, manager, cut.id, { kind: 'rebooked', owner: 'callum', start: '2026-09-16T10:00', minutes: 90, despite: false });
    const shown = await week(h, manager, '2026-09-07');
    expect(shown.quarter).toMatchObject({ kept: 90, lost: 60, toRebook: 0 });
    expect(shown.people.find(({ id }) => id === 'callum')?.planned).toEqual([{ of: 'supervision', start: again.session.start, end: again.session.end }]);
  });

  test('a manager opens the teams they manage, the principal all; anybody finds a colleague by a part of the name', async () => {
    expect((await call(h, 'readTeams', { as: manager })).body).toEqual({ teams: [{ id: 'northside', name: 'Northside' }] });
    expect((await call(h, 'readTeams', { as: principal })).body['teams']).toHaveLength(3);
    expect((await call(h, 'findPeople', { as: amina, query: { name: 'quÍN' } })).body).toEqual({ people: [{ id: 'una', name: 'Una Quinn', team: 'Harbour' }] });
    expect((await refused(h, 'readWeek', { as: principal, params: { team: 'nowhere', monday: '2026-09-07' } })).type).toBe('not-found');
  });
});

test('a group does not wait for somebody who is away with no end in sight; the one it is about does', async () => {
  await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: fullTime, absences: [{ from: '2026-08-10', to: null }] });
  const free = async (people: string[]) => (await call(h, 'findFreeTime', { as: manager, body: { people, minutes: 60 } })).body['free'];
  expect(await free(['amina', 'callum', 'maya'])).toHaveLength(5);
  expect(await free(['amina', 'maya'])).toEqual([]);
  expect(await free(['amina'])).toEqual([]);
  await book(h, manager, { of: 'group-reflection', people: ['amina', 'callum'] });
  expect((await refused(h, 'bookSessions', { as: manager, body: booking({ start: '2026-09-09T10:00' }) })).detail).toBe('Amina Patel is away on 9 September 2026');
});
