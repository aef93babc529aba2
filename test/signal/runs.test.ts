import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartOf } from '../../shared/signal/chart.ts';
import { fewestCrossings, longestAllowed, runsOf } from '../../shared/signal/runs.ts';

/** Anhøj & Olesen 2014: points off the median, longest run allowed, fewest crossings. */
const table = [
  [10, 6, 2], [12, 7, 3], [15, 7, 4], [16, 7, 4], [18, 7, 5], [20, 7, 6],
  [24, 8, 8], [26, 8, 8], [30, 8, 10], [36, 8, 13], [40, 8, 14], [52, 9, 20],
] as const;

const runs = (y: readonly (number | null)[], halfWidths: readonly number[] | null = null) => {
  const found = runsOf(y, halfWidths, 0, y.length);
  if (found === null) throw new Error('nothing is shown');
  return found;
};

describe('the Anhøj runs rules', () => {
  test.each(table)('of %i points allow a run of %i and need %i crossings', (points, longest, fewest) => {
    expect(longestAllowed(points)).toBe(longest);
    expect(fewestCrossings(points - 1)).toBe(fewest);
  });

  test('fire where the line seldom crosses the median, and not where it does', () => {
    expect(runs([1, 2, 1, 2, 1, 8, 9, 8, 9, 8])).toMatchObject({ median: 5, counted: 10, longest: 5, crossings: 1, fires: true, latest: { side: 'high', from: 5, points: 5 } });
    expect(runs([1, 9, 2, 8, 1, 9, 2, 8, 1, 9])).toMatchObject({ crossings: 9, fires: false });
  });

  test('pass over points on the median, and those rounded so that they may be', () => {
    expect(runs([1, 5, 1, 5, 9, 5, 9])).toMatchObject({ counted: 4, crossings: 1, longest: 2 });
    expect(runs([1, 4, 6, 9], [1, 1, 1, 1])).toMatchObject({ median: 5, counted: 2, crossings: 1 });
  });

  test('a gap ends a run, and is neither a crossing nor a chance of one', () => {
    expect(runs([1, 1, null, 1, 9, null, 9, 9])).toMatchObject({ crossings: 1, longest: 2, fewestCrossings: fewestCrossings(3) });
  });

  test('need ten points: with fewer nothing can fire', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 }), (y) => {
      expect(runs(y).fires).toBe(false);
    }));
  });

  test('rarely fire by chance', () => {
    let state = 7;
    const roll = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const fired = Array.from({ length: 2000 }, () => runs(Array.from({ length: 12 }, roll)).fires).filter(Boolean).length;
    expect(fired / 2000).toBeLessThan(0.06);
  });

  test('are what a chart of fewer than thirteen points is marked by, and it says that it is provisional', () => {
    const few = chartOf([10, 20, 10, 20, 10, 20, 70, 60, 70, 60, 70, 60]);
    expect(few.stretches[0]).toMatchObject({ provisional: true, shown: 12, runs: { fires: true } });
    expect(few.marks.map((m) => m?.rule ?? null)).toEqual([...Array.from({ length: 6 }).fill(null), ...Array.from({ length: 6 }).fill('run')]);
    // The rule fires on all of it; one figure on the other side is no run to be in.
    const back = chartOf([10, 20, 10, 20, 10, 70, 60, 70, 60, 70, 60, 20]);
    expect(back.stretches[0]?.runs).toMatchObject({ fires: true, latest: { points: 1 } });
    expect(back.marks.every((m) => m === null)).toBe(true);
    const spike = chartOf([10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 95]);
    expect(spike.marks.every((m) => m === null)).toBe(true);
    expect(chartOf([10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 95]).stretches[0]).toMatchObject({ provisional: false, runs: null });
  });
});
