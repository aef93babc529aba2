import type { Point } from './series.ts';

/** A figure as it is told: percent to whole numbers, or the edge that all of its rounds lay beyond. */
export interface Level {
  percent: number;
  edge: 'under' | 'over' | null;
}

export const roundedLevel = (value: number): Level => ({ percent: Math.round(value), edge: null });

/** The mean of these rounds' figures; where all are at one edge, the widest of their edges. 0 where there is none. */
export function levelOf(points: readonly Point[], from: number, to: number, counts: (point: Point) => boolean = () => true): Level {
  let sum = 0;
  let n = 0;
  let under = 0;
  let over = 0;
  let widestUnder = 0;
  let widestOver = 100;
  for (let i = from; i < to; i++) {
    const point = points[i];
    if (point === undefined || point.value === null || !counts(point)) continue;
    n += 1;
    sum += point.value;
    if (point.share?.edge === 'under') {
      under += 1;
      widestUnder = Math.max(widestUnder, point.share.percent);
    } else if (point.share?.edge === 'over') {
      over += 1;
      widestOver = Math.min(widestOver, point.share.percent);
    }
  }
  if (n > 0 && under === n) return { percent: widestUnder, edge: 'under' };
  if (n > 0 && over === n) return { percent: widestOver, edge: 'over' };
  return roundedLevel(n === 0 ? 0 : sum / n);
}

/** How many of these rounds show a figure. */
export function shownIn(points: readonly Point[], from: number, to: number, counts: (point: Point) => boolean = () => true): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    const point = points[i];
    if (point !== undefined && point.value !== null && counts(point)) n += 1;
  }
  return n;
}

/** The rounds with the lowest and the highest figure, by index; `from` where there is none. */
export function extremesOf(points: readonly Point[], from: number, to: number): { lowest: number; highest: number } {
  let lowest = -1;
  let highest = -1;
  for (let i = from; i < to; i++) {
    const value = points[i]?.value ?? null;
    if (value === null) continue;
    if (lowest === -1 || value < (points[lowest]?.value ?? 0)) lowest = i;
    if (highest === -1 || value > (points[highest]?.value ?? 0)) highest = i;
  }
  return { lowest: Math.max(from, lowest), highest: Math.max(from, highest) };
}

/** The fewest and the most that may have answered in these rounds; null where none shows a figure. */
export function answeredOver(points: readonly Point[], from: number, to: number): { atLeast: number; atMost: number } | null {
  let atLeast = Infinity;
  let atMost = 0;
  for (let i = from; i < to; i++) {
    const answered = points[i]?.answered ?? null;
    if (answered === null) continue;
    atLeast = Math.min(atLeast, answered.atLeast);
    atMost = Math.max(atMost, answered.atMost);
  }
  return atLeast === Infinity ? null : { atLeast, atMost };
}
