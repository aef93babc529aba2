import { isAway } from './absence.ts';
import { daysBetween, type LocalDate, localDateOf, plusDays } from './date.ts';
import type { Slot } from './line.ts';
import type { Facts, Person } from './person.ts';
import type { CoverRule } from './rules/cover.ts';
import type { Audience } from './rules/rule.ts';

/**
 * Who is on duty when, and what follows from it. A shift that goes past midnight belongs to the day on which it begins, and lasts as
 * long as the clock really ran. Flags are raised from these records, never from an answer, and each time anew: there is no state to forget.
 */
export interface Shift extends Slot {
  kind: ShiftKind;
  /** Whether this person counts as cover: by the rota, or by their roles. */
  isQualified: boolean;
  from: 'rota' | 'tap';
}
export const shiftKinds = ['duty', 'amhp', 'out-of-hours'] as const;
export type ShiftKind = (typeof shiftKinds)[number];

/** One person’s duty in a team, and the days they said that they were alone. */
export interface Duty {
  person: string;
  shifts: readonly Shift[];
  alone: readonly LocalDate[];
}

/** Roles that make somebody a qualified person on duty. */
const qualifying: readonly Audience[] = ['social-worker', 'amhp', 'bia', 'nurse', 'nurse-and-midwife', 'hcpc-professional'];
export const isQualified = ({ roles }: Pick<Person, 'roles'>, day: LocalDate): boolean => roles.some(({ as, from, to }) => qualifying.includes(as) && from <= day && (to === null || day <= to));

/** Somebody in the first stage after qualifying, in whichever programme. */
const firstStages: readonly Audience[] = ['nqsw-adults', 'nqsw-child-and-family', 'early-career', 'supported-year', 'assessed-year-ni'];
const newlyQualifiedSince = ({ roles }: Pick<Person, 'roles'>, day: LocalDate): LocalDate | null =>
  roles.filter(({ as, from, to }) => firstStages.includes(as) && from <= day && (to === null || day <= to)).map(({ from }) => from).sort()[0] ?? null;

/** Days on which somebody was on duty with too few qualified people beside them, or said so, oldest first. Only what is over counts: a rota may change until then. */
export function daysAlone(person: string, team: readonly Duty[], { fewestQualified, minutesAlone }: Pick<CoverRule, 'fewestQualified' | 'minutesAlone'>, now: string): LocalDate[] {
  const own = team.find((one) => one.person === person);
  if (own === undefined) return [];
  const others = team.filter((one) => one !== own).map(({ shifts }) => shifts.filter((s) => s.isQualified));
  const alone = own.shifts
    .filter((shift) => shift.isQualified)
    .filter((shift) => minutesUnder(shift, others.map((shifts) => shifts.filter(({ kind }) => kind === shift.kind)), fewestQualified, now) >= minutesAlone)
    .map(({ start }) => localDateOf(start));
  return [...new Set([...alone, ...own.alone])].sort();
}

/** Minutes of a shift, up to now, in which fewer than so many qualified people were on duty, whoever works it among them. */
function minutesUnder(shift: Slot, others: readonly (readonly Slot[])[], fewest: number, now: string): number {
  const [from, to] = [Date.parse(shift.start), Math.min(Date.parse(shift.end), Date.parse(now))];
  const theirs = others.map((shifts) => shifts.map(({ start, end }) => [Date.parse(start), Date.parse(end)] as const).filter(([start, end]) => start < to && end > from));
  const edges = [...new Set([from, to, ...theirs.flat(2)])].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
  let ms = 0;
  for (const [i, at] of edges.entries()) {
    const next = edges[i + 1];
    if (next === undefined) break;
    const there = 1 + theirs.filter((shifts) => shifts.some(([start, end]) => start <= at && at < end)).length;
    if (there < fewest) ms += next - at;
  }
  return Math.floor(ms / 60_000);
}

export type Flag =
  | { kind: 'sole-cover'; person: string; days: LocalDate[]; atMost: number; within: number }
  | { kind: 'no-supervision'; person: string; days: number; since: LocalDate; atMost: number };

/** More days alone than were adopted, in the days up to today, today included. */
export function soleCoverFlag(person: string, alone: readonly LocalDate[], { daysAtMost, within }: Pick<CoverRule, 'daysAtMost' | 'within'>, today: LocalDate): Flag | null {
  const first = plusDays(today, 1 - within);
  const days = alone.filter((day) => day >= first && day <= today);
  return days.length > daysAtMost ? { kind: 'sole-cover', person, days, atMost: daysAtMost, within } : null;
}

/** Somebody newly qualified whose last supervision that was kept whole is longer ago than was adopted; days away are not counted, and not known is not missed. */
export function noSupervisionFlag(person: string, employed: Person, { kept, recordedFrom }: Pick<Facts, 'kept' | 'recordedFrom'>, { daysWithoutSupervision: atMost }: Pick<CoverRule, 'daysWithoutSupervision'>, today: LocalDate): Flag | null {
  const began = newlyQualifiedSince(employed, today);
  if (began === null || today < employed.employedFrom || (employed.employedTo !== null && employed.employedTo < today) || isAway(employed.absences, today)) return null;
  const last = kept.filter(({ kind, on, isWhole = true }) => (kind === 'supervision' || kind === 'clinical-supervision') && isWhole && on <= today).map(({ on }) => on);
  const since = [began, employed.employedFrom, recordedFrom, ...last].sort().at(-1) ?? today;
  const length = daysBetween(since, today);
  let days = 0;
  for (let i = 1; i <= length; i++) if (!isAway(employed.absences, plusDays(since, i))) days += 1;
  return days > atMost ? { kind: 'no-supervision', person, days, since, atMost } : null;
}
