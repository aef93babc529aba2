import { daysBetween, later, type LocalDate, plusDays } from './date.ts';

/** First and last day away, never why; null: not back yet. */
export interface Absence {
  from: LocalDate;
  to: LocalDate | null;
}

/** In order, and those that overlap joined. One that ends before it begins is none. */
export function joined(absences: readonly Absence[]): Absence[] {
  const all: Absence[] = [];
  for (const { from, to } of absences.filter((a) => a.to === null || a.from <= a.to).sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = all.at(-1);
    if (last === undefined || (last.to !== null && from > last.to)) all.push({ from, to });
    else last.to = last.to === null || to === null ? null : later(last.to, to);
  }
  return all;
}

/** What is left of them from a day on. */
const from = (absences: readonly Absence[], day: LocalDate): Absence[] => joined(absences).flatMap((a) => (a.to !== null && a.to < day ? [] : [{ from: later(a.from, day), to: a.to }]));

/** Supervision that fell due in an absence is offered within so many days of the return, however long the absence was. */
export const daysToOfferAfterReturn = 5;

/**
 * When a session is due that was counted from `since`: every day away moves it by a day, but never beyond five days after the return,
 * and never to an earlier day than it had. Null while somebody is away who is not back yet.
 */
export function sessionDueAfter(absences: readonly Absence[], since: LocalDate, dueOn: LocalDate): LocalDate | null {
  let due = dueOn;
  for (const away of from(absences, since)) {
    if (away.from > due) break;
    if (away.to === null) return null;
    const offered = plusDays(away.to, 1 + daysToOfferAfterReturn);
    const paused = plusDays(due, daysBetween(away.from, away.to) + 1);
    due = later(due, paused < offered ? paused : offered);
  }
  return due;
}

/** When a date is due that stands still with every day away: the assessed year's reviews, evidence and end. Null while somebody is not back yet. */
export function pausedUntil(absences: readonly Absence[], since: LocalDate, dueOn: LocalDate): LocalDate | null {
  let due = dueOn;
  for (const away of from(absences, since)) {
    if (away.from > due) break;
    if (away.to === null) return null;
    due = plusDays(due, daysBetween(away.from, away.to) + 1);
  }
  return due;
}

export const isAway = (absences: readonly Absence[], day: LocalDate): boolean => absences.some((a) => a.from <= day && (a.to === null || day <= a.to));

