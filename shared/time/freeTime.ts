import { Temporal } from 'temporal-polyfill';
import { isBankHoliday } from '../review/workingDays.ts';
import { isAway } from './absence.ts';
import { attending, type Availability, hoursOn, isHere, worksOn } from './availability.ts';
import { instantAt, later, type LocalDate, plusDays, zone } from './date.ts';
import type { Slot } from './line.ts';
import type { Hours } from './person.ts';

/** The day’s hours in which time is offered to those whose own are not known, local, and the minutes to which a beginning is rounded. */
const [ofMost, stepMinutes] = [{ from: '09:00', to: '17:00' }, 15] as const;

/**
 * The next times at which all of them are free, at most one a day, so that the choice is between days: within everybody’s working
 * days and hours, `minutes` long, from `after` on and not beyond `days` days. None is offered on a bank holiday; who works then can book it.
 */
export function nextFree(all: readonly Availability[], { minutes, after, days, most }: { minutes: number; after: string; days: number; most: number }): Slot[] {
  const found: Slot[] = [];
  const first = Temporal.Instant.from(after).toZonedDateTimeISO(zone).toPlainDate().toString();
  const people = attending(all, first);
  const taken = takenBy(people);
  const own = people.filter(({ pattern }) => pattern.hours !== undefined);
  const earliest = Date.parse(after);
  let next = 0;
  for (let i = 0; i < days && found.length < most; i++) {
    const day = plusDays(first, i);
    if (isBankHoliday(day) || people.some((one) => !worksOn(one, day) || isAway(one.absences, day) || !isHere(one, day))) continue;
    const { from, to } = hoursOfAll(own, own.length < people.length, day);
    const [begins, ends] = [instantAt(day, from), instantAt(day, to)];
    while ((taken[next]?.end ?? Infinity) <= begins) next++;
    let at = roundedUp(Math.max(begins, earliest));
    for (let k = next; at + minutes * 60_000 <= ends; k++) {
      const one = taken[k];
      if (one === undefined || one.start >= at + minutes * 60_000) {
        found.push({ start: new Date(at).toISOString(), end: new Date(at + minutes * 60_000).toISOString() });
        break;
      }
      at = Math.max(at, roundedUp(one.end));
    }
  }
  return found;
}

/** What anybody is taken with, in order and joined: one list to walk along, however many people there are. */
function takenBy(people: readonly Availability[]): { start: number; end: number }[] {
  const all = people.flatMap(({ sessions, duty, busy }) => [...sessions, ...duty, ...busy].map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) })));
  const joined: { start: number; end: number }[] = [];
  for (const one of all.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || one.start > last.end) joined.push({ ...one });
    else last.end = Math.max(last.end, one.end);
  }
  return joined;
}

const stepMs = stepMinutes * 60_000;
const roundedUp = (at: number): number => Math.ceil(at / stepMs) * stepMs;

/** The hours of a day in which all of them work: those whose own are known and, where there are others, the hours of most. */
const hoursOfAll = (own: readonly Availability[], withOthers: boolean, day: LocalDate): Hours =>
  [...(withOthers ? [ofMost] : []), ...own.map((one) => hoursOn(one, day) ?? ofMost)].reduce((a, b) => ({ from: later(a.from, b.from), to: a.to < b.to ? a.to : b.to }));
