import { Temporal } from 'temporal-polyfill';

/** A day as the calendar on the wall has it, `2026-11-30`. Days compare as text; no time of day and no zone is in them. */
export type LocalDate = string;

/** So many days, weeks, months or years; one of them is given. */
export interface Span {
  days?: number;
  weeks?: number;
  months?: number;
  years?: number;
}

export const zone = 'Europe/London';

const dayMs = 86_400_000;
const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): LocalDate => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * A month after 31 January is the last day of February; a year after 29 February is the 28th: as Temporal has it, against which this is
 * tested. Done by hand because everybody's year is gone through at once, and Temporal's objects took seven times as long (November 2026).
 */
export function plus(date: LocalDate, { days = 0, weeks = 0, months = 0, years = 0 }: Span): LocalDate {
  if (months === 0 && years === 0) return dateOf(dayNumber(date) + days + weeks * 7);
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const inMonth = year * 12 + (month - 1) + months + years * 12;
  const lastOfMonth = new Date(Date.UTC(Math.floor(inMonth / 12), (inMonth % 12) + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(Math.floor(inMonth / 12), inMonth % 12, Math.min(day, lastOfMonth)) / dayMs + days + weeks * 7);
}
export const plusDays = (date: LocalDate, days: number): LocalDate => (days === 0 ? date : plus(date, { days }));
export const dayBefore = (date: LocalDate): LocalDate => plus(date, { days: -1 });

/** Days from one date to another; the same day is 0. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

export const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
export const latest = (...dates: readonly [LocalDate, ...LocalDate[]]): LocalDate => dates.reduce(later);

/** 1 (Monday) to 7, and the Monday of the week. The first day of 1970 was a Thursday. */
export const weekday = (date: LocalDate): number => ((dayNumber(date) + 3) % 7) + 1;
export const mondayOf = (date: LocalDate): LocalDate => plusDays(date, 1 - weekday(date));

/** About how many days a span is: to say which of two is shorter, never to count with. */
export const lengthInDays = ({ days = 0, weeks = 0, months = 0, years = 0 }: Span): number => days + weeks * 7 + months * 30.4375 + years * 365.25;

/** The day it is in London at an instant: half past midnight in summer is still the day before by universal time. */
export const localDateOf = (instant: string): LocalDate => (isSameDayInLondon(instant) ? instant.slice(0, 10) : Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString());

/** London’s clock is by universal time or an hour ahead of it, so that before 23:00 it is the same day there; in a hundredth of the time. */
const isSameDayInLondon = (instant: string): boolean => /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-2]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?Z$/.test(instant) && new Date(instant).getUTCDate() === Number(instant.slice(8, 10));

/** The day it is in London at a moment in epoch milliseconds. */
export const dayAt = (now: number): LocalDate => localDateOf(new Date(now).toISOString());

/** The moment, in epoch milliseconds, at which the clock on the wall says `09:00` on a day: on the days the clocks change too. */
export const instantAt = (day: LocalDate, time: string): number => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;

/** Minutes that really passed between two instants, whatever the clocks did; part of a minute does not count. */
export const minutesBetween = (start: string, end: string): number => Math.floor((Date.parse(end) - Date.parse(start)) / 60_000);
