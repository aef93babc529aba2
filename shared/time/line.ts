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

/** `unknown`: over, and nobody has said what happened. `differs`: both have, and not the same: in the outcome, the minutes or the reason. */
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
  const told = Object.values(stands.accounts);
  const [first] = told;
  if (first === undefined) return isAfter(stands.end, now) ? 'planned' : 'unknown';
  return agree(line, told) ? outcome(line, first) : 'differs';
}

/** So many minutes apart are two clocks, and not two accounts. */
const minutesAlike = 5;

/** Whether they tell the same: one outcome and, where it was not kept, as many minutes as two clocks would make of it, and no two reasons. */
function agree(line: Line, told: readonly Account[]): boolean {
  const outcomes = new Set(told.map((account) => outcome(line, account)));
  if (outcomes.size > 1) return false;
  const minutes = told.map(minutesIn);
  return outcomes.has('kept') || (Math.max(...minutes) - Math.min(...minutes) <= minutesAlike && reasonsIn(told).length < 2);
}

const minutesIn = (account: Account): number => (account.happened === 'held' ? account.minutesUninterrupted : 0);
const reasonsIn = (told: readonly Account[]): Reason[] => [...new Set(told.flatMap((a) => (a.happened === 'not-held' ? a.reason : (a.interruptedBy ?? []))))];

/**
 * What counts of a time that was not all kept, whoever spoke first: the account with the fewest minutes and, of reasons, the one that is
 * named. Where two are named neither counts, until they agree: it is `other`. Null: nobody says that anything was lost.
 */
export function lostBy(line: Line, { accounts }: Booking): { by: string; how: 'cut-short' | 'not-held'; reason: Reason } | null {
  const short = Object.entries(accounts).filter(([, account]) => outcome(line, account) !== 'kept').sort((a, b) => minutesIn(a[1]) - minutesIn(b[1]));
  const [fewest] = short;
  if (fewest === undefined) return null;
  const [reason, ...others] = reasonsIn(short.map(([, account]) => account));
  return { by: fewest[0], how: fewest[1].happened === 'held' ? 'cut-short' : 'not-held', reason: others.length > 0 ? 'other' : (reason ?? 'other') };
}

/** What an account makes of the promise: fewer minutes in one stretch than were promised have cut it short. */
export const outcome = ({ minutesPromised }: Pick<Line, 'minutesPromised'>, account: Account): 'kept' | 'cut-short' | 'not-held' =>
  account.happened === 'not-held' ? 'not-held' : account.minutesUninterrupted >= minutesPromised ? 'kept' : 'cut-short';

/**
 * Minutes of a booking that nobody who was there disputes: the fewest that any party names. One party’s word is enough, everywhere it is counted:
 * were both needed, whoever says nothing would make a kept hour unknown. Who has not spoken is shown, and may contradict at any time.
 */
export function minutesKept({ accounts }: Booking): number {
  const told = Object.values(accounts).map(minutesIn);
  return told.length === 0 ? 0 : Math.min(...told);
}

export const standing = ({ bookings }: Line): Booking => bookings.at(-1) ?? bookings[0];
/** Minutes that passed; `isAfter` compares instants however they are written. */
export const minutesOf = ({ start, end }: Slot): number => minutesBetween(start, end);
export const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

/** Minutes that count as kept of what a line had at one start: of several times at which parts were kept, each counts its own. */
export const minutesKeptAt = (line: Line, start: string): number =>
  line.bookings.reduce((sum, booking, i) => (booking.start === start ? sum + owedBefore(line, i) - owedBefore(line, i + 1) : sum), 0);
const owedBefore = (line: Line, count: number): number => (count === 0 ? line.minutesPromised : minutesOwed({ ...line, bookings: [line.bookings[0], ...line.bookings.slice(1, count)] }));

/** What is still owed of a line: all that was promised until it was kept, whatever was booked, moved or taken in between. */
export function minutesOwed({ of, minutesPromised, bookings }: Line): number {
  const each = bookings.map(minutesKept);
  if (mustBeWhole.includes(of)) return each.some((kept) => kept >= minutesPromised) ? 0 : minutesPromised;
  return Math.max(0, minutesPromised - each.reduce((a, b) => a + b, 0));
}

