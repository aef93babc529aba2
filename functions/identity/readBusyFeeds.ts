import { calendarJobs } from '../../shared/contract/identity/calendar.ts';
import type { ReadCalendar } from '../../shared/time/busy.ts';
import { type FeedProblem, FeedRefused } from '../../shared/time/published.ts';
import type { Session } from '../../shared/time/session.ts';
import { joined, slotKey } from '../../shared/time/slot.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, stored } from '../store/record.ts';
import { every } from '../store/store.ts';
import type { Calendars } from '../outside/publishedCalendar.ts';
import { type BusyFeed, busyFeeds, keys } from './calendars.ts';
import { partyOf } from './diary.ts';

/** How often a calendar is read, and where it fails again and again how much later: an hour, doubling, at most a day. */
const everyMs = 30 * 60_000;
const afterFailureMs = (failures: number): number => Math.min(everyMs * 2 ** failures, 24 * 3_600_000);
/** So many at a time, and in one run. */
const [atOnce, mostInARun] = [8, 400];

type Identity = Granted<(typeof calendarJobs)['readBusyFeeds']['grants']>['identity'];
interface Due {
  feed: BusyFeed;
  version: number;
}

/**
 * Reads the published calendars that are due. What was read stands with its times or not at all: where anything is wrong the times of the last
 * good reading stay, and what is wrong stands beside them by name.
 */
export const readBusyFeeds = job(calendarJobs, 'readBusyFeeds', async (_: unknown, { stores: { identity }, now, calendars }): Promise<{ read: number }> => {
  if (calendars === undefined) return { read: 0 };
  const due: Due[] = [];
  for await (const item of every(identity, busyFeeds)) {
    const feed = attribute<BusyFeed>(item, 'feed');
    if (feed.address !== null && Date.parse(feed.nextAt) <= now) due.push({ feed, version: attribute<number>(item, 'version') });
  }
  const first = due.sort((a, b) => (a.feed.nextAt < b.feed.nextAt ? -1 : 1)).slice(0, mostInARun);
  let read = 0;
  for (let i = 0; i < first.length; i += atOnce) {
    const kept = await Promise.all(first.slice(i, i + atOnce).map((one) => readOne(identity, calendars, one, now)));
    read += kept.filter((isRead) => isRead).length;
  }
  return { read };
});

async function readOne(identity: Identity, calendars: Calendars, { feed, version }: Due, now: number): Promise<boolean> {
  const found = await calendarAt(feed.address ?? '', calendars, now);
  const at = new Date(now).toISOString();
  if (typeof found === 'string') {
    const failures = feed.failures + 1;
    const next: BusyFeed = { ...feed, failures, lastFailure: { at, problem: found }, nextAt: new Date(now + afterFailureMs(failures)).toISOString() };
    await identity.transact([{ put: { ...keys.busyFeed(feed.person), v: 1, version: version + 1, feed: stored(next) }, when: { has: { version } } }]);
    return false;
  }
  const party = await partyOf(identity, feed.person, now);
  if (party === null) return false;
  const { seen, gone, kept } = compared(feed, found, [...party.sessions.values()], now);
  const copies = new Set([...party.sessions.values()].filter((s) => seen[s.id] === s.stands.start).map((s) => slotKey(s.stands)));
  const busy = joined(found.times.filter((time) => !copies.has(slotKey(time))));
  const next: BusyFeed = { ...feed, failures: 0, lastReadAt: at, lastFailure: null, nextAt: new Date(now + everyMs).toISOString(), times: busy.length, seen, gone, kept };
  return identity.transact([
    { put: { ...keys.busyFeed(feed.person), v: 1, version: version + 1, feed: stored(next) }, when: { has: { version } } },
    { put: { ...keys.busyTimes(feed.person), v: 1, times: stored(busy) } },
  ]);
}

async function calendarAt(address: string, calendars: Calendars, now: number): Promise<ReadCalendar | FeedProblem> {
  try {
    const text = await calendars(address);
    // What reads calendars comes with the first that is due: mostly none is.
    const { calendarIn } = await import('../../shared/time/busy.ts');
    return calendarIn(text, now);
  } catch (error) {
    if (error instanceof FeedRefused) return error.problem;
    throw error;
  }
}

/**
 * Which sessions to come are in it: by our UID at the same time, or, copied by hand, by beginning and end. One that was there and is not any
 * more, at the time at which it still stands, is gone; whoever said that it stands is not asked again.
 */
function compared(feed: BusyFeed, { ours, has }: ReadCalendar, sessions: readonly Session[], now: number): Pick<BusyFeed, 'seen' | 'gone' | 'kept'> {
  const [seen, kept, gone]: [Record<string, string>, Record<string, string>, string[]] = [{}, {}, []];
  for (const { id, stands } of sessions) {
    if (stands.gone !== null || Date.parse(stands.start) <= now) continue;
    const isThere = ours.get(id)?.includes(stands.start) === true || has.has(slotKey(stands));
    if (!isThere && feed.seen[id] !== stands.start) continue;
    seen[id] = stands.start;
    if (isThere) continue;
    if (feed.kept[id] === stands.start) kept[id] = stands.start;
    else gone.push(id);
  }
  return { seen, gone, kept };
}
