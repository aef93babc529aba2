import { minutesBetween } from './date.ts';
import type { SessionKind } from './sessionKind.ts';

/** From and to, as instants. */
export interface Slot {
  start: string;
  end: string;
}

/** What one party says happened; a second account by the same party stands in place of the first, which stays in the ledger. */
export type Account = ({ happened: 'held'; minutesUninterrupted: number; interruptedBy: Reason | null } & Slot) | { happened: 'not-held'; reason: Reason };

export const reasons = ['court', 'duty-cover', 'staffing', 'urgent-visit', 'meeting', 'someone-away', 'room-or-equipment', 'other'] as const;
export type Reason = (typeof reasons)[number];

/** `unknown`: over, and nobody has said what happened. `differs`: both have, and not the same. */
export type LineState = 'planned' | 'unknown' | 'kept' | 'cut-short' | 'not-held' | 'differs' | 'taken';

/** A time the line had: what became of it, and what each party says of it. */
export interface Booking extends Slot {
  gone: { kind: 'moved' | 'taken'; reason: Reason; by: string; at: string } | null;
  accounts: Readonly<Record<string, Account>>;
}

/** A line as its events have made it: one session and one person it is owed to. The last booking is the one that stands. */
export interface Line {
  id: string;
  of: SessionKind;
  owedTo: string;
  givenBy: string | null;
  supervisor: 'registered social worker' | 'other';
  /** As first booked: a shorter time later does not make less of it. */
  minutesPromised: number;
  bookings: readonly [Booking, ...Booking[]];
}

/** Sessions that are worth something in one piece only: two 45s are not a 90. Of the others each minute counts. */
const mustBeWhole: readonly SessionKind[] = ['supervision', 'clinical-supervision'];

/** How a line stands at an instant. */
export function stateOf(line: Line, now: string): LineState {
  if (minutesOwed(line) === 0) return 'kept';
  const stands = standing(line);
  if (stands.gone !== null) return 'taken';
  const told = Object.values(stands.accounts).map((account) => outcome(line, account));
  const [first] = told;
  if (first === undefined) return isAfter(stands.end, now) ? 'planned' : 'unknown';
  return told.every((t) => t === first) ? first : 'differs';
}

/** What an account makes of the promise: fewer minutes in one stretch than were promised have cut it short. */
export const outcome = ({ minutesPromised }: Pick<Line, 'minutesPromised'>, account: Account): 'kept' | 'cut-short' | 'not-held' =>
  account.happened === 'not-held' ? 'not-held' : account.minutesUninterrupted >= minutesPromised ? 'kept' : 'cut-short';

/** Minutes of a booking that nobody who was there disputes: the fewest that any party names. */
export function minutesKept({ accounts }: Booking): number {
  const told = Object.values(accounts).map((a) => (a.happened === 'held' ? a.minutesUninterrupted : 0));
  return told.length === 0 ? 0 : Math.min(...told);
}

export const standing = ({ bookings }: Line): Booking => bookings.at(-1) ?? bookings[0];
/** Minutes that passed; `isAfter` compares instants however they are written. */
export const minutesOf = ({ start, end }: Slot): number => minutesBetween(start, end);
export const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

/** What is still owed of a line: all that was promised until it was kept, whatever was booked, moved or taken in between. */
export function minutesOwed({ of, minutesPromised, bookings }: Line): number {
  const each = bookings.map(minutesKept);
  if (mustBeWhole.includes(of)) return each.some((kept) => kept >= minutesPromised) ? 0 : minutesPromised;
  return Math.max(0, minutesPromised - each.reduce((a, b) => a + b, 0));
}

