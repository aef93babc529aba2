import { Temporal } from 'temporal-polyfill';

/** Reviewers have this many working days after a round has closed. */
export const workingDaysToReview = 5;
const zone = 'Europe/London';
const endOfWork = Temporal.PlainTime.from('17:00');

/** The instant by which comments of a round are reviewed: the end of the fifth working day after it closed. */
export const reviewDueAt = (closesAt: string): string => endOfWorkingDay(closesAt, workingDaysToReview);

/** The end of the so many-th working day after the day of an instant. */
export function endOfWorkingDay(after: string, workingDays: number): string {
  let day = Temporal.Instant.from(after).toZonedDateTimeISO(zone).toPlainDate();
  for (let left = workingDays; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day)) left -= 1;
  }
  return day.toZonedDateTime({ timeZone: zone, plainTime: endOfWork }).toInstant().toString();
}

export const isWorkingDay = (day: Temporal.PlainDate): boolean => day.dayOfWeek < 6 && !isBankHoliday(day.toString());

/** Of a day as `2026-12-25`. */
export function isBankHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const known = holidaysOf.get(year) ?? new Set(bankHolidays(year).map(String));
  holidaysOf.set(year, known);
  return known.has(day);
}

/** A page asks for the days of a few years thousands of times. */
const holidaysOf = new Map<number, ReadonlySet<string>>();

/**
 * England’s eight, by the rules of the Banking and Financial Dealings Act 1971; one that falls on a weekend is kept on the next
 * working day. What is proclaimed for one year alone (a coronation) is not in it: reviewers are then due a day early.
 */
export function bankHolidays(year: number): readonly Temporal.PlainDate[] {
  const date = (month: number, day: number) => Temporal.PlainDate.from({ year, month, day });
  const easter = easterSunday(year);
  const christmas = date(12, 25);
  const boxing = date(12, 26);
  return [
    afterWeekend(date(1, 1)),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    mondayFrom(date(5, 1)),
    mondayFrom(date(5, 25)),
    mondayFrom(date(8, 25)),
    // On a weekend they go to the Monday and the Tuesday after it.
    christmas.dayOfWeek < 6 ? christmas : date(12, 27),
    boxing.dayOfWeek < 6 ? boxing : date(12, 28),
  ];
}

const afterWeekend = (day: Temporal.PlainDate): Temporal.PlainDate => (day.dayOfWeek < 6 ? day : day.add({ days: 8 - day.dayOfWeek }));
const mondayFrom = (day: Temporal.PlainDate): Temporal.PlainDate => day.add({ days: (8 - day.dayOfWeek) % 7 });

/** The anonymous Gregorian computus (Nature, 1876). */
function easterSunday(year: number): Temporal.PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}
