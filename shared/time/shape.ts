import type { SessionShape } from '../contract/identity/time.ts';
import { type Booking, minutesOwed, stateOf } from './line.ts';
import type { Session } from './session.ts';

/** A session as a page is told of it, at a time it has or had. What nobody has confirmed is unknown once it is over, so it is told as of now. */
export function shapeOf({ id, series, of, people, givenBy, supervisor, stands, lines, changes }: Session, now: number, at: Booking = stands): SessionShape {
  const instant = new Date(now).toISOString();
  return {
    id, series, of, people: [...people], givenBy, supervisor, start: at.start, end: at.end, gone: at.gone, changes,
    lines: lines.map((line) => ({ person: line.owedTo, state: stateOf(line, instant), minutesOwed: minutesOwed(line), minutesPromised: line.minutesPromised, accounts: { ...line.bookings.findLast((b) => b.start === at.start)?.accounts } })),
  };
}
