import { daysAlone, type Duty, type Flag, noSupervisionFlag, soleCoverFlag } from '../../shared/time/duty.ts';
import { type LocalDate, localDateOf, plusDays } from '../../shared/time/date.ts';
import type { CoverRule } from '../../shared/time/rules/cover.ts';
import type { Session } from '../../shared/time/session.ts';
import type { Store } from '../store/store.ts';
import { type Standing, standingsIn } from './diary.ts';
import { dutyIn } from './duty.ts';

/** What of one person is flagged now, by the rule that was adopted. */
export function flagsOf(person: string, duties: readonly Duty[], standing: Pick<Standing, 'employed' | 'kept' | 'recordedFrom'> | null, rule: CoverRule, today: LocalDate, now: string): Flag[] {
  const sole = soleCoverFlag(person, daysAlone(person, duties, rule, now), rule, today);
  const without = standing === null || standing.employed === null ? null : noSupervisionFlag(person, standing.employed, standing, rule, today);
  return [sole, without].filter((flag) => flag !== null);
}

/** Everything that is flagged in a team now, of those who are in it. */
export async function flagsIn(identity: Pick<Store, 'query'>, team: string, isIn: (person: string) => boolean, rule: CoverRule, today: LocalDate, now: string): Promise<Flag[]> {
  const duties = [...(await dutyIn(identity, team)).values()].map(({ duty }) => duty);
  const standings = await standingsIn(identity, team);
  return [...new Set([...standings.keys(), ...duties.map(({ person }) => person)])].filter(isIn).sort().flatMap((person) => flagsOf(person, duties, standings.get(person) ?? null, rule, today, now));
}

const [daysBack, daysAhead] = [92, 92] as const;

/** Who is somebody’s supervisor now: whoever gave the newest of their own supervision sessions of these months, held, booked or taken. A group makes nobody a supervisor. */
export function supervisorIn(sessions: Iterable<Session>, person: string, today: LocalDate): string | null {
  const [from, to] = [plusDays(today, -daysBack), plusDays(today, daysAhead)];
  const given = [...sessions]
    .filter((s) => (s.of === 'supervision' || s.of === 'clinical-supervision') && s.givenBy !== null && s.people.length === 1 && s.people[0] === person)
    .map((s) => ({ by: s.givenBy, on: localDateOf(s.stands.start) }))
    .filter(({ on }) => on >= from && on <= to);
  return given.sort((a, b) => (a.on < b.on ? 1 : -1))[0]?.by ?? null;
}
