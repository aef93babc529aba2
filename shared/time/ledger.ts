import { type Account, type Booking, isAfter, type Line, minutesOf, minutesOwed, type Reason, type Slot, standing } from './line.ts';
import type { SessionKind } from './sessionKind.ts';

/**
 * The ledger of protected time: one line a session and person it is owed to, and what was done to it, in order. Nothing is ever taken
 * out; what was wrong is answered by what comes after it. A group session has one line for each of its people.
 *
 *     booked ─▶ planned ─▶ unknown ─▶ kept                        owed: nothing more
 *                  │  ▲        └────▶ cut-short, not-held, differs ┐
 *                moved┘                                            ├─▶ rebooked ─▶ planned …   owed until one is kept
 *                  └──────────────▶ taken ────────────────────────┘
 */
export type LedgerEvent = { line: string; at: string; by: string } & (
  | ({ kind: 'booked'; of: SessionKind; owedTo: string; givenBy: string | null; supervisor: 'registered social worker' | 'other' } & Slot)
  | ({ kind: 'moved'; reason: Reason } & Slot)
  | { kind: 'taken'; reason: Reason }
  /** `giver`: whoever gives it in place of somebody who has left. */
  | ({ kind: 'rebooked'; giver?: { givenBy: string; supervisor: Line['supervisor'] } } & Slot)
  /** `for`: by whoever stood in for the one who was to give it. */
  | { kind: 'confirmed'; account: Account; for?: string }
);

export type LedgerRefusal = 'booked-already' | 'no-such-line' | 'no-length' | 'in-the-past' | 'not-booked' | 'told-already' | 'still-booked' | 'nothing-owed' | 'not-a-party' | 'not-begun' | 'more-than-passed';

/** A line with one event more, or why it cannot be. No line yet: null. */
export function append(line: Line | null, event: LedgerEvent): Line | { refused: LedgerRefusal } {
  const next = event.kind === 'booked' ? opened(line, event) : line === null ? 'no-such-line' : changed(line, event);
  return typeof next === 'string' ? { refused: next } : next;
}

/** The lines that stored events make; they were accepted once, so one that does not fit is a fault in what keeps them. */
export function ledgerOf(events: readonly LedgerEvent[]): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const event of events) {
    const next = append(lines.get(event.line) ?? null, event);
    if ('refused' in next) throw new Error(`the ledger holds an event that was never accepted: ${event.kind} of ${event.line}, ${next.refused}`);
    lines.set(event.line, next);
  }
  return lines;
}

type Later = Exclude<LedgerEvent, { kind: 'booked' }>;
type Booked = Extract<LedgerEvent, { kind: 'booked' }>;

function opened(there: Line | null, event: Booked): Line | LedgerRefusal {
  if (there !== null) return 'booked-already';
  const { line: id, of, owedTo, givenBy, supervisor } = event;
  return slotRefused(event) ?? { id, of, owedTo, givenBy, supervisor, minutesPromised: minutesOf(event), bookings: [bookingOf(event)] };
}

function changed(line: Line, event: Later): Line | LedgerRefusal {
  const [stands, before] = [standing(line), line.bookings.slice(0, -1)];
  const isTold = Object.keys(stands.accounts).length > 0;
  switch (event.kind) {
    case 'moved':
    case 'taken': {
      if (stands.gone !== null) return 'not-booked';
      if (isTold) return 'told-already';
      const { kind, reason, by, at } = event;
      const gone: Booking = { ...stands, gone: { kind, reason, by, at } };
      if (event.kind === 'taken') return { ...line, bookings: nonEmpty(before, gone) };
      return slotRefused(event) ?? { ...line, bookings: nonEmpty([...before, gone], bookingOf(event)) };
    }
    case 'rebooked':
      if (minutesOwed(line) === 0) return 'nothing-owed';
      if (stands.gone === null && !isTold) return 'still-booked';
      return slotRefused(event) ?? { ...line, ...event.giver, bookings: nonEmpty([...before, stands], bookingOf(event)) };
    case 'confirmed': {
      if (event.for === undefined ? event.by !== line.owedTo && event.by !== line.givenBy : event.for !== line.givenBy || event.by === line.owedTo) return 'not-a-party';
      if (stands.gone !== null) return 'not-booked';
      if (isAfter(stands.start, event.at)) return 'not-begun';
      const { account } = event;
      if (account.happened === 'held' && (account.minutesUninterrupted < 0 || account.minutesUninterrupted > minutesOf(account) || isAfter(account.end, event.at))) return 'more-than-passed';
      return { ...line, bookings: nonEmpty(before, { ...stands, accounts: { ...stands.accounts, [event.by]: account } }) };
    }
    default:
      return event satisfies never;
  }
}

const slotRefused = ({ start, end, at }: Slot & { at: string }): LedgerRefusal | null => (minutesOf({ start, end }) < 1 ? 'no-length' : isAfter(at, start) ? 'in-the-past' : null);
const bookingOf = ({ start, end }: Slot): Booking => ({ start, end, gone: null, accounts: {} });
const nonEmpty = (before: readonly Booking[], last: Booking): Line['bookings'] => {
  const [first, ...rest] = before;
  return first === undefined ? [last] : [first, ...rest, last];
};
