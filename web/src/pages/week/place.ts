import { type Day, daysBetween, wallOf } from '../../ui/wallClock.ts';

/** A stretch of a day, by the clock on the wall. */
export interface Stretch {
  /** 0: Monday. */
  day: number;
  /** Minutes since midnight. */
  from: number;
  to: number;
}

/** Where something stands in a week, and in which of the lanes of those that meet. */
export interface Placed<T> extends Stretch {
  of: T;
  lane: number;
  lanes: number;
}

interface Slot {
  start: string;
  end: string;
}

export const stretchOf = ({ start, end }: Slot, monday: Day): Stretch => {
  const [begins, ends] = [wallOf(start), wallOf(end)];
  return { day: daysBetween(monday, begins.day), from: begins.minutes, to: ends.day === begins.day ? ends.minutes : 24 * 60 };
};

/** A block has at least this height, so that it can be read. */
const shortest = 30;

export function placed<T extends Slot>(sessions: readonly T[], monday: Day): Placed<T>[] {
  return inLanes(
    sessions.map((of) => {
      const { day, from, to } = stretchOf(of, monday);
      return { of, day, from, to: Math.max(to, from + shortest) };
    }),
  );
}

/** What of a shift lies in one day: a night is in two of them. */
export interface OnDuty<T> extends Placed<T> {
  begins: boolean;
  isWhole: boolean;
}

export function shiftsIn<T extends Slot>(shifts: readonly T[], monday: Day): OnDuty<T>[] {
  return inLanes(
    shifts.flatMap((of) => {
      const [start, end] = [wallOf(of.start), wallOf(of.end)];
      const midnights = daysBetween(start.day, end.day);
      const first = daysBetween(monday, start.day);
      return Array.from({ length: midnights + 1 }, (_, n) => ({ of, day: first + n, from: n === 0 ? start.minutes : 0, to: n === midnights ? end.minutes : 24 * 60, begins: n === 0, isWhole: midnights === 0 }));
    }),
  );
}

/** The shifts that some of these people are on at a time. */
export const onDutyAt = <T extends { person: string }>(people: readonly string[], at: Stretch, duty: readonly (Stretch & { of: T })[]): T[] => [
  ...new Set(duty.filter(({ of, day, from, to }) => people.includes(of.person) && day === at.day && from < at.to && at.from < to).map(({ of }) => of)),
];

/** Those that lie in the week, and have a length. */
function inLanes<P extends Stretch>(those: readonly P[]): (P & { lane: number; lanes: number })[] {
  const all = those
    .filter(({ day, from, to }) => day >= 0 && day < 7 && from < to)
    .map((one) => ({ ...one, lane: 0, lanes: 1 }))
    .sort((a, b) => a.day - b.day || a.from - b.from || b.to - a.to);
  for (const group of meeting(all)) {
    const ends: number[] = [];
    for (const one of group) {
      const free = ends.findIndex((end) => end <= one.from);
      one.lane = free === -1 ? ends.length : free;
      ends[one.lane] = one.to;
    }
    for (const one of group) one.lanes = ends.length;
  }
  return all;
}

/** Runs of blocks that meet, one with another: their lanes are shared. */
function meeting<T extends Stretch>(all: readonly T[]): T[][] {
  const groups: T[][] = [];
  let until = -1;
  for (const one of all) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.day === one.day && one.from < until) {
      last.push(one);
      until = Math.max(until, one.to);
    } else {
      groups.push([one]);
      until = one.to;
    }
  }
  return groups;
}

/** First and last full hour that is shown, and how many days: weekends only where something is on them. Nights would make it a whole day and night: they do not count. */
export function frameOf(blocks: readonly Stretch[], duty: readonly (Stretch & Pick<OnDuty<unknown>, 'begins' | 'isWhole'>)[] = []): { first: number; last: number; days: number } {
  const shown = [...blocks, ...duty.filter(({ isWhole }) => isWhole)];
  return {
    first: Math.min(9, ...shown.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(18, ...shown.map(({ to }) => Math.ceil(to / 60))),
    days: [...blocks, ...duty.filter(({ begins }) => begins)].some(({ day }) => day > 4) ? 7 : 5,
  };
}

/** Where a block comes to lie that is dragged by so much: on quarters of an hour, and within what is shown. */
export function dragged({ day, from, to }: Stretch, days: number, minutes: number, frame: ReturnType<typeof frameOf>): { day: number; from: number } {
  const within = (n: number, least: number, most: number): number => Math.min(most, Math.max(least, n));
  return { day: within(day + days, 0, frame.days - 1), from: within(Math.round((from + minutes) / 15) * 15, frame.first * 60, frame.last * 60 - (to - from)) };
}
