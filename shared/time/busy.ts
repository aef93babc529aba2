import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { dayAt, plus, zone as ours } from './date.ts';
import type { Slot } from './line.ts';
import { FeedRefused } from './published.ts';
import { slotKey } from './slot.ts';
import { sessionOfUid } from './uid.ts';
import { repeats } from './repeats.ts';
import { instantOf, type Wall, wallOf, type Zone, zonesOf } from './zones.ts';

/**
 * What a published calendar says somebody is busy with: from when to when, and nothing else of it. Sessions that are in it are told apart, so
 * that protected time is not in its own way.
 *
 *     text ─▶ events (ical.js) ─▶ their times in twelve months ─▶ ours · everything else, joined
 *
 * Throws `FeedRefused` where it is no calendar, or has more times than a year can hold.
 */
export interface ReadCalendar {
  times: Slot[];
  /** Of our sessions in it: when they stand there. */
  ours: ReadonlyMap<string, readonly string[]>;
  /** Every time it has, by its beginning and end: a copy made by hand is known by these. */
  has: ReadonlySet<string>;
}

const most = { times: 3_000, repeating: 500 } as const;

export function calendarIn(text: string, now: number): ReadCalendar {
  const from = now - 86_400_000;
  const to = Temporal.PlainDate.from(plus(dayAt(now), { months: 12 })).toZonedDateTime(ours).epochMilliseconds;
  const calendars = parsed(text);
  const times: Slot[] = [];
  const sessions = new Map<string, string[]>();
  const budget = { times: most.times, repeating: most.repeating };
  for (const calendar of calendars) {
    const zoneOf = zonesOf(calendar);
    const events = calendar.getAllSubcomponents('vevent');
    const moved = Map.groupBy(events.filter((e) => e.hasProperty('recurrence-id')), uidOf);
    for (const event of events) {
      const found = timesOf(event, zoneOf, moved.get(uidOf(event)) ?? [], { from, to }, budget);
      const session = sessionOfUid(uidOf(event));
      if (session !== null) sessions.set(session, [...(sessions.get(session) ?? []), ...(isOff(event) ? [] : found.map(({ start }) => start))]);
      else if (!isOff(event) && !isFree(event)) times.push(...found);
    }
    for (const component of calendar.getAllSubcomponents('vfreebusy')) times.push(...periodsOf(component).filter((t) => Date.parse(t.end) > from && Date.parse(t.start) < to));
    if (times.length > most.times) throw new FeedRefused('too-many-times');
  }
  return { times, ours: sessions, has: new Set(times.map(slotKey)) };
}

function parsed(text: string): ICAL.Component[] {
  try {
    const read = ICAL.parse(text) as unknown[];
    // One calendar, or a list of them.
    const found = (typeof read[0] === 'string' ? [read] : read).map((one) => new ICAL.Component(one as never));
    if (found.length === 0 || found.some((c) => c.name !== 'vcalendar')) throw new Error('not one');
    return found;
  } catch {
    throw new FeedRefused('not-a-calendar');
  }
}

const uidOf = (event: ICAL.Component): string => String(event.getFirstPropertyValue('uid') ?? '');
const isOff = (event: ICAL.Component): boolean => textOf(event, 'status') === 'CANCELLED';
const isFree = (event: ICAL.Component): boolean => textOf(event, 'transp') === 'TRANSPARENT' || textOf(event, 'x-microsoft-cdo-busystatus') === 'FREE';
const textOf = (event: ICAL.Component, name: string): string => String(event.getFirstPropertyValue(name) ?? '').toUpperCase();

/** When an event is within a span. One that cannot be understood says nothing, and does not take the rest along. */
function timesOf(event: ICAL.Component, zoneOf: (property: ICAL.Property) => Zone, moved: readonly ICAL.Component[], { from, to }: { from: number; to: number }, budget: { times: number; repeating: number }): Slot[] {
  const begins = event.getFirstProperty('dtstart');
  const first = begins?.getFirstValue();
  if (begins == null || !(first instanceof ICAL.Time)) return [];
  const zone = zoneOf(begins);
  const start = wallOf(first);
  const lasts = lengthOf(event, first, zoneOf, instantOf(start, zone));
  if (lasts === null || lasts.ms <= 0) return [];
  const slotAt = (wall: Wall): Slot => {
    const at = instantOf(wall, zone);
    const end = lasts.days === null ? at + lasts.ms : instantOf(wall.add({ days: lasts.days }), zone);
    return { start: new Date(at).toISOString(), end: new Date(end).toISOString() };
  };
  const isRepeated = !event.hasProperty('recurrence-id') && (event.hasProperty('rrule') || event.hasProperty('rdate'));
  if (isRepeated && (budget.repeating -= 1) < 0) throw new FeedRefused('too-many-times');
  const walls = isRepeated ? repeats(event, start, zone, zoneOf, { from: from - lasts.ms, to }) : [start];
  const elsewhere = new Set(moved.flatMap((m) => timeIn(m.getFirstProperty('recurrence-id'), zoneOf)));
  const found = walls.map(slotAt).filter((s) => Date.parse(s.end) > from && Date.parse(s.start) < to && !(isRepeated && elsewhere.has(Date.parse(s.start))));
  if ((budget.times -= found.length) < 0) throw new FeedRefused('too-many-times');
  return found;
}

/** How long, in time that passes; whole days are counted by the wall’s clock, since one of them has 25 hours. */
function lengthOf(event: ICAL.Component, first: ICAL.Time, zoneOf: (property: ICAL.Property) => Zone, startsAt: number): { ms: number; days: number | null } | null {
  const duration = event.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) return { ms: duration.toSeconds() * 1000, days: null };
  const end = event.getFirstProperty('dtend');
  const [endsAt] = timeIn(end, zoneOf);
  const last = end?.getFirstValue();
  if (first.isDate) {
    const days = last instanceof ICAL.Time ? wallOf(first).until(wallOf(last), { largestUnit: 'days' }).days : 1;
    return { ms: days * 86_400_000, days };
  }
  return endsAt === undefined ? null : { ms: endsAt - startsAt, days: null };
}

function timeIn(property: ICAL.Property | null, zoneOf: (property: ICAL.Property) => Zone): number[] {
  const value = property?.getFirstValue();
  return property != null && value instanceof ICAL.Time ? [instantOf(wallOf(value), zoneOf(property))] : [];
}

/** A free/busy component’s periods, which are in universal time (RFC 5545 §3.8.2.6). */
function periodsOf(component: ICAL.Component): Slot[] {
  return component.getAllProperties('freebusy').flatMap((property) => {
    if (String(property.getFirstParameter('fbtype') ?? 'BUSY').toUpperCase() === 'FREE') return [];
    return property.getValues().flatMap((value: unknown) => (value instanceof ICAL.Period ? [{ start: iso(value.start), end: iso(value.getEnd()) }] : []));
  });
}
const iso = (time: ICAL.Time): string => new Date(instantOf(wallOf(time), { iana: 'UTC' })).toISOString();
