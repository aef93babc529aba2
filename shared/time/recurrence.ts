import type { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { plus, zone } from './date.ts';
import type { Slot } from './line.ts';

/** A time by the clock on the wall, `2026-11-30T09:30`, so many minutes long; again by an RFC 5545 rule, or once. */
export interface Wanted {
  start: string;
  minutes: number;
  /** `FREQ=MONTHLY;BYDAY=2TU;COUNT=12`. */
  rule: string | null;
}

export type WantedRefusal = 'no-end' | 'not-a-rule' | 'too-far-ahead' | 'in-the-past' | 'no-length';

/** Booked this far ahead, and so many at once. */
export const monthsAhead = 12;
const mostAtOnce = 60;

/**
 * The times a wish comes to, each at the same hour by the local clock, whatever the clocks do in between. What the rule says has to end, and
 * within twelve months from today.
 */
export async function timesOf({ rule, ...wanted }: Wanted, now: number): Promise<Slot[] | { refused: WantedRefusal }> {
  const once = onceOf(wanted, now);
  if ('refused' in once || rule === null) return once;
  const begins = await beginningsOf(rule, zoned(wanted.start), lastFrom(now));
  return 'refused' in begins ? begins : begins.map((b) => slotFrom(b, wanted.minutes));
}

/** The same of a wish for once. */
export function onceOf({ start, minutes }: Omit<Wanted, 'rule'>, now: number): [Slot] | { refused: Exclude<WantedRefusal, 'no-end' | 'not-a-rule'> } {
  if (minutes < 1) return { refused: 'no-length' };
  const begin = zoned(start);
  if (begin.epochMilliseconds <= now) return { refused: 'in-the-past' };
  return begin.epochMilliseconds > lastFrom(now).epochMilliseconds ? { refused: 'too-far-ahead' } : [slotFrom(begin, minutes)];
}

const zoned = (start: string): Temporal.ZonedDateTime => Temporal.PlainDateTime.from(start).toZonedDateTime(zone);
const slotFrom = (begin: Temporal.ZonedDateTime, minutes: number): Slot => ({ start: instant(begin), end: instant(begin.add({ minutes })) });

/** The last instant that can be booked today. */
function lastFrom(now: number): Temporal.ZonedDateTime {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return Temporal.PlainDate.from(plus(today.toString(), { months: monthsAhead })).toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' });
}

async function beginningsOf(rule: string, first: Temporal.ZonedDateTime, last: Temporal.ZonedDateTime): Promise<Temporal.ZonedDateTime[] | { refused: WantedRefusal }> {
  if (!/^FREQ=(WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/.test(rule)) return { refused: 'not-a-rule' };
  if (!/;(COUNT|UNTIL)=/.test(rule)) return { refused: 'no-end' };
  // Most bookings are for once, and need no reader of rules.
  const { RRuleTemporal } = await import('rrule-temporal');
  let read: RRuleTemporal<Temporal.ZonedDateTime>;
  try {
    read = new RRuleTemporal({ rruleString: rule, dtstart: first, temporal: Temporal, strict: true, includeDtstart: true, maxIterations: 10_000 });
  } catch {
    return { refused: 'not-a-rule' };
  }
  const found: Temporal.ZonedDateTime[] = [];
  for (const at of read.all((_, i) => i <= mostAtOnce)) found.push(at);
  if (found.length === 0) return { refused: 'not-a-rule' };
  return found.length > mostAtOnce || found.some((at) => at.epochMilliseconds > last.epochMilliseconds) ? { refused: 'too-far-ahead' } : found;
}

const instant = (at: Temporal.ZonedDateTime): string => new Date(at.epochMilliseconds).toISOString();
