import { Problem } from '../../shared/contract/problem.ts';
import { type Absence, joined } from '../../shared/time/absence.ts';
import { dayAt, later, type LocalDate, plusDays } from '../../shared/time/date.ts';
import type { Hours, Pattern, Person as Employed } from '../../shared/time/person.ts';
import type { Store } from '../store/store.ts';
import { partyOf, standingOf } from './diary.ts';
import { untilWritten } from './untilWritten.ts';

type Writes = Pick<Store, 'get' | 'query' | 'transact'>;

/** The days of the week on which somebody works, from Monday (1), and their hours where they have said them. */
export const worksIn = ({ minutes, hours }: Pattern): { weekday: number; hours: Hours | null }[] => minutes.flatMap((m, i) => (m > 0 ? [{ weekday: i + 1, hours: hours?.[i] ?? null }] : []));

/** Whoever works them says them; on which days they work is entered with their employment. */
export const sayHours = (identity: Writes, person: string, hours: readonly (Hours | null)[], now: number) =>
  change(identity, person, now, ({ pattern: { minutes, share } }) => {
    const said = hours.map((one, i) => ((minutes[i] ?? 0) > 0 ? one : null));
    return { pattern: { minutes, share, ...(said.some((one) => one !== null) ? { hours: said } : {}) } };
  });

export const notOver = (absences: readonly Absence[], today: string): Absence[] => joined(absences).filter(({ to }) => to === null || to >= today);

/** Days away, never why: said by whoever is away, and taken back as long as they are not over. Said twice is said once. */
export const sayAway = (identity: Writes, person: string, { away, is }: { away: Absence; is: boolean }, now: number) =>
  change(identity, person, now, ({ absences }) => ({ absences: joined(is ? [...absences, away] : joined(absences).flatMap((one) => without(one, away, dayAt(now)))) }));

/** What is left of days away without others, of which those up to yesterday stay. One that ends before it begins is none. */
function without(one: Absence, { from, to }: Absence, today: LocalDate): Absence[] {
  const first = later(from, today);
  if (to !== null && to < first) return [one];
  const before = { from: one.from, to: one.to !== null && one.to < first ? one.to : plusDays(first, -1) };
  return to === null ? [before] : [before, { from: later(one.from, plusDays(to, 1)), to: one.to }];
}

const change = (identity: Writes, person: string, now: number, to: (employed: Employed) => Partial<Employed>): Promise<Record<string, never>> =>
  untilWritten(async () => {
    const party = await partyOf(identity, person, now);
    const employed = party?.standing.employed ?? null;
    if (party === null || employed === null) throw new Problem('not-found', 'nobody has entered yet on which days you work');
    return (await identity.transact([standingOf(party, { ...party.standing, employed: { ...employed, ...to(employed) } })])) ? {} : null;
  });
