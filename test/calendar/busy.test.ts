import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishedCalendar } from '../../functions/outside/publishedCalendar.ts';
import { keys } from '../../functions/identity/calendars.ts';
import type { Person } from '../../functions/identity/people.ts';
import { readBusyFeeds } from '../../functions/identity/readBusyFeeds.ts';
import { granted } from '../../functions/store/granted.ts';
import { calendarIn } from '../../shared/time/busy.ts';
import { FeedRefused } from '../../shared/time/published.ts';
import { amina, book, booking, callum, change, diaryHouse, first, manager, refused } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';
import { calendar, ics, type Publisher, publisher } from './publishing.ts';

const now = Date.parse('2026-09-01T07:30:00Z');
const timesIn = (events: readonly (readonly string[])[], more: readonly string[] = []): string[] => calendarIn(ics(events, more), now).times.map(({ start, end }) => `${start.slice(0, 16)}/${end.slice(0, 16)}`);
const problemOf = (work: () => unknown): string => {
  try {
    work();
    return 'was read';
  } catch (error) {
    return error instanceof FeedRefused ? error.problem : `broke: ${String(error)}`;
  }
};

describe('what a calendar says one is busy with', () => {
  test('is an event’s time, by whatever clock it is written', () => {
    expect(timesIn([['UID:1', 'DTSTART:20260908T090000Z', 'DTEND:20260908T100000Z']])).toEqual(['2026-09-08T09:00/2026-09-08T10:00']);
    expect(timesIn([['UID:1', 'DTSTART;TZID=Europe/London:20260908T090000', 'DURATION:PT1H30M']])).toEqual(['2026-09-08T08:00/2026-09-08T09:30']);
    expect(timesIn([['UID:1', 'DTSTART;TZID=GMT Standard Time:20260908T090000', 'DTEND;TZID=GMT Standard Time:20260908T100000']])).toEqual(['2026-09-08T08:00/2026-09-08T09:00']);
    expect(timesIn([['UID:1', 'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20260908T090000', 'DTEND;TZID=Europe/Paris:20260908T100000']])).toEqual(['2026-09-08T07:00/2026-09-08T08:00']);
    expect(timesIn([['UID:1', 'DTSTART:20260908T090000', 'DTEND:20260908T100000']])).toEqual(['2026-09-08T08:00/2026-09-08T09:00']);
    const own = ['BEGIN:VTIMEZONE', 'TZID:Somewhere', 'BEGIN:STANDARD', 'DTSTART:20000101T000000', 'TZOFFSETFROM:+0530', 'TZOFFSETTO:+0530', 'END:STANDARD', 'END:VTIMEZONE'];
    expect(timesIn([['UID:1', 'DTSTART;TZID=Somewhere:20260908T090000', 'DTEND;TZID=Somewhere:20260908T100000']], own)).toEqual(['2026-09-08T03:30/2026-09-08T04:30']);
    expect(timesIn([['UID:1', 'DTSTART;TZID=Somewhere:20260901T090000', 'DTEND;TZID=Somewhere:20260901T100000', 'RRULE:FREQ=WEEKLY;UNTIL=20260915T033000Z']], own)).toEqual(['2026-09-01T03:30/2026-09-01T04:30', '2026-09-08T03:30/2026-09-08T04:30', '2026-09-15T03:30/2026-09-15T04:30']);
  });

  test('is a whole day where it is one, with twenty-five hours where the clocks go back', () => {
    expect(timesIn([['UID:1', 'DTSTART;VALUE=DATE:20261025', 'DTEND;VALUE=DATE:20261026']])).toEqual(['2026-10-24T23:00/2026-10-26T00:00']);
    expect(timesIn([['UID:1', 'DTSTART;VALUE=DATE:20260908']])).toEqual(['2026-09-07T23:00/2026-09-08T23:00']);
  });

  test('comes again at the same hour on the wall, without the days taken out, with those put elsewhere, and for twelve months', () => {
    const weekly = ['UID:1', 'DTSTART;TZID=Europe/London:20261013T100000', 'DTEND;TZID=Europe/London:20261013T110000', 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Europe/London:20261020T100000'];
    const elsewhere = ['UID:1', 'RECURRENCE-ID;TZID=Europe/London:20261027T100000', 'DTSTART;TZID=Europe/London:20261028T150000', 'DTEND;TZID=Europe/London:20261028T160000'];
    expect(timesIn([weekly, elsewhere])).toEqual(['2026-10-13T09:00/2026-10-13T10:00', '2026-11-03T10:00/2026-11-03T11:00', '2026-10-28T15:00/2026-10-28T16:00']);
    const off = [...elsewhere, 'STATUS:CANCELLED'];
    expect(timesIn([weekly, off])).toEqual(['2026-10-13T09:00/2026-10-13T10:00', '2026-11-03T10:00/2026-11-03T11:00']);
    const forEver = timesIn([['UID:2', 'DTSTART;TZID=Europe/London:19990105T100000', 'DTEND;TZID=Europe/London:19990105T110000', 'RRULE:FREQ=WEEKLY;BYDAY=TU']]);
    expect([forEver.length, forEver[0], forEver.at(-1)]).toEqual([53, '2026-09-01T09:00/2026-09-01T10:00', '2027-08-31T09:00/2027-08-31T10:00']);
    expect(timesIn([['UID:3', 'DTSTART:20260908T090000Z', 'DTEND:20260908T100000Z', 'RDATE:20260909T090000Z,20260910T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260909T090000Z']])).toHaveLength(3);
  });

  test('is nothing that is free, called off, over, or of no length', () => {
    const time = ['UID:1', 'DTSTART:20260908T090000Z', 'DTEND:20260908T100000Z'];
    for (const line of ['TRANSP:TRANSPARENT', 'STATUS:CANCELLED', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE']) expect(timesIn([[...time, line]]), line).toEqual([]);
    expect(timesIn([['UID:1', 'DTSTART:20200908T090000Z', 'DTEND:20200908T100000Z'], ['UID:2', 'DTSTART:20260908T090000Z'], ['UID:3', 'DTSTART:20260908T090000Z', 'DTEND:20260908T080000Z'], ['UID:4', 'SUMMARY:No time at all']])).toEqual([]);
  });

  test('is told by free/busy alone as well', () => {
    const text = ics([]).replace('END:VCALENDAR', ['BEGIN:VFREEBUSY', 'FREEBUSY:20260908T090000Z/PT1H,20260909T090000Z/20260909T093000Z', 'FREEBUSY;FBTYPE=FREE:20260910T090000Z/PT1H', 'END:VFREEBUSY', 'END:VCALENDAR'].join('\r\n'));
    expect(calendarIn(text, now).times.map((t) => t.start)).toEqual(['2026-09-08T09:00:00.000Z', '2026-09-09T09:00:00.000Z']);
  });

  test('leaves our own sessions aside, by the name we gave them', () => {
    const { times, ours } = calendarIn(ics([['UID:aaaaaaaaaaaaaaaa-01@headroom', 'DTSTART:20260908T090000Z', 'DTEND:20260908T100000Z']]), now);
    expect([times, [...ours]]).toEqual([[], [['aaaaaaaaaaaaaaaa-01', ['2026-09-08T09:00:00.000Z']]]]);
  });
});

describe('a calendar that is none, or too much of one, has its own name and is never half read:', () => {
  test.each(['', 'hello', '<html></html>', 'BEGIN:VCALENDAR', 'BEGIN:VCARD\r\nEND:VCARD\r\n', ics([]).slice(0, 40), 'BEGIN:VEVENT\r\n'.repeat(2_000)])('%j is none', (text) => expect(problemOf(() => calendarIn(text, now))).toBe('not-a-calendar'));

  test('rules that never end, never match or come every second are over at once', () => {
    const every = (rule: string) => ['UID:1', 'DTSTART:20200101T100000Z', 'DTEND:20200101T110000Z', `RRULE:${rule}`];
    const begun = performance.now();
    for (const rule of ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=3', 'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2']) expect(timesIn([every(rule)]), rule).toEqual([]);
    for (const rule of ['FREQ=SECONDLY', 'FREQ=MINUTELY;COUNT=100000000', 'FREQ=HOURLY', 'FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=0,10,20']) expect(problemOf(() => timesIn([every(rule)])), rule).toBe('too-many-times');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('thousands of events, or of events that come again', () => {
    const single = (i: number) => [`UID:${i}`, `DTSTART:202609${String(2 + (i % 28)).padStart(2, '0')}T${String(i % 24).padStart(2, '0')}${String(i % 60).padStart(2, '0')}00Z`, 'DURATION:PT5M'];
    expect(problemOf(() => timesIn(Array.from({ length: 3_001 }, (_, i) => single(i))))).toBe('too-many-times');
    const daily = (i: number) => [`UID:${i}`, 'DTSTART:20200101T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY'];
    expect(problemOf(() => timesIn(Array.from({ length: 501 }, (_, i) => daily(i))))).toBe('too-many-times');
    expect(problemOf(() => timesIn([['UID:1', 'DTSTART:20260901T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=400'], ...Array.from({ length: 12 }, (_, i) => [`UID:x${i}`, 'DTSTART:20260901T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'])]))).toBe('too-many-times');
  });
});

describe('a published calendar', () => {
  let h: TestHouse;
  let p: Publisher;
  beforeEach(async () => {
    [h, p] = await Promise.all([diaryHouse(), publisher()]);
  });
  afterEach(() => {
    h.close();
    p.close();
  });

  const set = (as: Person, address: string | null, person = as.id) => call(h, 'setBusyFeed', { as, body: { person, address } });
  const run = () => readBusyFeeds.run({}, { stores: granted(h.stores, readBusyFeeds.row.grants), now: h.now, calendars: publishedCalendar(p.resolver) });
  const later = (minutes: number) => void (h.now += minutes * 60_000);
  interface Seen {
    busy: { address: string; lastReadAt: string | null; times: number; lastFailure: { at: string; problem: string; words: string } | null } | null;
    gone: { id: string }[];
  }
  const seen = async (as = amina) => (await call(h, 'readCalendars', { as })).body as unknown as Seen;
  const shows = (...events: readonly (readonly string[])[]) => (p.answer = (_request, response) => calendar(response, ics(events)));
  const dentist = ['UID:dentist', 'SUMMARY:Dentist: root canal', 'LOCATION:12 High Street', 'DTSTART;TZID=Europe/London:20260908T100000', 'DTEND;TZID=Europe/London:20260908T110000'];
  const ours = (id: string, start: string, end: string) => [`UID:${id}@headroom`, `DTSTART:${start}`, `DTEND:${end}`];

  test('makes clashes known, by times alone: no title of it is kept anywhere', async () => {
    shows(dentist);
    await set(amina, p.at('/mine.ics'));
    expect((await seen()).busy).toMatchObject({ lastReadAt: null, lastFailure: null });
    await run();
    expect((await seen()).busy).toMatchObject({ times: 1, lastReadAt: '2026-09-01T07:30:00.000Z', lastFailure: null });
    expect(await refused(h, 'bookSessions', { as: manager, body: booking() })).toMatchObject({ type: 'clashes', detail: 'Amina Patel is busy on 8 September 2026' });
    const { free } = (await call(h, 'findFreeTime', { as: manager, body: { people: ['amina'], minutes: 90, after: '2026-09-08' } })).body as unknown as { free: { start: string }[] };
    expect(free[0]?.start).toBe('2026-09-08T10:00:00.000Z');
    const kept = JSON.stringify([...(await h.stores.identity.query('busyFeeds')).items, ...(await h.stores.identity.query('busy#amina')).items]);
    for (const word of ['Dentist', 'dentist', 'High Street']) expect(kept).not.toContain(word);
  });

  test('is read every half hour, and less and less often where it fails; what was read stays meanwhile', async () => {
    shows(dentist);
    await set(amina, p.at('/mine.ics'));
    await run();
    await run();
    expect(p.asked).toHaveLength(1);
    p.answer = (_request, response) => void response.writeHead(404).end();
    later(30);
    await run();
    expect((await seen()).busy).toMatchObject({ times: 1, lastReadAt: '2026-09-01T07:30:00.000Z', lastFailure: { at: '2026-09-01T08:00:00.000Z', problem: 'refused', words: expect.stringContaining('shared no more') as string } });
    expect((await refused(h, 'bookSessions', { as: manager, body: booking() })).type).toBe('clashes');
    for (const pause of [59, 1, 119, 1]) {
      later(pause);
      await run();
    }
    expect(p.asked).toHaveLength(4);
    shows();
    later(24 * 60);
    await run();
    expect((await seen()).busy).toMatchObject({ times: 0, lastFailure: null });
    await book(h, manager);
  });

  test.each([
    ['not-a-calendar', (q: Publisher) => (q.answer = (_request, response) => calendar(response, 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260908T090000Z\r\n'))],
    ['too-many-times', (q: Publisher) => (q.answer = (_request, response) => calendar(response, ics([dentist, ['UID:1', 'DTSTART:20260908T090000Z', 'DTEND:20260908T100000Z', 'RRULE:FREQ=SECONDLY']])))],
    ['points-inside', (q: Publisher) => q.resolver.names.set('calendars.example', ['10.0.0.1'])],
    ['no-such-host', (q: Publisher) => q.resolver.names.delete('calendars.example')],
  ])('that is %s is said so, and nothing of it is stored', async (problem, make) => {
    make(p);
    await set(amina, p.at('/mine.ics'));
    await run();
    expect((await seen()).busy).toMatchObject({ times: 0, lastReadAt: null, lastFailure: { problem } });
    expect((await h.stores.identity.get(keys.busyTimes('amina')))?.['times']).toEqual([]);
    await book(h, manager);
  });

  test('one that is bad keeps no other from being read', async () => {
    shows(dentist);
    await set(amina, p.at('/', 'nowhere.example'));
    await set(callum, p.at('/callum.ics'));
    expect(await run()).toEqual({ read: 1 });
    expect((await seen(callum)).busy).toMatchObject({ times: 1 });
  });

  test('is set by oneself or the steward; read no more, its times are gone at once', async () => {
    expect((await set(callum, p.at('/'), 'amina')).body['type']).toBe('not-yours');
    expect((await set({ ...callum, roles: ['steward'] }, p.at('/mine.ics'), 'amina')).status).toBe(200);
    shows(dentist);
    await run();
    expect((await seen()).busy).toMatchObject({ times: 1 });
    await set(amina, null);
    expect((await seen()).busy).toBeNull();
    await book(h, manager);
    later(60);
    expect(await run()).toEqual({ read: 0 });
  });

  test('that is changed while it is being read keeps nothing of the one before', async () => {
    await set(amina, p.at('/old.ics'));
    let changed: Promise<unknown> = Promise.resolve();
    p.answer = (_request, response) => {
      changed = set(amina, p.at('/new.ics')).then(() => calendar(response, ics([dentist])));
    };
    await run();
    await changed;
    expect((await seen()).busy).toMatchObject({ address: p.at('/new.ics'), times: 0, lastReadAt: null });
  });

  test('does not put a session in its own way: neither as we named it nor as a copy made by hand', async () => {
    const { id } = first((await book(h, manager)).sessions);
    shows(ours(id, '20260908T090000Z', '20260908T103000Z'), ['UID:copy', 'DTSTART:20260908T090000Z', 'DTEND:20260908T103000Z']);
    await set(amina, p.at('/mine.ics'));
    await run();
    expect((await seen()).busy).toMatchObject({ times: 0 });
    await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-08T10:30', minutes: 90, despite: false });
  });

  describe('a session that is gone from it', () => {
    const session = async () => first((await book(h, manager)).sessions);
    const there = (id: string) => shows(ours(id, '20260908T090000Z', '20260908T103000Z'));
    async function wasThere(): Promise<string> {
      const { id } = await session();
      there(id);
      await set(amina, p.at('/mine.ics'));
      await run();
      return id;
    }

    test('is asked about once it was there and is not any more; never where it never was', async () => {
      const id = await wasThere();
      await book(h, manager, { start: '2026-09-10T10:00' });
      expect((await seen()).gone).toEqual([]);
      shows();
      later(30);
      await run();
      expect((await seen()).gone).toMatchObject([{ id, gone: null }]);
      expect((await seen(manager)).gone).toEqual([]);
    });

    test('is asked about no more once it is back, moved, taken or over', async () => {
      const id = await wasThere();
      shows();
      later(30);
      await run();
      there(id);
      later(30);
      await run();
      expect((await seen()).gone).toEqual([]);
      shows();
      later(30);
      await run();
      expect((await seen()).gone).toHaveLength(1);
      await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-09T10:00', minutes: 90, despite: false });
      expect((await seen()).gone).toEqual([]);
      later(30);
      await run();
      expect((await seen()).gone).toEqual([]);
    });

    test('that was moved there by hand is asked about too', async () => {
      const id = await wasThere();
      shows(ours(id, '20260909T090000Z', '20260909T103000Z'));
      later(30);
      await run();
      expect((await seen()).gone).toMatchObject([{ id }]);
    });

    test('that is kept is not asked about again, until it has moved and goes once more', async () => {
      const id = await wasThere();
      shows();
      later(30);
      await run();
      expect((await call(h, 'keepSession', { as: amina, params: { id } })).status).toBe(200);
      expect((await call(h, 'keepSession', { as: amina, params: { id } })).status).toBe(200);
      later(30);
      await run();
      expect((await seen()).gone).toEqual([]);
      await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-09T10:00', minutes: 90, despite: false });
      shows(ours(id, '20260909T090000Z', '20260909T103000Z'));
      later(30);
      await run();
      shows();
      later(30);
      await run();
      expect((await seen()).gone).toMatchObject([{ id }]);
    });

    test('is not said of anything where the calendar could not be read', async () => {
      await wasThere();
      p.answer = (_request, response) => void response.writeHead(500).end();
      later(30);
      await run();
      expect((await seen()).gone).toEqual([]);
    });
  });
});
