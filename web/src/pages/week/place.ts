import { type Day, daysBetween, wallOf } from '../../ui/wallClock.ts';

/** Where blocks stand in a week: which day, from which minute, and in which of the lanes of those that meet. */
export interface Placed<T> {
  session: T;
  /** 0: Monday. */
  day: number;
  from: number;
  to: number;
  lane: number;
  lanes: number;
}

const shortest = 30;

export function placed<T extends { start: string; end: string }>(sessions: readonly T[], monday: Day): Placed<T>[] {
  const all = sessions
    .map((session) => {
      const [start, end] = [wallOf(session.start), wallOf(session.end)];
      const from = start.minutes;
      return { session, day: daysBetween(monday, start.day), from, to: Math.max(end.day === start.day ? end.minutes : 24 * 60, from + shortest), lane: 0, lanes: 1 };
    })
    .filter(({ day }) => day >= 0 && day < 7)
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
function meeting<T extends { day: number; from: number; to: number }>(all: readonly T[]): T[][] {
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

/** First and last full hour that is shown, and how many days: weekends only where something is on them. */
export function frameOf(blocks: readonly Pick<Placed<unknown>, 'day' | 'from' | 'to'>[]): { first: number; last: number; days: number } {
  return {
    first: Math.min(9, ...blocks.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(18, ...blocks.map(({ to }) => Math.ceil(to / 60))),
    days: blocks.some(({ day }) => day > 4) ? 7 : 5,
  };
}

/** Where a block comes to lie that is dragged by so much: on quarters of an hour, and within what is shown. */
export function dragged({ day, from, to }: Pick<Placed<unknown>, 'day' | 'from' | 'to'>, days: number, minutes: number, frame: ReturnType<typeof frameOf>): { day: number; from: number } {
  const within = (n: number, least: number, most: number): number => Math.min(most, Math.max(least, n));
  return { day: within(day + days, 0, frame.days - 1), from: within(Math.round((from + minutes) / 15) * 15, frame.first * 60, frame.last * 60 - (to - from)) };
}
