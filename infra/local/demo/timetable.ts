import { createHash } from 'node:crypto';
import { type LocalDate, plusDays } from '../../../shared/time/date.ts';
import type { Wanted } from '../../../shared/time/recurrence.ts';
import type { About } from '../../../shared/time/session.ts';
import { type Colleague, weeksSinceBegun } from './employment.ts';

/** What somebody booked: a series, by whom and how many weeks before its first time. */
export interface Planned extends About, Wanted {
  series: string;
  by: string;
  bookedOn: LocalDate;
}

/** Days of the week from Monday (0), and hours, at which a team’s manager gives supervision; nobody is in two places at once. */
const given = [[0, '10:00'], [0, '13:30'], [1, '10:00'], [1, '14:00'], [2, '10:00'], [3, '10:00'], [3, '13:30']] as const;
const ofManagers = [[2, '15:30'], [4, '13:00'], [4, '15:00'], [3, '15:30']] as const;
const ofNewlyQualified = [2, '13:30'] as const;

/** On which day of the week, and in which of four weeks, somebody is supervised. */
function placeOf({ index, team, person, manager }: Colleague): { week: number; day: number; time: string } {
  const isManager = person.id === manager;
  const times = isManager ? ofManagers : given;
  const nth = isManager ? team.index : index;
  const [day, time] = times[Math.floor(nth / 4) % times.length] ?? times[0];
  return { week: nth % 4, day, time };
}
export const supervisedOn = (one: Colleague, sizeOfTeam: number): number => (weeksSinceBegun(one, sizeOfTeam) === null ? placeOf(one).day : ofNewlyQualified[0]);

/** All that was booked for one person alone, from `weeks` before this week’s Monday on, and for the coming twelve weeks. */
export function bookedFor(one: Colleague, sizeOfTeam: number, lead: string, monday: LocalDate, weeks: number): Planned[] {
  const { person, manager, index, team } = one;
  const begun = weeksSinceBegun(one, sizeOfTeam);
  const giver = person.id === manager ? lead : manager;
  const at = (week: number, day: number, time: string): Pick<Planned, 'start' | 'bookedOn'> => ({ start: `${plusDays(monday, week * 7 + day)}T${time}`, bookedOn: plusDays(monday, week * 7 - 10) });
  const supervision = { of: 'supervision', people: [person.id], givenBy: giver, supervisor: 'registered social worker', by: giver, minutes: 90 } as const;
  const own = { people: [person.id], givenBy: null, supervisor: 'other', by: person.id } as const;
  const series = (name: string): string => seriesOf(`${person.id} ${name}`);
  if (begun !== null) {
    const weekly = Math.min(6, begun);
    const [day, time] = ofNewlyQualified;
    return [
      { ...supervision, series: series('weekly'), ...at(-begun, day, time), bookedOn: plusDays(monday, -begun * 7 - 3), rule: `FREQ=WEEKLY;COUNT=${weekly}` },
      { ...supervision, series: series('fortnightly'), ...at(weekly - begun, day, time), rule: `FREQ=WEEKLY;INTERVAL=2;COUNT=${Math.floor((begun - weekly + 12) / 2)}` },
      ...(team.service === 'children' ? [{ ...own, of: 'cpd', series: series('half day'), ...at(Math.max(1 - begun, -weeks), 3, '13:00'), minutes: 225, rule: `FREQ=WEEKLY;COUNT=${Math.min(begun - 1, weeks) + 8}` } as const] : []),
    ];
  }
  const { week, day, time } = placeOf(one);
  const first = week - Math.floor((weeks - 1) / 4) * 4;
  const every4 = (from: number, count: number, name: string): Planned => ({ ...supervision, series: series(name), ...at(from, day, time), rule: `FREQ=WEEKLY;INTERVAL=4;COUNT=${count}` });
  const booked = [every4(first, (week - first) / 4, 'past'), every4(week, 3, 'coming')].filter(({ rule }) => !rule?.endsWith('COUNT=0'));
  const other = (day + 1) % 4;
  if (index % 3 === 1 && person.id !== manager) {
    const cpd = { ...own, of: 'cpd', minutes: 180 } as const;
    booked.push({ ...cpd, series: series('cpd'), ...at(first + 1, other, '13:30'), rule: `FREQ=WEEKLY;INTERVAL=6;COUNT=${Math.ceil((-first - 1) / 6)}` });
    booked.push({ ...cpd, series: series('cpd soon'), ...at(1 + (index % 3), other, '13:30'), bookedOn: plusDays(monday, -3), rule: null });
  }
  if (index === 5 && ['northside', 'mental-health'].includes(team.id)) {
    const union = { ...own, of: 'union', minutes: 60 } as const;
    booked.push({ ...union, series: series('union'), ...at(3 - weeks, 3, '16:00'), rule: `FREQ=WEEKLY;INTERVAL=2;COUNT=${Math.floor((weeks - 3) / 2)}` });
    booked.push({ ...union, series: series('union soon'), ...at(0, 3, '16:00'), rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6' });
  }
  return booked;
}

/** A team’s hour together, every four weeks on a Friday morning. */
export function bookedForTeam(those: readonly Colleague[], monday: LocalDate, weeks: number): Planned[] {
  const [one] = those;
  if (one === undefined) return [];
  const { team, manager } = one;
  const people = those.map(({ person }) => person.id).filter((id) => id !== manager);
  const first = (team.index % 4) - Math.floor((weeks - 1) / 4) * 4;
  const common = { of: 'group-reflection', people, givenBy: manager, supervisor: 'registered social worker', by: manager, minutes: 75 } as const;
  return [{ ...common, series: seriesOf(`${team.id} together`), start: `${plusDays(monday, first * 7 + 4)}T09:30`, rule: `FREQ=WEEKLY;INTERVAL=4;COUNT=${-Math.floor(first / 4)}`, bookedOn: plusDays(monday, first * 7 - 10) },
    { ...common, series: seriesOf(`${team.id} together soon`), start: `${plusDays(monday, (team.index % 4) * 7 + 4)}T09:30`, rule: 'FREQ=WEEKLY;INTERVAL=4;COUNT=2', bookedOn: plusDays(monday, -24) }];
}

/** The same name is the same series, however often this is run. */
const seriesOf = (name: string): string => createHash('sha256').update(`demo ${name}`).digest('hex').slice(0, 20);
