import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { soleCover } from '../../shared/time/rules/cover.ts';
import { dutyIn, keys } from '../../functions/identity/duty.ts';
import { houseItem, type Person, personItem } from '../../functions/identity/people.ts';
import { call, smallHouse, type TestHouse } from '../round/house.ts';
import { amina, at, book, booking, callum, confirm, diaryHouse, employ, first, fullTime, held, manager, principal, refused, stranger, supervisor } from './house.ts';

interface Told {
  isAsked: boolean;
  shifts: { day: string; kind: string; isQualified: boolean; from: string }[];
  alone: string[];
  supervisor: string | null;
  flags: { kind: string; person: string; as: string; days: unknown }[];
}
let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
  await h.stores.identity.put(houseItem({ ...smallHouse, cover: soleCover.suggests }));
});
afterEach(() => h.close());

const duty = async (as: Person): Promise<Told> => {
  const { status, body } = await call(h, 'readDuty', { as });
  expect(status).toBe(200);
  return body as unknown as Told;
};
const flagsFor = async (as: Person) => (await duty(as)).flags.map(({ kind, person, as: seen }) => `${kind} ${person} ${seen}`);
const say = async (on: string, as = amina, is = true, kind: 'alone' | 'on-duty' = 'alone'): Promise<void> => {
  expect((await call(h, 'sayDuty', { as, body: { kind, on, is } })).status).toBe(200);
};
const heading = 'person,date,start,end,kind,qualified\n';
const imported = (text: string, as = manager) => call(h, 'importRota', { as, params: { team: 'northside' }, body: { text: heading + text } });
const qualified = { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }], pattern: fullTime, absences: [] } as const;

describe('a rota that is imported', () => {
  test('is whole or not there at all: a line that cannot be is named by its number', async () => {
    const { type, detail } = await refused(h, 'importRota', { as: manager, params: { team: 'northside' }, body: { text: `${heading}Amina Patel,2026-09-07,09:00,17:00,,yes\nNobody Known,2026-09-07,09:00,17:00,,\nUna Quinn,2026-09-08,09:00,17:00,,` } });
    expect([type, detail]).toEqual(['not-a-rota', 'line 3: nobody of this team is called that; line 4: nobody of this team is called that']);
    expect((await dutyIn(h.stores.identity, 'northside')).size).toBe(0);
  });

  test('says who is on duty, qualified by their roles where it does not say, and twice is as once', async () => {
    await employ(h, amina, qualified);
    for (let i = 0; i < 2; i++) expect((await imported('Amina Patel,2026-09-07,22:00,08:00,amhp,\ncallum,2026-09-07,09:00,17:00,,')).body).toEqual({ from: '2026-09-07', to: '2026-09-07', shifts: 2, people: 2 });
    expect((await duty(amina)).shifts).toMatchObject([{ day: '2026-09-07', kind: 'amhp', isQualified: true, from: 'rota' }]);
    expect((await duty(callum)).shifts).toMatchObject([{ isQualified: false }]);
    expect([...(await dutyIn(h.stores.identity, 'northside')).values()].map(({ version }) => version)).toEqual([1, 1]);
  });

  test('is in the way of a booking, and the next free time is after it', async () => {
    await imported('Amina Patel,2026-09-08,09:00,12:00,,yes');
    const { type, detail } = await refused(h, 'bookSessions', { as: manager, body: booking() });
    expect([type, detail]).toEqual(['clashes', 'Amina Patel is on duty on 8 September 2026']);
    const { body } = await call(h, 'findFreeTime', { as: manager, body: { people: ['amina', 'maya'], minutes: 90, after: '2026-09-08' } });
    expect((body['free'] as { start: string }[])[0]?.start).toBe('2026-09-08T11:00:00.000Z');
  });

  test('is the team’s manager’s or the principal’s to bring', async () => {
    for (const as of [amina, stranger]) expect((await refused(h, 'importRota', { as, params: { team: 'northside' }, body: { text: heading } })).type).toBe('not-yours');
    expect((await imported('Amina Patel,2026-09-08,09:00,12:00,,', principal)).status).toBe(200);
  });
});

test('a team’s week has its rota, and the days on which too few are on it; not what anybody said of themselves', async () => {
  await imported('Amina Patel,2026-09-08,09:00,17:00,,yes\ncallum,2026-09-08,09:00,17:00,,yes\nAmina Patel,2026-09-13,22:00,08:00,amhp,yes\nAmina Patel,2026-09-14,09:00,17:00,,yes');
  await say('2026-09-01');
  const weekOf = async (monday: string) => (await call(h, 'readWeek', { as: manager, params: { team: 'northside', monday } })).body as unknown as { duty: { person: string; day: string }[]; thin: string[]; names: Record<string, string> };
  const found = await weekOf('2026-09-07');
  expect(found.duty.map(({ person, day }) => `${person} ${day}`)).toEqual(['amina 2026-09-08', 'callum 2026-09-08', 'amina 2026-09-13']);
  expect(found.thin).toEqual(['2026-09-13']);
  expect(found.names['callum']).toBe('Callum Roberts');
  // The night before Monday ends in the week: who is on it is not free that morning.
  expect((await weekOf('2026-09-14')).duty.map(({ person, day }) => `${person} ${day}`)).toEqual(['amina 2026-09-13', 'amina 2026-09-14']);
  expect((await weekOf('2026-08-31')).thin).toEqual([]);
});

describe('“I was alone today”', () => {
  test('is said in a tap, taken back in another, said twice as once, and of the last week only', async () => {
    await say('2026-09-01');
    await say('2026-09-01');
    expect((await duty(amina)).alone).toEqual(['2026-09-01']);
    await say('2026-09-01', amina, false);
    expect((await duty(amina)).alone).toEqual([]);
    expect((await refused(h, 'sayDuty', { as: amina, body: { kind: 'alone', on: '2026-09-02', is: true } })).type).toBe('not-begun');
    expect((await refused(h, 'sayDuty', { as: amina, body: { kind: 'alone', on: '2026-08-24', is: true } })).type).toBe('malformed');
  });

  test('and a tap that one is on duty do not lose each other, sent at one moment', async () => {
    await employ(h, amina, qualified);
    await Promise.all([say('2026-09-01'), say('2026-09-01', amina, true, 'on-duty'), imported('Amina Patel,2026-09-09,09:00,12:00,,yes')]);
    expect(await duty(amina)).toMatchObject({ alone: ['2026-09-01'], shifts: [{ day: '2026-09-01', from: 'tap', isQualified: true }, { day: '2026-09-09', from: 'rota' }] });
    await say('2026-09-01', amina, false, 'on-duty');
    expect((await duty(amina)).shifts.map(({ day }) => day)).toEqual(['2026-09-09']);
  });

  test('a tap by somebody whose roles nobody entered takes no flag away from anybody', async () => {
    await say('2026-09-01', callum, true, 'on-duty');
    expect((await duty(callum)).shifts).toMatchObject([{ isQualified: false }]);
  });
});

describe('a flag of sole cover', () => {
  beforeEach(async () => {
    h.now = at('2026-08-20T09:00:00Z');
    await book(h, principal, { givenBy: supervisor.id, start: '2026-09-15T10:00' });
    h.now = at('2026-09-01T07:30:00Z');
    for (const day of ['2026-08-27', '2026-08-28', '2026-09-01']) await say(day);
  });

  test('is raised at once, for them, whoever supervises them and the principal, and for nobody else', async () => {
    expect(await flagsFor(amina)).toEqual(['sole-cover amina mine']);
    expect(await flagsFor(supervisor)).toEqual(['sole-cover amina supervisor']);
    expect(await flagsFor(principal)).toEqual(['sole-cover amina principal']);
    for (const as of [manager, callum, stranger]) expect(await flagsFor(as)).toEqual([]);
    expect((await duty(amina)).supervisor).toBe(supervisor.id);
    const { body } = await call(h, 'readWeek', { as: manager, params: { team: 'northside', monday: '2026-08-31' } });
    expect(JSON.stringify(body)).not.toContain('alone');
  });

  test('falls as soon as it is two days again', async () => {
    await say('2026-09-01', amina, false);
    for (const as of [amina, supervisor, principal]) expect(await flagsFor(as)).toEqual([]);
  });

  test('goes to the new supervisor, and no more to the one before', async () => {
    await book(h, manager, { start: '2026-09-22T10:00' });
    expect(await flagsFor(supervisor)).toEqual([]);
    expect(await flagsFor(manager)).toEqual(['sole-cover amina supervisor']);
  });

  test('is raised by nobody where the employer has adopted no number', async () => {
    await h.stores.identity.put(houseItem(smallHouse));
    for (const as of [amina, supervisor, principal]) expect(await flagsFor(as)).toEqual([]);
  });

  test('of somebody who has moved on is not the old team’s any more', async () => {
    await h.stores.identity.put(personItem({ ...amina, team: 'harbour' }));
    expect(await flagsFor(principal)).toEqual([]);
  });
});

test('somebody newly qualified who has had no supervision is flagged the day it is too long, until one was kept whole', async () => {
  await employ(h, amina, { ...qualified, employedFrom: '2026-09-01', roles: [...qualified.roles, { as: 'nqsw-adults', from: '2026-09-01', to: '2027-08-31' }] });
  const session = first((await book(h, manager, { start: '2026-09-24T10:00' })).sessions);
  h.now = at('2026-09-22T09:00:00Z');
  expect(await flagsFor(amina)).toEqual([]);
  h.now = at('2026-09-23T09:00:00Z');
  for (const [as, seen] of [[amina, 'mine'], [manager, 'supervisor'], [principal, 'principal']] as const) expect(await flagsFor(as)).toEqual([`no-supervision amina ${seen}`]);
  h.now = at('2026-09-24T12:00:00Z');
  await confirm(h, amina, session.id, { ...held(session, 5), interruptedBy: 'duty-cover' });
  expect(await flagsFor(amina)).toEqual(['no-supervision amina mine']);
  await confirm(h, amina, session.id, held(session));
  for (const as of [amina, manager, principal]) expect(await flagsFor(as)).toEqual([]);
});

test('duty is one item a person, in the team they are in', async () => {
  await say('2026-09-01');
  expect(await h.stores.identity.get(keys.duty('northside', 'amina'))).toMatchObject({ v: 1, version: 1 });
});
