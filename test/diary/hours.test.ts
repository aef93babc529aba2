import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, type TestHouse } from '../round/house.ts';
import { amina, book, booking, diaryHouse, employ, fullTime, manager, refused } from './house.ts';

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
