/** Dates as one says them. An organisation lives in one time zone, whatever the device thinks. */
const zone = 'Europe/London';
const format = (options: Intl.DateTimeFormatOptions) => {
  // Made when it is first used: each takes a while, and most pages use one or two.
  let made: Intl.DateTimeFormat | undefined;
  return (at: string | number): string => (made ??= new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })).format(new Date(at));
};

/** “Friday 4 December” */
export const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
/** “Fri 4 Dec” */
const weekdayAndDay = format({ weekday: 'short', day: 'numeric', month: 'short' });
/** “Fri 4” */
export const shortDayOfWeek = (at: string | number): string => weekdayAndDay(at).replace(',', '').split(' ').slice(0, 2).join(' ');
/** “4 Dec 2026” */
export const shortDay = format({ day: 'numeric', month: 'short', year: 'numeric' });
/** “December 2026” */
export const month = format({ month: 'long', year: 'numeric' });
/** The same of a month as it is kept: `2026-12`. */
export const monthNamed = (of: string): string => month(`${of}-15T12:00:00Z`);
/** “17:00” */
export const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** “Friday 4 December at 17:00” */
export const dayAndTime = (at: string | number): string => `${day(at)} at ${time(at)}`;

/** “Fri 4 Dec, 17:00” */
export const shortTime = (at: string | number): string => `${weekdayAndDay(at).replace(',', '')}, ${time(at)}`;

const dayMs = 86_400_000;

/** How far off, in the coarsest words that are still useful: “in 3 days”, “in 5 hours”, “within the hour”. Empty once it is past. */
export function howSoon(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  if (ms <= 0) return '';
  if (ms < dayMs / 24) return 'within the hour';
  const [n, unit] = ms < 2 * dayMs ? [Math.round(ms / (dayMs / 24)), 'hour'] : [Math.round(ms / dayMs), 'day'];
  return `in ${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** “Ada”, “Ada and Ben”, “Ada, Ben and Cy” */
export const list = (names: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
