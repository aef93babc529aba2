import { minutesKeptAt, type Reason, reasons, standing } from '../../shared/time/line.ts';
import { byReasonOf, lossesOf, totalsOf } from '../../shared/time/loss.ts';
import type { Session } from '../../shared/time/session.ts';
import type { Time } from './diary.ts';

/**
 * What became of a team's time, in minutes and by reason, for its people as a whole and of nobody by name. A session that was moved stands
 * at each of its times: what was kept or lost at a time is counted there, for those of it who were in the team then, and what is owed where
 * it stands now. So of somebody who has moved on each hour is counted in one team.
 */
export function quarterOf(times: readonly (Time & { members: readonly string[] })[], now: string): { kept: number; lost: number; toRebook: number; reasons: { reason: Reason; moved: number; lost: number; minutesLost: number }[] } {
  const newest = new Map<string, Session>();
  for (const { session } of times) if ((newest.get(session.id)?.changes ?? -1) < session.changes) newest.set(session.id, session);
  const lines = times.flatMap(({ session, at: { start }, members }) => (newest.get(session.id) ?? session).lines.filter((line) => members.includes(line.owedTo)).map((line) => ({ line, start })));
  const byReason = byReasonOf(lines.flatMap(({ line, start }) => lossesOf(line).filter((loss) => loss.start === start)));
  const rows = reasons.map((reason) => ({ reason, ...byReason[reason] })).filter(({ moved, lost }) => moved + lost > 0);
  const { open } = totalsOf(lines.filter(({ line, start }) => standing(line).start === start).map(({ line }) => line), now);
  return {
    kept: lines.reduce((sum, { line, start }) => sum + minutesKeptAt(line, start), 0),
    lost: rows.reduce((sum, { minutesLost }) => sum + minutesLost, 0),
    toRebook: open.taken + open.differs + open['cut-short'] + open['not-held'],
    reasons: rows,
  };
}
