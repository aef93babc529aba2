/**
 * Days and hours as the clock on the wall has them, where the organisation is. Days are text, `2026-11-30`, and compare as text. Done with
 * what a browser has: a library for dates would be most of what these pages weigh.
 */
export type Day = string;

const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });

/** The day, and the minutes since its midnight. */
export function wallOf(instant: string | number): { day: Day; minutes: number } {
  const of = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { day: `${of['year'] ?? ''}-${of['month'] ?? ''}-${of['day'] ?? ''}`, minutes: Number(of['hour']) * 60 + Number(of['minute']) };
}

const dayMs = 86_400_000;
const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export const plusDays = (day: Day, days: number): Day => new Date((numberOf(day) + days) * dayMs).toISOString().slice(0, 10);
/** 0 (Monday) to 6. The first day of 1970 was a Thursday. */
export const weekdayOf = (day: Day): number => (numberOf(day) + 3) % 7;
export const mondayOf = (day: Day): Day => plusDays(day, -weekdayOf(day));
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);
/** The same day of the next year; of 29 February, the 28th. */
export const inAYear = (day: Day): Day => `${Number(day.slice(0, 4)) + 1}${day.endsWith('02-29') ? '-02-28' : day.slice(4)}`;

/** Noon stands for a day wherever an instant is needed: no clock change moves it to another. */
export const noonOf = (day: Day): string => `${day}T12:00:00Z`;

const two = (n: number): string => String(n).padStart(2, '0');
/** “09:30” */
export const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
/** “2026-11-30T09:30”, as a form and the contract write it. */
export const localOf = (instant: string): string => {
  const { day, minutes } = wallOf(instant);
  return `${day}T${clock(minutes)}`;
};
