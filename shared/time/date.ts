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

/** A month after 31 January is the last day of February; a year after 29 February is the 28th. */
export const plus = (date: LocalDate, span: Span): LocalDate => Temporal.PlainDate.from(date).add(span).toString();
export const plusDays = (date: LocalDate, days: number): LocalDate => (days === 0 ? date : plus(date, { days }));
export const dayBefore = (date: LocalDate): LocalDate => plus(date, { days: -1 });

const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
/** Days from one date to another; the same day is 0. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

export const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
export const latest = (...dates: readonly [LocalDate, ...LocalDate[]]): LocalDate => dates.reduce(later);

/** 1 (Monday) to 7, and the Monday of the week. */
export const weekday = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek;
export const mondayOf = (date: LocalDate): LocalDate => plusDays(date, 1 - weekday(date));

/** About how many days a span is: to say which of two is shorter, never to count with. */
export const lengthInDays = ({ days = 0, weeks = 0, months = 0, years = 0 }: Span): number => days + weeks * 7 + months * 30.4375 + years * 365.25;

/** The day it is in London at an instant: half past midnight in summer is still the day before by universal time. */
export const localDateOf = (instant: string): LocalDate => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Minutes that really passed between two instants, whatever the clocks did; part of a minute does not count. */
export const minutesBetween = (start: string, end: string): number => Math.floor((Temporal.Instant.from(end).epochMilliseconds - Temporal.Instant.from(start).epochMilliseconds) / 60_000);
