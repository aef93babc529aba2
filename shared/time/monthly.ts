import { type LocalDate, localDateOf, plus, plusDays } from './date.ts';
import { isOverdue } from './due.ts';
import { entitlement } from './entitlement.ts';
import { type Line, minutesOwed, type Reason, reasons, stateOf } from './line.ts';
import { lossesOf } from './loss.ts';
import type { Facts, Person } from './person.ts';
import type { Rule } from './rules/rule.ts';

/**
 * What a service’s protected time came to, month by month: of the service and of nobody in it.
 *
 *     a line ─▶ the month it was first booked for ─▶ kept within four weeks · kept later · unknown · owed · still to come
 *
 * An hour that is moved stays in the month it was promised for, so moving makes no month look better. Four weeks after its last day
 * a month is settled: what is kept later is told apart, and months stay comparable on a chart.
 */
export type Month = string;
export const monthOfDay = (day: LocalDate): Month => day.slice(0, 7);
export const lastDayOf = (month: Month): LocalDate => plusDays(plus(`${month}-01`, { months: 1 }), -1);
export const daysToKeep = 28;
export const isSettled = (month: Month, today: LocalDate): boolean => plusDays(lastDayOf(month), daysToKeep) < today;
/** The newest months, newest first. */
export const monthsUpTo = (today: LocalDate, most: number): Month[] => Array.from({ length: most }, (_, i) => monthOfDay(plus(`${monthOfDay(today)}-01`, { months: -i })));

/** Minutes of what was promised. `unknown`: it is over, and nobody has said what happened. */
export interface Parts {
  kept: number;
  late: number;
  unknown: number;
  owed: number;
  ahead: number;
}

export function partsOf(line: Line, now: string): Parts {
  const [first] = line.bookings;
  const until = Date.parse(first.start) + daysToKeep * 86_400_000;
  const inTime = line.bookings.filter((b) => Date.parse(b.start) <= until);
  const kept = line.minutesPromised - minutesOwed({ ...line, bookings: [first, ...inTime.slice(1)] });
  const open = minutesOwed(line);
  const is = partOf(line, now, until);
  return { ...noMinutes(), kept, late: line.minutesPromised - open - kept, [is]: open };
}

const noMinutes = (): { -readonly [P in keyof Parts]: number } => ({ kept: 0, late: 0, unknown: 0, owed: 0, ahead: 0 });

/** What is still open: not there yet, not told yet, or owed. A time booked again for a day so late that it cannot count as kept in time is owed. */
function partOf(line: Line, now: string, until: number): 'unknown' | 'owed' | 'ahead' {
  const state = stateOf(line, now);
  if (state === 'unknown') return 'unknown';
  const isOnlyMoved = line.bookings.slice(0, -1).every((b) => b.gone?.kind === 'moved');
  return state === 'planned' && isOnlyMoved && Date.parse(now) <= until ? 'ahead' : 'owed';
}

/** How often a reason took a time or cut it short, and how often it moved one. */
export type ByReason = Readonly<Record<Reason, { moved: number; lost: number }>>;

export interface ServiceMonth extends Parts {
  v: 1;
  service: string;
  month: Month;
  /** For how many different people something was booked: what the floor is held against. */
  people: number;
  byReason: ByReason;
  /** Of whom at its end some supervision was overdue by a rule, booked or not, and of how many that is known. */
  overdue: { people: number; of: number };
}

/** One line in short: a year of everybody’s is gone through at once. */
export interface Counted {
  service: string;
  owedTo: string;
  month: Month;
  parts: Parts;
  /** Each in the service in which it happened. */
  losses: readonly { service: string; month: Month; reason: Reason; isMove: boolean }[];
}

export const countedOf = (line: Line, service: string, now: string, serviceAt: (start: string) => string = () => service): Counted => ({
  service,
  owedTo: line.owedTo,
  month: monthOfDay(localDateOf(line.bookings[0].start)),
  parts: partsOf(line, now),
  losses: lossesOf(line).map(({ start, on, reason, kind }) => ({ service: serviceAt(start), month: monthOfDay(on), reason, isMove: kind === 'moved' })),
});

const noReasons = (): Record<Reason, { moved: number; lost: number }> => ({ court: none(), 'duty-cover': none(), staffing: none(), 'urgent-visit': none(), meeting: none(), 'someone-away': none(), 'room-or-equipment': none(), other: none() });
const none = (): { moved: number; lost: number } => ({ moved: 0, lost: 0 });

/** Every month of every service, each with its own numbers; a service in which nothing was booked in a month has that month all the same. */
export function serviceMonths(lines: Iterable<Counted>, services: readonly string[], months: readonly Month[], overdue: (service: string, month: Month) => ServiceMonth['overdue']): ServiceMonth[] {
  const cells = new Map(services.flatMap((service) => months.map((month) => [`${service} ${month}`, { parts: noMinutes(), people: new Set<string>(), byReason: noReasons(), service, month }] as const)));
  for (const { service, owedTo, month, parts, losses } of lines) {
    const cell = cells.get(`${service} ${month}`);
    if (cell !== undefined) {
      cell.people.add(owedTo);
      for (const part of partNames) cell.parts[part] += parts[part];
    }
    for (const loss of losses) {
      const tally = cells.get(`${loss.service} ${loss.month}`)?.byReason[loss.reason];
      if (tally !== undefined) tally[loss.isMove ? 'moved' : 'lost'] += 1;
    }
  }
  return [...cells.values()].map(({ parts, people, byReason, service, month }) => ({ v: 1, service, month, ...parts, people: people.size, byReason, overdue: overdue(service, month) }));
}

export const partNames = ['kept', 'late', 'unknown', 'owed', 'ahead'] as const satisfies readonly (keyof Parts)[];

/**
 * Whether somebody’s supervision was overdue on a day, by what had been kept by then; null where nothing is known of that day. So what
 * nobody ever booked is seen too: it takes away from nothing that was promised.
 */
export function wasOverdue(person: Person, rules: readonly Rule[], { kept, recordedFrom }: Pick<Facts, 'kept' | 'recordedFrom'>, day: LocalDate): boolean | null {
  if (day < recordedFrom || day < person.employedFrom || (person.employedTo !== null && person.employedTo < day)) return null;
  const owed = entitlement(person, rules, { recordedFrom, kept: kept.filter(({ on }) => on <= day), learning: [], practice: [], ticks: [] }, day).filter(({ counts }) => counts.rule.owes.kind === 'sessions');
  return owed.length === 0 ? null : owed.some(({ counts }) => isOverdue(counts, day));
}

/** What has come up of a month: without what is still to come. */
export const cameUp = ({ kept, late, unknown, owed }: Parts): number => kept + late + unknown + owed;
/** Percent kept within four weeks, of what came up; null where nothing did. */
export const shareKept = (parts: Parts): number | null => (cameUp(parts) === 0 ? null : (100 * parts.kept) / cameUp(parts));

/** Fewer times than this of one reason are not told by themselves: they stand among all other reasons, or not at all. */
export const fewestOfAReason = 5;

/** Why time was lost, most often first, over some months; what is rare is put together. Null: too few in all to say. */
export function reasonsOver(months: readonly Pick<ServiceMonth, 'byReason'>[]): { reason: Reason | null; moved: number; lost: number }[] | null {
  const sums = reasons.map((reason) => ({ reason, moved: sum(months, (m) => m.byReason[reason].moved), lost: sum(months, (m) => m.byReason[reason].lost) }));
  const isTold = ({ moved, lost }: { moved: number; lost: number }): boolean => moved + lost >= fewestOfAReason;
  const rare = sums.filter((one) => !isTold(one));
  const rest = { reason: null, moved: sum(rare, ({ moved }) => moved), lost: sum(rare, ({ lost }) => lost) };
  const told = sums.filter(isTold).sort((a, b) => b.moved + b.lost - a.moved - a.lost);
  return told.length === 0 && !isTold(rest) ? null : [...told, ...(isTold(rest) ? [rest] : [])];
}
const sum = <T>(of: readonly T[], by: (one: T) => number): number => of.reduce((n, one) => n + by(one), 0);
