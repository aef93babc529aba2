import ICAL from 'ical.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { endpoints } from '../../infra/registry.ts';
import { diaryOf } from '../../functions/identity/diary.ts';
import { keys as people } from '../../functions/identity/people.ts';
import { serve } from '../../functions/http/pipeline.ts';
import { granted } from '../../functions/store/granted.ts';
import { amina, at, book, booking, change, confirm, diaryHouse, first, held, manager, myTime } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

const address = async (as = amina): Promise<string> => String((await call(h, 'makeFeed', { as })).body['path']).slice('/calendars/'.length);
const read = (secret: string) => call(h, 'readFeed', { params: { secret } });
interface Event {
  uid: string;
  sequence: number;
  status: string;
  start: string;
  end: string;
  text: string;
}

/** What ical.js makes of a feed. */
function eventsIn(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const instant = (time: ICAL.Time) => new Date(time.toUnixTime() * 1000).toISOString();
    return { uid: event.uid, sequence: Number(event.sequence), status: String(component.getFirstPropertyValue('status')), start: instant(event.startDate), end: instant(event.endDate), text: component.toString() };
  });
}

async function feed(secret: string): Promise<Event[]> {
  const { status, body } = await read(secret);
  expect(status).toBe(200);
  return eventsIn(body as unknown as string);
}

describe('a private address', () => {
  test('is told once, opens one’s own sessions, and is kept only as its hash', async () => {
    const { id } = first((await book(h, manager)).sessions);
    const secret = await address();
    expect((await feed(secret)).map((e) => e.uid)).toEqual([`${id}@headroom`]);
    const bare = secret.replace('.ics', '');
    expect(Buffer.from(bare, 'base64url')).toHaveLength(32);
    for (const pk of ['feeds', 'feedSecrets']) expect(JSON.stringify((await h.stores.identity.query(pk)).items)).not.toContain(bare);
    expect((await call(h, 'readCalendars', { as: amina })).body).toMatchObject({ feedMadeAt: '2026-09-01T07:30:00.000Z', busy: null, gone: [] });
    expect(JSON.stringify((await call(h, 'readCalendars', { as: amina })).body)).not.toContain(bare);
  });

  test('made again, or taken back, the one before opens nothing; nor does it once its owner has left', async () => {
    const [one, two] = [await address(), await address()];
    const nothing = { status: 404, type: 'not-found' };
    const of = async (secret: string) => read(secret).then(({ status, body }) => ({ status, type: body['type'] }));
    expect(await of(one)).toEqual(nothing);
    await feed(two);
    await call(h, 'revokeFeed', { as: amina });
    await call(h, 'revokeFeed', { as: amina });
    expect(await of(two)).toEqual(nothing);
    const three = await address();
    await h.stores.identity.delete(people.person('amina'));
    expect(await of(three)).toEqual(nothing);
    expect((await h.stores.identity.query('feedSecrets')).items).toHaveLength(1);
  });

  test('made by two at once leaves one that works', async () => {
    const secrets = await Promise.all(Array.from({ length: 4 }, () => address()));
    const works = await Promise.all(secrets.map(async (secret) => (await read(secret)).status === 200));
    expect(works.filter((ok) => ok)).toHaveLength(1);
    expect((await h.stores.identity.query('feedSecrets')).items).toHaveLength(1);
  });

  test('that is wrong in any way answers what an unknown one answers', async () => {
    const good = await address();
    const wrong = [`${good}x`, good.replace('.ics', ''), good.slice(1), 'x', `${'A'.repeat(43)}.ics`, 'A'.repeat(200), '../feeds', '%00'];
    const answers = await Promise.all(wrong.map(read));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404 });
  });

  test('asks nobody to sign in, is cached by nobody, and is a calendar by its type', async () => {
    const secret = await address();
    const answer = await serve(endpoints.readFeed, granted(h.stores, endpoints.readFeed.row.grants), { now: () => h.now })({ headers: {}, pathParameters: { secret } } as never);
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
  });
});

describe('an event', () => {
  test('says nothing of what it is, who it is with, or why it went', async () => {
    const { id } = first((await book(h, manager, { of: 'clinical-supervision' })).sessions);
    await change(h, manager, id, { kind: 'taken', reason: 'staffing' });
    const { body } = await read(await address());
    const text = (body as unknown as string).replaceAll(`${id}@headroom`, '');
    for (const word of ['supervision', 'staffing', 'amina', 'maya', 'Maya', 'Patel', 'northside', 'ATTENDEE', 'ORGANIZER', 'http', 'DESCRIPTION', 'CATEGORIES']) expect(text, word).not.toContain(word);
    expect(text).toMatch(/SUMMARY:Protected time\r\n/);
    expect(text).toMatch(/CLASS:PRIVATE\r\n/);
    expect(text).toMatch(/TRANSP:OPAQUE\r\n/);
    expect(text).toMatch(/DTSTAMP:20260901T073000Z\r\n/);
  });

  test('of a session that was taken is cancelled for thirty days, and then gone; booked again it is back', async () => {
    const { id } = first((await book(h, manager)).sessions);
    const secret = await address();
    await change(h, manager, id, { kind: 'taken', reason: 'court' });
    expect(await feed(secret)).toMatchObject([{ status: 'CANCELLED', sequence: 1 }]);
    h.now += 30 * 86_400_000 - 1;
    expect(await feed(secret)).toHaveLength(1);
    h.now += 1;
    expect(await feed(secret)).toEqual([]);
    await change(h, manager, id, { kind: 'rebooked', start: '2026-10-13T10:00', minutes: 90, despite: false });
    expect(await feed(secret)).toMatchObject([{ uid: `${id}@headroom`, status: 'CONFIRMED', sequence: 2, start: '2026-10-13T09:00:00.000Z' }]);
  });
});

test('whatever is done, every session of the diary is in the feed once, under one UID for ever, and its SEQUENCE never goes down', async () => {
  const step = fc.record({ do: fc.constantFrom('book', 'moved', 'taken', 'rebooked', 'confirm', 'wait'), pick: fc.nat(9), day: fc.integer({ min: 2, max: 28 }), hour: fc.integer({ min: 9, max: 15 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const house = await diaryHouse();
      try {
        const secret = String((await call(house, 'makeFeed', { as: amina })).body['path']).slice('/calendars/'.length);
        const sequences = new Map<string, number>();
        for (const { do: what, pick, day, hour } of steps) {
          const start = `2026-09-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00`;
          const { sessions } = (await call(house, 'readMyTime', { as: amina })).body as unknown as { sessions: SessionShape[] };
          const one = sessions[pick % Math.max(1, sessions.length)];
          if (what === 'wait') house.now += 36 * 3_600_000;
          else if (what === 'book') await call(house, 'bookSessions', { as: manager, body: booking({ start }) });
          else if (one !== undefined && what === 'confirm') await call(house, 'confirmSession', { as: amina, params: { id: one.id }, body: { account: held(one) } });
          else if (one !== undefined) await call(house, 'changeSession', { as: manager, params: { id: one.id }, body: { owner: 'amina', kind: what, ...(what === 'taken' ? {} : { start, minutes: 60, despite: true }), ...(what === 'rebooked' ? {} : { reason: 'court' }) } });
          const { body } = await call(house, 'readFeed', { params: { secret } });
          const events = eventsIn(body as unknown as string);
          const standing = ((await call(house, 'readMyTime', { as: amina })).body as unknown as { sessions: SessionShape[] }).sessions;
          expect(events.map((e) => e.uid).sort()).toEqual(standing.map((s) => `${s.id}@headroom`).sort());
          for (const event of events) {
            const session = standing.find((s) => `${s.id}@headroom` === event.uid);
            expect(event).toMatchObject({ start: session?.start, end: session?.end, status: session?.gone === null ? 'CONFIRMED' : 'CANCELLED' });
            expect(event.sequence).toBeGreaterThanOrEqual(sequences.get(event.uid) ?? 0);
            sequences.set(event.uid, event.sequence);
          }
        }
      } finally {
        house.close();
      }
    }),
    { numRuns: 15 },
  );
});

test('a change that counts raises the SEQUENCE, since a calendar leaves alone what is no newer', async () => {
  const session = first((await book(h, manager)).sessions);
  const secret = await address();
  const sequence = async () => first(await feed(secret)).sequence;
  expect(await sequence()).toBe(0);
  await change(h, manager, session.id, { kind: 'moved', reason: 'court', start: '2026-09-09T10:00', minutes: 90, despite: false });
  expect(await sequence()).toBe(1);
  h.now = at('2026-09-09T12:00:00Z');
  await confirm(h, amina, session.id, held(first((await myTime(h, amina)).sessions)));
  expect((await h.stores.identity.query(diaryOf('amina'))).items).toHaveLength(3);
});
