import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownToColleagues } from '../../shared/disclosure/grain.ts';
import { type CountedWhy, floorsOf, toldOf } from '../../shared/disclosure/leaving.ts';
import { leastFloor } from '../../shared/escalation/clock.ts';
import { type Reason, reasonNames } from '../../shared/escalation/themes.ts';

const counted = (by: Partial<Record<Reason, number>>, others = 20, years = 1): CountedWhy => ({ byReason: new Map(Object.entries(by) as [Reason, number][]), others, years });
const told = (by: Partial<Record<Reason, number>>, others = 20, years = 1, floor = leastFloor) => toldOf(counted(by, others, years), reasonNames, floor);
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

describe('what is told of those who leave', () => {
  test('is nothing under the floors: neither of eight leavers, nor among four others', () => {
    expect(floorsOf(leastFloor, 1)).toEqual({ named: 5, beside: 4, leavers: 9, others: 5 });
    expect(told({ workload: 5, health: 3 })).toBeNull();
    expect(told({ workload: 5, health: 4 }, 4)).toBeNull();
    expect(told({ workload: 5, health: 4 }, 5)).not.toBeNull();
  });

  test('is how many they were in a band, and the reasons that enough gave, in the order of the list', () => {
    expect(told({ workload: 5, health: 4 })).toMatchObject({ named: ['workload'] });
    expect(told({ 'pay-conditions': 7, 'support': 6, 'not-said': 3, 'health': 1 })).toMatchObject({ named: ['support', 'pay-conditions'] });
    expect(told({ workload: 3, health: 3, support: 3 })).toMatchObject({ named: [] });
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 5000 }), (leavers) => {
        const { atLeast, atMost } = told({ other: leavers })!.leavers;
        expect(atLeast <= leavers && leavers <= atMost && atLeast >= 9 && atMost - atLeast >= 2).toBe(true);
      }),
    );
  });

  test('never names a reason that all of them gave, or all but three; nor that somebody would rather not say', () => {
    expect(told({ workload: 20 })).toMatchObject({ named: [] });
    expect(told({ workload: 17, health: 3 })).toMatchObject({ named: [] });
    expect(told({ workload: 16, health: 4 })).toMatchObject({ named: ['workload'] });
    expect(told({ 'not-said': 10, 'workload': 10 })).toMatchObject({ named: ['workload'] });
    expect(told({ 'not-said': 16, 'workload': 4 })).toMatchObject({ named: [] });
  });

  test('takes more where somebody can be counted in two years', () => {
    expect(floorsOf(leastFloor, 2)).toEqual({ named: 8, beside: 7, leavers: 15, others: 8 });
    expect(told({ workload: 8, health: 6 }, 20, 2)).toBeNull();
    expect(told({ workload: 8, health: 7 }, 20, 2)).toMatchObject({ named: ['workload'] });
  });

  test('keeps a higher floor of the house', () => {
    expect(told({ workload: 7, health: 6 }, 20, 1, 8)).toMatchObject({ named: [] });
    expect(told({ workload: 8, health: 4 }, 20, 1, 8)).toMatchObject({ named: ['workload'] });
  });
});

/**
 * Everyone with three colleagues who pool what they said, and all worlds that look alike to them: what they are told, that they know to the last one how many
 * left, and their own reasons. Then any other leaver can have given at least two of the reasons, and any reason that is named can have been theirs or not.
 */
describe('three colleagues who know how many left', () => {
  const four = ['workload', 'health', 'support', 'other'] as const;
  type Counts = readonly [number, number, number, number];
  const worldsOf = function* (leavers: number): Generator<Counts> {
    for (let a = 0; a <= leavers; a++) for (let b = 0; a + b <= leavers; b++) for (let c = 0; a + b + c <= leavers; c++) yield [a, b, c, leavers - a - b - c];
  };
  const named = (counts: Counts): string => told(Object.fromEntries(four.map((reason, i) => [reason, counts[i] ?? 0])))?.named.join() ?? 'nothing';
  const pools = [...worldsOf(knownToColleagues)];

  /** Of the others in these worlds: which reasons any one of them can have given, and which all of them must have. */
  const isOpen = (worlds: readonly Counts[], pool: Counts): boolean => {
    const left = worlds.filter((counts) => counts.every((n, i) => n >= (pool[i] ?? 0))).map((counts) => counts.map((n, i) => n - (pool[i] ?? 0)));
    if (left.length === 0) return true;
    const given = four.map((_, i) => left.some((counts) => (counts[i] ?? 0) > 0));
    const notGiven = four.map((_, i) => left.some((counts) => sum(counts) > (counts[i] ?? 0)));
    return given.every(Boolean) && notGiven.every(Boolean);
  };

  test.each([9, 10, 11, 12, 14, 17])('of %i cannot tell what another of them said, nor what none of them said', (leavers) => {
    const alike = Map.groupBy(worldsOf(leavers), named);
    for (const worlds of alike.values()) for (const pool of pools) expect(isOpen(worlds, pool), `${named(worlds[0]!)} to ${pool.join()}`).toBe(true);
  });
});
