import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hours } from '../../shared/time/person.ts';
import { keys } from '../../functions/identity/diary.ts';
import { sayHours } from '../../functions/identity/hours.ts';
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
