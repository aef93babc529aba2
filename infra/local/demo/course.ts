import type { Absence } from '../../../shared/time/absence.ts';
import { type Account, minutesOf, type Reason } from '../../../shared/time/line.ts';
import type { Session } from '../../../shared/time/session.ts';
import { dice, seedOf } from './answers.ts';

/** What somebody does about a session at an instant. A new time is the next free one `after` an instant. */
export interface Step {
  at: number;
  by: string;
  does: { kind: 'taken'; reason: Reason } | { kind: 'moved'; reason: Reason } | { kind: 'rebooked' } | { kind: 'confirmed'; account: Account };
  after?: number;
}

const [hour, day] = [3_600_000, 86_400_000];
const reasons = ['court', 'duty-cover', 'staffing', 'duty-cover', 'urgent-visit'] as const satisfies readonly Reason[];

/**
 * What became of a session, from its name alone: most are kept. What was booked a second time takes place.
 *
 *     whoever gives it away ─▶ nothing yet: it is for whoever stands in
 *     away ─▶ taken, booked again after the return        7 in 100 ─▶ taken, mostly booked again        4 in 100 ─▶ moved
 *     strain ─▶ so many of 100 more are taken, and it takes longer until they are booked again
 *     else ─▶ confirmed by whoever gave it, and mostly by the other; now and then cut short, disputed, or by nobody yet
 */
export function courseOf(session: Session, { now, away, isGiverAway, strain }: { now: number; away: Absence | null; isGiverAway: boolean; strain: number }): Step[] {
  const { stands, people, givenBy, id, changes } = session;
  const [start, end] = [Date.parse(stands.start), Date.parse(stands.end)];
  const [person = ''] = people;
  const giver = givenBy ?? person;
  const roll = dice(seedOf(`course ${id} ${changes}`));
  const pick = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(roll() * of.length)] ?? of[0];
  const isLate = start > now - 21 * day;
  if (isGiverAway) return [];
  if (changes === 0 && away !== null) {
    const taken: Step = { at: start - 50 * hour, by: giver, does: { kind: 'taken', reason: 'someone-away' } };
    return away.to === null ? [taken] : [taken, { at: Date.parse(`${away.to}T15:00:00Z`) + 2 * day, by: giver, does: { kind: 'rebooked' }, after: Date.parse(`${away.to}T15:00:00Z`) + 4 * day }];
  }
  const chance = roll();
  if (changes === 0 && chance < 0.07 + strain) {
    const taken: Step = { at: start - 26 * hour, by: giver, does: { kind: 'taken', reason: pick(reasons) } };
    const again = start + (1 + Math.floor(roll() * 4)) * day;
    const until = roll() < 0.3 + 2 * strain ? 32 + Math.floor(roll() * 20) : 1 + Math.floor(roll() * 9);
    return isLate && roll() < 0.6 ? [taken] : [taken, { at: again, by: giver, does: { kind: 'rebooked' }, after: again + until * day }];
  }
  if (changes === 0 && chance < 0.11 + strain) return [{ at: start - 20 * hour, by: giver, does: { kind: 'moved', reason: pick(['meeting', 'duty-cover', 'someone-away']) }, after: start + (1 + Math.floor(roll() * 3)) * day }];

  const minutes = minutesOf(stands);
  const held = (minutesUninterrupted: number, interruptedBy: Reason | null = null): Account => ({ happened: 'held', start: stands.start, end: stands.end, minutesUninterrupted, interruptedBy });
  const cut = changes === 0 && roll() < 0.05;
  const account = cut ? held(Math.round(minutes * pick([0.4, 0.5, 0.65])), pick(['duty-cover', 'urgent-visit'])) : held(minutes);
  if (end > now - 30 * day && roll() < 0.12) return [];
  const said: Step = { at: end + hour / 2, by: giver, does: { kind: 'confirmed', account } };
  const differs = people.length === 1 && giver !== person && roll() < 0.025 && minutes === 90;
  const again: Step[] = (cut || differs) && !isLate ? [{ at: end + 3 * day, by: giver, does: { kind: 'rebooked' }, after: end + 6 * day }] : [];
  if (people.length > 1 || giver === person) return [said, ...again];
  const theirs = differs ? held(40, 'duty-cover') : account;
  return roll() < 0.8 || differs ? [said, { at: end + 20 * hour, by: person, does: { kind: 'confirmed', account: theirs } }, ...again] : [said, ...again];
}
