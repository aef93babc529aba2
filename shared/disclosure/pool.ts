import type { Question } from '../pulse/question.ts';
import { added, type Tally } from '../pulse/tally.ts';
import { figuresOf } from './figures.ts';
import { fineness } from './grain.ts';
import type { Figures } from './release.ts';
import { leastWidth } from './suppress.ts';

/** A cohort that is hidden because fewer than the floor answered, and nothing else. */
export interface Small {
  group: string;
  service: string;
  tally: Tally;
}
/** Small cohorts counted together as if they were one, so that the totals above them can speak of their answers too. */
export interface Pool {
  members: readonly Small[];
  /** `null`: of the organisation's totals alone. */
  service: string | null;
  figures: Figures;
}

/**
 * Small cohorts of one service are one pool; those of services where that cannot be are one for the organisation. Each stands in
 * one pool at most, so no two can be subtracted. A pool is published in totals only, at the grain of a cohort of its size. Whether
 * it may be depends on how many members there are and on the floor, and then on whether the floor is reached together.
 */
export function poolsOf(small: readonly Small[], questions: readonly Question[], floor: number): Pool[] {
  const pools: Pool[] = [];
  const left: Set[] = [];
  for (const [service, members] of Map.groupBy(small, (s) => s.service)) {
    const figures = pooled([{ members, most: members.length * (floor - 1) }], questions, floor);
    if (figures !== null) pools.push({ members, service, figures });
    // That it was not made says that fewer than the floor answered in all of them, where it could have been.
    else left.push({ members, most: isSafe([{ members, most: members.length * (floor - 1) }], floor) ? floor - 1 : members.length * (floor - 1) });
  }
  const figures = pooled(left, questions, floor);
  return figures === null ? pools : [...pools, { members: left.flatMap((s) => s.members), service: null, figures }];
}

/** Members of one service, and how many can have answered in all of them. */
interface Set {
  members: readonly Small[];
  most: number;
}

const pooled = (sets: readonly Set[], questions: readonly Question[], floor: number): Figures | null =>
  isSafe(sets, floor) ? figuresOf(added(sets.flatMap((s) => s.members.map((m) => m.tally)), questions), mostIn(sets), questions, floor) : null;

const mostIn = (sets: readonly Set[]): number => sets.reduce((n, s) => n + s.most, 0);

/**
 * Whether the number answering in a member stays unknown, whatever band the pool comes out in: at most the floor less one did, and
 * at least what the others cannot have made up. All this is known before anything is counted.
 */
function isSafe(sets: readonly Set[], floor: number): boolean {
  const most = mostIn(sets);
  const highest = fineness(most, most, floor)?.band;
  if (highest === undefined || sets.reduce((n, s) => n + s.members.length, 0) < 2) return false;
  return sets.every((s) => {
    const others = most - s.most + Math.min(s.most, (s.members.length - 1) * (floor - 1));
    return floor - 1 - Math.max(0, highest.atLeast - others) >= leastWidth;
  });
}
