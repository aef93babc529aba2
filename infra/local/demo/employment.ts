import type { Absence } from '../../../shared/time/absence.ts';
import { type LocalDate, plus, plusDays } from '../../../shared/time/date.ts';
import type { Pattern, Person as Employed, Role } from '../../../shared/time/person.ts';
import type { Person } from '../../../functions/identity/people.ts';
import { dice, seedOf } from './answers.ts';

/** A colleague with their place in their team: what they work, and on which of the team’s times they are supervised, follows from it. */
export interface Colleague {
  person: Person & { team: string };
  index: number;
  team: { id: string; service: string; index: number };
  manager: string;
}

/** Newly qualified: last in their team, and so many weeks at Northmoor. */
const newlyQualified = { northside: 10, assessment: 40, 'family-help': 4 } as const;

/** Weeks since somebody newly qualified began; null for everybody else. */
export const weeksSinceBegun = ({ person, index }: Colleague, sizeOfTeam: number): number | null =>
  index === sizeOfTeam - 1 && person.team in newlyQualified ? newlyQualified[person.team as keyof typeof newlyQualified] : null;

/** The team whose manager has been away since last Monday and comes back in two weeks: somebody stands in for the supervision they give. */
export const managerAway = 'fostering';

/** Four working days, or three, for some; never off on a Friday, which is the team’s, nor on the day of one’s supervision. */
function patternOf(index: number, supervisedOn: number): Pattern {
  const minutes: [number, number, number, number, number, number, number] = [450, 450, 450, 450, 450, 0, 0];
  const days = index > 0 && index % 9 === 4 ? 3 : index > 0 && index % 5 === 3 ? 4 : 5;
  const off = [2, 0, 3, 1].filter((day) => day !== supervisedOn).slice(0, 5 - days);
  for (const day of off) minutes[day] = 0;
  return { minutes, share: days / 5 };
}

/** Holidays, a longer absence, and one that has no end yet. Days and never a reason. */
function absencesOf({ index, person, manager, team }: Colleague, monday: LocalDate): Absence[] {
  const weeks = (from: number, length: number): Absence => ({ from: plusDays(monday, from * 7), to: plusDays(monday, (from + length) * 7 - 3) });
  return [
    ...(person.id === manager && team.id === managerAway ? [weeks(-1, 3)] : []),
    ...(index % 7 === 2 ? [weeks(-9, 2)] : []),
    ...(index % 6 === 5 ? [weeks(1, 1)] : []),
    ...(index % 11 === 7 ? [weeks(-26, 6)] : []),
    ...(index === 12 ? [{ from: plusDays(monday, -18), to: null }] : []),
  ];
}

/** What a steward would have entered of somebody. Whoever is newly qualified is a social worker as well. */
export function employedOf(one: Colleague, sizeOfTeam: number, supervisedOn: number, monday: LocalDate): Employed {
  const { person, index, team } = one;
  const begun = weeksSinceBegun(one, sizeOfTeam);
  const from = begun === null ? plus(`20${10 + Math.floor(dice(seedOf(`since ${person.id}`))() * 15)}-0${1 + (index % 9)}-01`, { days: index }) : plusDays(monday, -7 * begun);
  const since = (as: Role['as'], to: LocalDate | null = null): Role => ({ as, from, to });
  const roles: Role[] = [since('social-worker'), since('registered-swe')];
  if (begun !== null) roles.push(since(team.service === 'children' ? 'nqsw-child-and-family' : 'nqsw-adults', plus(from, { years: 1 })));
  if (team.id === 'mental-health' && index > 0 && index < 7) roles.push(since('amhp'));
  // A nurse among social workers, whose register counts hours over three years.
  if (team.id === 'hospital' && index === 1) roles.splice(0, roles.length, { as: 'nurse', from, to: null, periodsFrom: plusDays(monday, -600) });
  if (begun === null && index % 8 === 6) roles.push(since('practice-educator'));
  return { nation: 'England', employedFrom: from, employedTo: null, roles, pattern: patternOf(index, supervisedOn), absences: begun === null ? absencesOf(one, monday) : [] };
}
