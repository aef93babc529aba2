import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchGraceMs, dateOf, dayOf, deletionOf, lastBatch, speakingDue } from '../../shared/escalation/schedule.ts';
import { beginningOf, monthOf, monthsToCollect } from '../../shared/escalation/speakToken.ts';

const at = (instant: string): number => Date.parse(instant);
const named = (months: readonly number[], released: string | null, now: string): string[] =>
  speakingDue({ months: new Set(months), released: released === null ? null : dayOf(at(released)) }, at(now)).map(({ job, round }) => `${job} ${job === 'releaseMessages' ? dateOf(round) : round}`);

describe('what is due of speaking up', () => {
  test('is a key for this month and the next before anybody needs it, and nothing once both are there', () => {
    expect(named([], '2026-12-30T00:00:00Z', '2026-12-31T12:00:00Z')).toEqual(['makeSpeakKey 24323', 'makeSpeakKey 24324']);
    expect(named([24_323, 24_324], '2026-12-30T00:00:00Z', '2026-12-31T12:00:00Z')).toEqual([]);
    expect(named([24_323, 24_324], '2026-12-31T00:00:00Z', '2027-01-01T12:00:00Z')).toEqual(['makeSpeakKey 24325']);
  });
  test('is yesterday’s batch once its day is well over, and no day earlier', () => {
    expect(named([24_322, 24_323], '2026-11-22T00:00:00Z', '2026-11-24T04:59:59Z')).toEqual([]);
    expect(named([24_322, 24_323], '2026-11-22T00:00:00Z', '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
    expect(named([24_322, 24_323], null, '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
    expect(named([24_322, 24_323], '2026-11-01T00:00:00Z', '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
  });
  test('never touches a day that can still be written to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        expect((lastBatch(now) + 1) * 86_400_000 + batchGraceMs).toBeLessThanOrEqual(now);
        expect(lastBatch(now)).toBeLessThan(dayOf(now));
      }),
    );
  });
});

test('months are counted on without a gap, begin where the one before ends, and are collected for ahead', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const month = monthOf(now);
      expect(at(beginningOf(month)) <= now && now < at(beginningOf(month + 1))).toBe(true);
      expect(monthsToCollect(now)).toEqual([month, month + 1]);
    }),
  );
  expect(beginningOf(monthOf(at('2026-11-24T12:00:00Z')))).toBe('2026-11-01T00:00:00Z');
});

test('a thread is deleted about three months after its writer ended it, on a day that does not tell which', () => {
  const end = dayOf(at('2026-11-24T00:00:00Z'));
  const drawn = Array.from({ length: 29 }, (_, n) => deletionOf('writer', end, () => n));
  expect(new Set(drawn).size).toBe(29);
  expect([drawn[0], drawn.at(-1)]).toEqual(['2027-02-08', '2027-03-08']);
  expect(deletionOf('writer', end, (under) => under - 1)).toBe('2027-03-08');
});
