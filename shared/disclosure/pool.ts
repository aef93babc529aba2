import type { Question } from '../pulse/question.ts';
import { added, type Tally } from '../pulse/tally.ts';
import { type Part, roundedTo } from './figures.ts';
import { bandsOf, fineness, type Grain, knownToColleagues } from './grain.ts';
import { poolGrain } from './member.ts';
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
  part: Part;
}

/**
 * Small cohorts of one service are one pool; those of services where that cannot be are one for the organisation. Each stands in
 * one pool at most, so no two can be subtracted. A pool is published in totals only. Whether it may be depends on how many members
 * there are and on the floor, and then on whether the floor is reached together.
 */
export function poolsOf(small: readonly Small[], questions: readonly Question[], floor: number): Pool[] {
  const pools: Pool[] = [];
  const left: Set[] = [];
  for (const [service, members] of Map.groupBy(small, (s) => s.service)) {
    const part = pooled([{ members, ...alone(members.length, floor) }], questions, floor);
    if (part === null) left.push({ members, ...withoutPool(members.length, floor) });
    else pools.push({ members, service, part });
  }
  const part = pooled(left, questions, floor);
  return part === null ? pools : [...pools, { members: left.flatMap((s) => s.members), service: null, part }];
}

/** How many cohorts of one service are in a pool, and how many can have answered in all of them. */
export interface Size {
  size: number;
  most: number;
}
interface Set extends Size {
  members: readonly Small[];
}
export const alone = (size: number, floor: number): Size => ({ size, most: size * (floor - 1) });
/** That they have no pool of their own says that fewer than the floor answered in all of them, where there could have been one. */
export const withoutPool = (size: number, floor: number): Size => (grainsOf([alone(size, floor)], floor) === null ? alone(size, floor) : { size, most: floor - 1 });

function pooled(sets: readonly Set[], questions: readonly Question[], floor: number): Part | null {
  const grains = grainsOf(sets, floor);
  const tally = added(sets.flatMap((s) => s.members.map((m) => m.tally)), questions);
  const band = fineness(tally.answered, mostIn(sets), floor)?.band;
  const grain = band === undefined ? undefined : grains?.get(band.atMost);
  return band === undefined || grain === undefined ? null : roundedTo(grain, band, tally, questions, floor);
}

const mostIn = (sets: readonly Size[]): number => sets.reduce((n, s) => n + s.most, 0);

const known = new Map<string, ReadonlyMap<number, Grain> | null>();
/**
 * What a pool of these would be rounded to, by the upper end of each band it can come out in. Null where in one of them no grain leaves
 * its members open: then it is never made, since to be made in some would tell how many answered. All this is known before anything is counted.
 */
export function grainsOf(sets: readonly Size[], floor: number): ReadonlyMap<number, Grain> | null {
  const name = JSON.stringify([floor, ...sets.map(({ size, most }) => `${size} of ${most}`).sort((a, b) => (a < b ? -1 : 1))]);
  const found = known.get(name) ?? (known.has(name) ? null : safeGrains(sets, floor));
  known.set(name, found);
  return found;
}

function safeGrains(sets: readonly Size[], floor: number): ReadonlyMap<number, Grain> | null {
  const most = mostIn(sets);
  // That there is no pool says of all its members together that fewer than the floor answered. Three who did leave that many less to a member.
  if (floor - 1 < knownToColleagues + leastWidth) return null;
  if (fineness(floor, most, floor) === null || sets.reduce((n, s) => n + s.size, 0) < 2) return null;
  const grains = new Map<number, Grain>();
  // Of the least that a member can be made out to be: what the others cannot have made up.
  const others = Math.min(...sets.map((s) => most - s.most + Math.min(s.most, (s.size - 1) * (floor - 1))));
  for (const band of bandsOf(floor, most)) {
    const grain = poolGrain(floor, band, others);
    if (grain === null) return null;
    grains.set(band.atMost, grain);
  }
  return grains;
}
