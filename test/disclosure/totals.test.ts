import { describe, expect, test } from 'vitest';
import { poolsOf } from '../../shared/disclosure/pool.ts';
import { type CohortCount, releaseOf } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { emptyTally } from '../../shared/pulse/tally.ts';

/** A cohort of 24, `n` of whom answered, `part` of them in a way that the share counts. */
function cohort(group: string, n: number, part: number, service = 'adults'): CohortCount {
  const tally = emptyTally(core);
  tally.answered = n;
  for (const q of core) {
    const row = tally.options[q.id]!;
    const counted = q.measure.counted[0]! - 1;
    row[counted]! += part;
    row[q.options.findIndex((_, i) => !q.measure.counted.includes(i + 1))]! += n - part;
  }
  return { group, name: group, service, teams: [group], people: 24, collected: 24, tally };
}
const released = (...cohorts: CohortCount[]) =>
  releaseOf({ round: 1, closesAt: '2026-01-19T09:00:00Z', organisation: 'Northmoor', services: { adults: 'Adults', children: 'Children' }, questions: core, floor: 8, cohorts });

test('a total gives away no more than its parts: where all that is published of them is alike, so is every total', () => {
  const seen = new Map<string, string>();
  for (let n = 8; n <= 15; n++)
    for (let a = 0; a <= n; a++)
      for (let b = 0; b <= n; b++) {
        const all = released(cohort('a', n, a), cohort('b', n, b));
        const parts = JSON.stringify(all.filter((r) => r.kind === 'cohort'));
        const totals = JSON.stringify(all.filter((r) => r.kind !== 'cohort'));
        expect(seen.get(parts) ?? totals).toBe(totals);
        seen.set(parts, totals);
      }
  expect(seen.size).toBeGreaterThan(80);
});

const figuresOf = (group: string, ...cohorts: CohortCount[]) => {
  const found = released(...cohorts).find((r) => r.group === group)!;
  return { answered: found.figures?.answered ?? null, share: found.figures?.shares['headroom'] ?? null, leftOut: found.leftOut };
};

describe('a total', () => {
  test('leaves out a small group that is alone, says so, and is the same whatever was answered there', () => {
    const shown = [cohort('a', 14, 7), cohort('b', 12, 6)];
    const without = figuresOf('organisation', ...shown);
    expect(without).toMatchObject({ share: { percent: 50, edge: null }, leftOut: 0 });
    for (const [n, part] of [[0, 0], [7, 0], [7, 7]] as const) expect(figuresOf('organisation', ...shown, cohort('c', n, part))).toEqual({ ...without, leftOut: 1 });
  });

  test('speaks of two small groups counted together where the floor is reached, of their service first', () => {
    expect(figuresOf('service-adults', cohort('a', 5, 0), cohort('b', 6, 0))).toEqual({ answered: { atLeast: 8, atMost: 14 }, share: { percent: 45, edge: 'under' }, leftOut: 0 });
    expect(figuresOf('service-adults', cohort('a', 3, 0), cohort('b', 4, 0))).toEqual({ answered: null, share: null, leftOut: 2 });
    // One in each service: of the organisation alone.
    const apart = [cohort('a', 5, 5), cohort('b', 6, 6, 'children')];
    expect(figuresOf('service-adults', ...apart)).toEqual({ answered: null, share: null, leftOut: 1 });
    expect(figuresOf('organisation', ...apart)).toEqual({ answered: { atLeast: 8, atMost: 14 }, share: { percent: 55, edge: 'over' }, leftOut: 0 });
  });

  test('does not count a group together with others where so few could have answered that this hides it', () => {
    const few = { ...cohort('a', 9, 0), people: 9, collected: 9 };
    expect(figuresOf('service-adults', few, cohort('b', 3, 0))).toEqual({ answered: null, share: null, leftOut: 2 });
    expect(figuresOf('service-adults', few, cohort('b', 5, 0), cohort('c', 5, 0))).toMatchObject({ answered: { atLeast: 8, atMost: 14 }, leftOut: 1 });
  });

  test('says under what it must lie where its parts say no more than low', () => {
    expect(figuresOf('organisation', cohort('a', 12, 1), cohort('b', 12, 3)).share).toEqual({ percent: 30, edge: 'under' });
    expect(figuresOf('organisation', cohort('a', 12, 12), cohort('b', 12, 9)).share).toEqual({ percent: 70, edge: 'over' });
  });

  test('of small groups is in one pool at most, and its band leaves every number in each open to three or more', () => {
    for (const floor of [5, 6, 8, 12])
      for (const sizes of [[2], [1, 1], [2, 1], [3], [2, 2], [4, 1], [1, 1, 1], [6], [3, 3, 2]])
        for (const answering of [floor - 1, floor - 2, Math.floor(floor / 2), 1, 0]) {
          const small = sizes.flatMap((n, s) => Array.from({ length: n }, (_, i) => ({ ...cohort(`${s}-${i}`, answering, 0), service: `s${s}` })));
          const pools = poolsOf(small, core, floor);
          const members = pools.flatMap((p) => p.members.map((m) => m.group));
          expect(new Set(members).size).toBe(members.length);
          for (const { members: of, part: { figures } } of pools) {
            expect(of.length).toBeGreaterThanOrEqual(2);
            expect(of.length * answering).toBeGreaterThanOrEqual(floor);
            // All that is known of one: fewer than the floor, and what the others cannot have made up of the least.
            const least = Math.max(0, figures.answered.atLeast - (of.length - 1) * (floor - 1));
            expect(floor - 1 - least).toBeGreaterThanOrEqual(3);
            // Where a service could have had a pool of its own and has none, fewer than the floor answered in all of it.
            const most = [...Map.groupBy(of, (m) => m.service)].map(([service, there]) => {
              const alone = small.filter((c) => c.service === service).map((c) => ({ ...c, tally: { ...c.tally, answered: floor - 1 } }));
              return pools.every((p) => p.service !== service) && poolsOf(alone, core, floor).length > 0 ? floor - 1 : there.length * (floor - 1);
            });
            expect(figures.answered.atMost).toBeLessThanOrEqual(most.reduce((a, b) => a + b, 0));
          }
        }
  });
});
