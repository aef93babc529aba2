import { type Reason, reasons } from '../../shared/time/line.ts';
import { totalsOf } from '../../shared/time/loss.ts';
import type { Session } from '../../shared/time/session.ts';

/**
 * What became of a team's time, in minutes and by reason, for its people as a whole and of nobody by name. A session that was moved stands
 * at each of its times, as it was when it left them: the newest of these counts.
 */
export function quarterOf(sessions: readonly Session[], people: ReadonlySet<string>, now: string): { kept: number; lost: number; toRebook: number; reasons: { reason: Reason; moved: number; lost: number; minutesLost: number }[] } {
  const newest = new Map<string, Session>();
  for (const session of sessions) if ((newest.get(session.id)?.changes ?? -1) < session.changes) newest.set(session.id, session);
  const { kept, open, byReason } = totalsOf([...newest.values()].flatMap((s) => s.lines).filter((line) => people.has(line.owedTo)), now);
  const rows = reasons.map((reason) => ({ reason, ...byReason[reason] })).filter(({ moved, lost }) => moved + lost > 0);
  return { kept, lost: rows.reduce((n, { minutesLost }) => n + minutesLost, 0), toRebook: open.taken + open.differs + open['cut-short'] + open['not-held'], reasons: rows };
}
