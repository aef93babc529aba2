import { dueOf, kept } from '../../../../shared/escalation/clock.ts';
import type { Terms } from '../../../../shared/escalation/terms.ts';
import type { Line } from './fetching.ts';
import type { Row } from './messages.ts';

/** How the clock of a thread stands on a day. */
export interface Owed {
  acknowledgeBy: string;
  answerBy: string;
  acknowledged: ReturnType<typeof kept>['acknowledged'];
  answered: ReturnType<typeof kept>['answered'];
}
export const owedOf = (line: Line, terms: Terms, today: string): Owed => ({ ...dueOf(line.receivedOn, terms), ...kept(line, terms, today) });

/** Whether its writer has added something that no reader has opened: then it is owed to be read, whatever was said before. */
export const writtenAgainOn = ({ acknowledgedOn, unreadSince }: Line): string | null => (acknowledgedOn === null ? null : unreadSince);

/** What was added to and is unopened comes first, then what is owed first, then what is closed; never by whom it is for. */
export function byWhatIsOwed(rows: readonly Row[], terms: Terms, today: string): Row[] {
  const order = ({ line }: Row): string => {
    const [owed, again] = [owedOf(line, terms, today), writtenAgainOn(line)];
    if (again !== null) return `0 ${again}`;
    if (owed.acknowledged === 'waiting' || owed.acknowledged === 'overdue') return `1 ${owed.acknowledgeBy}`;
    if (owed.answered === 'waiting' || owed.answered === 'overdue') return `1 ${owed.answerBy}`;
    return line.closedOn === null ? `2 ${line.receivedOn}` : `3 ${line.closedOn}`;
  };
  return rows.toSorted((a, b) => (order(a) === order(b) ? (a.line.thread < b.line.thread ? -1 : 1) : order(a) < order(b) ? -1 : 1));
}
