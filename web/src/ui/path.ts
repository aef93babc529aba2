import type { Share } from '../../../shared/disclosure/release.ts';

/**
 * The line of a measure over its rounds. A hidden round breaks the line: it is a gap with a reason, and nothing is drawn through it.
 *
 *     ●──●──●   ░░░   ●──●      two stretches and one gap
 */
export interface Point {
  /** Place in the series, from 0. */
  index: number;
  percent: number;
  edge: Share['edge'];
}

export interface Gap {
  from: number;
  /** The last hidden round, itself included. */
  to: number;
}

/** Every round is in exactly one stretch or one gap, in order. */
export function path(series: readonly (Share | null)[]): { stretches: Point[][]; gaps: Gap[] } {
  const stretches: Point[][] = [];
  const gaps: Gap[] = [];
  series.forEach((share, index) => {
    const hiddenBefore = index === 0 || series[index - 1] === null;
    if (share === null) {
      const last = gaps.at(-1);
      if (last !== undefined && index > 0 && hiddenBefore) last.to = index;
      else gaps.push({ from: index, to: index });
      return;
    }
    const point = { index, ...share };
    const last = stretches.at(-1);
    if (last === undefined || hiddenBefore) stretches.push([point]);
    else last.push(point);
  });
  return { stretches, gaps };
}
