import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { calendarOf } from '../../shared/time/calendar.ts';
import { amina, book, change, diaryHouse, first, manager } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';
import { byIcalJs, byPython, type Event } from './readBack.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

test('the feed, read back by two libraries that are not ours, is the diary: across the change of clocks on 25 October 2026', async () => {
  const { sessions } = await book(h, manager, { start: '2026-10-06T10:00', rule: 'FREQ=WEEKLY;COUNT=6' });
  // The Sunday itself, and the Saturday night into it, which has an hour more than the clock shows.
  const night = first((await book(h, manager, { start: '2026-10-24T23:30', minutes: 240, despite: true })).sessions);
  const sunday = first((await book(h, manager, { start: '2026-10-25T10:00', despite: true })).sessions);
  const gone = sessions[5] ?? first([]);
  await change(h, manager, gone.id, { kind: 'taken', reason: 'court' });
  const secret = String((await call(h, 'makeFeed', { as: amina })).body['path']).slice('/calendars/'.length);
  const text = (await call(h, 'readFeed', { params: { secret } })).body as unknown as string;

  const expected = [...sessions, night, sunday].map(({ id, start, end }) => ({ uid: `${id}@headroom`, sequence: id === gone.id ? 1 : 0, status: id === gone.id ? 'CANCELLED' : 'CONFIRMED', title: 'Protected time', start, end, stamp: '2026-09-01T07:30:00.000Z' }));
  expect(sessions.map((s) => s.start.slice(11, 16))).toEqual(['09:00', '09:00', '09:00', '10:00', '10:00', '10:00']);
  expect(night.end).toBe('2026-10-25T02:30:00.000Z');
  const python = byPython(text);
  expect(python).toMatchObject({ errors: [], zones: ['Europe/London'] });
  for (const events of [python.events, byIcalJs(text)]) expect(events.sort(byUid)).toEqual(expected.sort(byUid));
});

const byUid = (a: Event, b: Event): number => (a.uid < b.uid ? -1 : 1);

test('the zone it describes is London’s, at every quarter of an hour around every change of clocks from now to 2037', () => {
  for (let year = 2026; year <= 2037; year++) {
    const changes = [[3, 1], [10, 1]].map(([month = 1, hour = 0]) => {
      const last = Temporal.PlainDate.from({ year, month, day: 31 });
      return last.subtract({ days: last.dayOfWeek % 7 }).toZonedDateTime({ timeZone: 'UTC', plainTime: { hour } }).epochMilliseconds;
    });
    const starts = changes.flatMap((at) => Array.from({ length: 17 }, (_, i) => new Date(at + (i - 8) * 900_000).toISOString()));
    const entry = { v: 1, at: '2026-01-01T00:00:00.000Z', by: 'a', kind: 'booked', series: 'a', of: 'cpd', people: ['a'], givenBy: null, supervisor: 'other', sessions: starts.map((start, i) => ({ session: `${'a'.repeat(16)}-${String(i).padStart(2, '0')}`, start, end: new Date(Date.parse(start) + 60_000).toISOString() })) } as const;
    const text = calendarOf([entry], 0);
    for (const events of [byIcalJs(text), byPython(text).events]) expect(events.map((e) => e.start)).toEqual(starts);
  }
});
