import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hours } from '../../shared/time/person.ts';
import { keys } from '../../functions/identity/diary.ts';
import { sayHours } from '../../functions/identity/workingTime.ts';
import type { Store } from '../../functions/store/store.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, book, booking, callum, diaryHouse, employ, fullTime, manager, myTime, refused } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

test('somebody who works in the mornings is booked for no afternoon unknowingly, and offered none', async () => {
  const mornings = { from: '09:00', to: '12:30' };
  await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: { ...fullTime, hours: [mornings, mornings, mornings, mornings, mornings, null, null] }, absences: [] });
  const afternoon = { start: '2026-09-08T15:00', minutes: 90 };
  expect(await refused(h, 'bookSessions', { as: manager, body: booking(afternoon) })).toMatchObject({ type: 'clashes', detail: 'Amina Patel does not work at that hour on 8 September 2026' });
  await book(h, manager, { ...afternoon, despite: true });
  await book(h, manager, { start: '2026-09-01T11:00', minutes: 90 });
  const { body } = await call(h, 'findFreeTime', { as: manager, body: { people: ['amina', 'maya'], minutes: 180 } });
  expect((body as unknown as { free: { start: string }[] }).free.map(({ start }) => start)).toEqual(['2026-09-02', '2026-09-03', '2026-09-04', '2026-09-07', '2026-09-08'].map((day) => `${day}T08:00:00.000Z`));
});

describe('one’s own hours', () => {
  const mornings: Hours = { from: '09:00', to: '12:30' };
  const employed = { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: { ...fullTime, minutes: [450, 450, 0, 450, 450, 0, 0] }, absences: [] } as const;
  const say = (hours: (Hours | null)[], as = amina) => call(h, 'sayDuty', { as, body: { kind: 'hours', hours } });
  const works = async (as = amina) => (await call(h, 'readDuty', { as })).body['works'];
  const afternoon = { start: '2026-09-08T15:00', minutes: 90 };

  test('are said by whoever works them, for the days on which they work, and count at once', async () => {
    await employ(h, amina, employed);
    expect(await works()).toEqual([1, 2, 4, 5].map((weekday) => ({ weekday, hours: null })));
    expect((await say([null, mornings, mornings, null, null, null, null])).status).toBe(200);
    expect(await works()).toEqual([{ weekday: 1, hours: null }, { weekday: 2, hours: mornings }, { weekday: 4, hours: null }, { weekday: 5, hours: null }]);
    expect((await refused(h, 'bookSessions', { as: manager, body: booking(afternoon) })).detail).toBe('Amina Patel does not work at that hour on 8 September 2026');
    expect((await say([null, null, null, null, null, null, null])).status).toBe(200);
    await book(h, manager, afternoon);
  });

  test('change nothing of what is booked, nor of what is booked while they are said', async () => {
    await employ(h, amina, employed);
    await book(h, manager, afternoon);
    let isBeaten = false;
    const beaten: Store = Object.create(h.stores.identity, { transact: { value: async (...args: Parameters<Store['transact']>) => {
      if (!isBeaten) await book(h, manager, { start: '2026-09-08T10:00' });
      isBeaten = true;
      return h.stores.identity.transact(...args);
    } } }) as Store;
    await sayHours(beaten, 'amina', [mornings, mornings, null, mornings, mornings, null, null], h.now);
    expect(await h.stores.identity.get(keys.standing('northside', 'amina'))).toMatchObject({ version: 4, standing: { entries: 2 } });
    expect([(await myTime(h, amina)).sessions.map(({ start }) => start), await works()]).toEqual([['2026-09-08T09:00:00.000Z', '2026-09-08T14:00:00.000Z'], [1, 2, 4, 5].map((weekday) => ({ weekday, hours: mornings }))]);
  });

  test('are not known where nobody has entered on which days somebody works, and none ends before it begins', async () => {
    expect(await works(callum)).toEqual([]);
    expect((await refused(h, 'sayDuty', { as: callum, body: { kind: 'hours', hours: [mornings, null, null, null, null, null, null] } })).type).toBe('not-found');
    await employ(h, amina, employed);
    for (const hours of [[mornings], [{ from: '12:30', to: '09:00' }, null, null, null, null, null, null]]) expect((await refused(h, 'sayDuty', { as: amina, body: { kind: 'hours', hours } })).type).toBe('malformed');
  });
});

describe('days away', () => {
  const social = { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }], pattern: fullTime, absences: [] } as const;
  const say = (from: string, to: string | null, is = true) => call(h, 'sayDuty', { as: amina, body: { kind: 'away', away: { from, to }, is } });
  const away = async () => (await call(h, 'readDuty', { as: amina })).body['away'];

  test('are said by whoever is away and taken back, and count at once: nothing is offered then, and what is due waits', async () => {
    await employ(h, amina, social, '2026-08-31');
    const dueOn = async () => (await myTime(h, amina)).owed.find(({ counts }) => counts.about === 'supervision')?.counts.dueOn;
    expect(await dueOn()).toBe('2026-09-30');
    for (let i = 0; i < 2; i++) expect((await say('2026-09-28', '2026-10-09')).status).toBe(200);
    expect([await away(), await dueOn()]).toEqual([[{ from: '2026-09-28', to: '2026-10-09' }], '2026-10-12']);
    expect((await refused(h, 'bookSessions', { as: manager, body: booking({ start: '2026-09-29T10:00' }) })).detail).toBe('Amina Patel is away on 29 September 2026');
    expect((await say('2026-09-28', '2026-10-09', false)).status).toBe(200);
    expect([await away(), await dueOn()]).toEqual([[], '2026-09-30']);
  });

  test('that were are not taken back, and what overlaps is one', async () => {
    await employ(h, amina, { ...social, absences: [{ from: '2026-08-03', to: '2026-08-14' }, { from: '2026-08-28', to: null }] });
    await say('2026-08-03', '2026-08-14', false);
    await say('2026-08-28', null, false);
    const item = await h.stores.identity.get(keys.standing('northside', 'amina'));
    expect(item).toMatchObject({ standing: { employed: { absences: [{ from: '2026-08-03', to: '2026-08-14' }, { from: '2026-08-28', to: '2026-08-31' }] } } });
    await say('2026-09-07', '2026-09-11');
    await say('2026-09-10', '2026-09-14');
    expect(await away()).toEqual([{ from: '2026-09-07', to: '2026-09-14' }]);
    expect((await say('2026-09-11', '2026-09-07')).status).toBe(400);
  });

  test('are said up to seven days back: nobody says by mistake that they were away since January', async () => {
    await employ(h, amina, social);
    for (const from of ['2026-01-02', '2026-08-24']) expect((await refused(h, 'sayDuty', { as: amina, body: { kind: 'away', away: { from, to: '2026-12-04' }, is: true } })).type).toBe('away-too-long-ago');
    expect(await away()).toEqual([]);
    expect((await say('2026-08-25', '2026-12-04')).status).toBe(200);
    expect(await away()).toEqual([{ from: '2026-08-25', to: '2026-12-04' }]);
  });

  test('are taken back as an older page shows them: those days, and no other', async () => {
    await employ(h, amina, social);
    for (const [from, to] of [['2026-09-07', '2026-09-11'], ['2026-09-10', '2026-09-18'], ['2026-09-28', null]] as const) await say(from, to);
    for (let i = 0; i < 2; i++) expect((await say('2026-09-07', '2026-09-11', false)).status).toBe(200);
    expect(await away()).toEqual([{ from: '2026-09-12', to: '2026-09-18' }, { from: '2026-09-28', to: null }]);
    await say('2026-09-14', '2026-10-02', false);
    expect(await away()).toEqual([{ from: '2026-09-12', to: '2026-09-13' }, { from: '2026-10-03', to: null }]);
    await say('2026-10-03', null, false);
    expect(await away()).toEqual([{ from: '2026-09-12', to: '2026-09-13' }]);
  });
});
