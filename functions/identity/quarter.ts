import { type Reason, reasons } from '../../shared/time/line.ts';
import { totalsOf } from '../../shared/time/loss.ts';
import type { Time } from './diary.ts';

/**
 * What became of a team's time, in minutes and by reason, for its people as a whole and of nobody by name. A session that was moved stands
 * at each of its times, as it was when it left them: the newest of these counts, for those of it who were in the team then.
 */
export function quarterOf(times: readonly (Pick<Time, 'session'> & { members: readonly string[] })[], now: string): { kept: number; lost: number; toRebook: number; reasons: { reason: Reason; moved: number; lost: number; minutesLost: number }[] } {
  const newest = new Map<string, (typeof times)[number]>();
  for (const time of times) if ((newest.get(time.session.id)?.session.changes ?? -1) < time.session.changes) newest.set(time.session.id, time);
  const { kept, open, byReason } = totalsOf([...newest.values()].flatMap(({ session, members }) => session.lines.filter((line) => members.includes(line.owedTo))), now);
  const rows = reasons.map((reason) => ({ reason, ...byReason[reason] })).filter(({ moved, lost }) => moved + lost > 0);
  return { kept, lost: rows.reduce((n, { minutesLost }) => n + minutesLost, 0), toRebook: open.taken + open.differs + open['cut-short'] + open['not-held'], reasons: rows };
}
