import { type Day, weekdayOf } from '../../ui/wallClock.ts';

export const repeats = ['once', 'weekly', 'fortnightly', 'monthly'] as const;
export type Repeat = (typeof repeats)[number];

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * An RFC 5545 rule from a day on, until the end of another. Every month is the same weekday of the month: the second Tuesday stays one; a
 * fifth is the last.
 */
export function ruleOf(repeat: Repeat, first: Day, until: Day): string | null {
  if (repeat === 'once') return null;
  const end = `UNTIL=${until.replaceAll('-', '')}T235959Z`;
  if (repeat === 'monthly') {
    const nth = Math.ceil(Number(first.slice(8)) / 7);
    return `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}${days[weekdayOf(first)] ?? 'MO'};${end}`;
  }
  return `FREQ=WEEKLY;INTERVAL=${repeat === 'weekly' ? 1 : 2};${end}`;
}
