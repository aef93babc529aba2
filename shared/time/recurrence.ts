import { RRuleTemporal } from 'rrule-temporal';
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
export function timesOf({ start, minutes, rule }: Wanted, now: number): Slot[] | { refused: WantedRefusal } {
  if (minutes < 1) return { refused: 'no-length' };
  const first = Temporal.PlainDateTime.from(start).toZonedDateTime(zone);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const last = Temporal.PlainDate.from(plus(today.toString(), { months: monthsAhead })).toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' });
  if (first.epochMilliseconds <= now) return { refused: 'in-the-past' };
  const begins = rule === null ? [first] : beginningsOf(rule, first, last);
  if ('refused' in begins) return begins;
  if (begins.some((b) => b.epochMilliseconds > last.epochMilliseconds)) return { refused: 'too-far-ahead' };
  return begins.map((b) => ({ start: instant(b), end: instant(b.add({ minutes })) }));
}

function beginningsOf(rule: string, first: Temporal.ZonedDateTime, last: Temporal.ZonedDateTime): Temporal.ZonedDateTime[] | { refused: WantedRefusal } {
  if (!/^FREQ=(WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/.test(rule)) return { refused: 'not-a-rule' };
  if (!/;(COUNT|UNTIL)=/.test(rule)) return { refused: 'no-end' };
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
