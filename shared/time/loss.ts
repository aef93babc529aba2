import { daysBetween, type LocalDate, localDateOf } from './date.ts';
import { type Line, type LineState, lostBy, minutesKept, minutesOf, minutesOwed, type Reason, stateOf } from './line.ts';
import type { Facts } from './person.ts';

/** One time that was lost: why, by whose decision, and how many days until the time that was booked in its place (null: none yet). */
export interface Loss {
  line: string;
  kind: 'moved' | 'taken' | 'cut-short' | 'not-held';
  reason: Reason;
  by: string;
  minutes: number;
  /** When it was to begin: of one line, what tells one lost time from another. */
  start: string;
  on: LocalDate;
  daysUntilRebooked: number | null;
}

export function lossesOf(line: Line): Loss[] {
  return line.bookings.flatMap((booking, i): Loss[] => {
    const next = line.bookings[i + 1];
    const on = localDateOf(booking.start);
    const lost = { line: line.id, start: booking.start, on, daysUntilRebooked: next === undefined ? null : daysBetween(on, localDateOf(next.start)) };
    if (booking.gone !== null) return [{ ...lost, kind: booking.gone.kind, reason: booking.gone.reason, by: booking.gone.by, minutes: minutesOf(booking) }];
    const said = lostBy(line, booking);
    return said === null ? [] : [{ ...lost, kind: said.how, reason: said.reason, by: said.by, minutes: line.minutesPromised - minutesKept(booking) }];
  });
}

/** How often a reason moved a time, and how often and for how many minutes it took one or cut it short. */
interface Tally {
  moved: number;
  lost: number;
  minutesLost: number;
}

/** What a set of lines comes to. Promised is always kept plus still open. */
export interface Totals {
  promised: number;
  kept: number;
  /** Owed, by how the line stands: booked and to come, unknown, or to be booked again. */
  open: Readonly<Record<Exclude<LineState, 'kept'>, number>>;
  byReason: Readonly<Record<Reason, Readonly<Tally>>>;
}

export function totalsOf(lines: readonly Line[], now: string): Totals {
  const open = { planned: 0, unknown: 0, 'cut-short': 0, 'not-held': 0, differs: 0, taken: 0 };
  let promised = 0;
  let kept = 0;
  for (const line of lines) {
    const [owed, state] = [minutesOwed(line), stateOf(line, now)];
    promised += line.minutesPromised;
    kept += line.minutesPromised - owed;
    if (owed > 0 && state !== 'kept') open[state] += owed;
  }
  return { promised, kept, open, byReason: byReasonOf(lines.flatMap(lossesOf)) };
}

export function byReasonOf(losses: readonly Loss[]): Totals['byReason'] {
  const byReason: Record<Reason, Tally> = { court: none(), 'duty-cover': none(), staffing: none(), 'urgent-visit': none(), meeting: none(), 'someone-away': none(), 'room-or-equipment': none(), other: none() };
  for (const { kind, reason, minutes } of losses) {
    const tally = byReason[reason];
    if (kind === 'moved') tally.moved += 1;
    else {
      tally.lost += 1;
      tally.minutesLost += minutes;
    }
  }
  return byReason;
}
const none = (): Tally => ({ moved: 0, lost: 0, minutesLost: 0 });

/** What rules count of a person's lines: times that somebody confirmed, with the minutes that nobody disputes. */
export const keptOf = (lines: Iterable<Line>, owedTo: string): Facts['kept'] =>
  [...lines].filter((line) => line.owedTo === owedTo).flatMap(({ of, supervisor, minutesPromised, bookings }) =>
    bookings.map((b) => ({ on: localDateOf(b.start), kind: of, minutesUninterrupted: minutesKept(b), supervisor, isWhole: minutesKept(b) >= minutesPromised })).filter(({ minutesUninterrupted }) => minutesUninterrupted > 0),
  );
