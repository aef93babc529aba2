import { expect, test } from 'vitest';
import { type CohortCount, releaseOf } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { emptyTally } from '../../shared/pulse/tally.ts';

/** A cohort of 24, `n` of whom answered, `part` of them in a way that the share counts. */
function cohort(group: string, n: number, part: number): CohortCount {
  const tally = emptyTally(core);
  tally.answered = n;
  for (const q of core) {
    const row = tally.options[q.id]!;
    const counted = q.measure.counted[0]! - 1;
    row[counted]! += part;
    row[q.options.findIndex((_, i) => !q.measure.counted.includes(i + 1))]! += n - part;
  }
  return { group, name: group, service: 'adults', teams: [group], people: 24, collected: 24, tally };
}
const released = (...cohorts: CohortCount[]) =>
  releaseOf({ round: 1, closesAt: '2026-01-19T09:00:00Z', organisation: 'Northmoor', services: { adults: 'Adults' }, questions: core, floor: 8, cohorts });

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
  expect(seen.size).toBeGreaterThan(100);
});
