import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchGraceMs, dateOf, dayOf, deletionOf, lastBatch, type SpeakingDue, speakingDue } from '../../shared/escalation/schedule.ts';
import { beginningOf, isMonth, isOver, monthOf, periodsToCollect, yearOf, yearOfMonth } from '../../shared/escalation/speakToken.ts';

const at = (instant: string): number => Date.parse(instant);
const standing = (periods: readonly number[], released: string | null, counted: number | null = 24_330) => ({ periods: new Set(periods), whyMonths: new Set(periods.filter(isMonth)), released: released === null ? null : dayOf(at(released)), counted });
const said = (due: readonly SpeakingDue[]): string[] => due.map(({ job, round }) => `${job} ${job === 'releaseMessages' ? dateOf(round) : round}`);
const named = (periods: readonly number[], released: string | null, now: string, counted?: number | null): string[] => said(speakingDue(standing(periods, released, counted), at(now)));

describe('what is due of speaking up', () => {
  test('are the keys of this month and the next before anybody needs them, and one of the year, and nothing once they are there', () => {
    expect(named([], '2026-12-30T00:00:00Z', '2026-12-31T12:00:00Z')).toEqual(['makeSpeakKey 24323', 'makeSpeakKey 24324', 'makeSpeakKey 2026', 'makeClosingKey 24323', 'makeClosingKey 24324']);
    expect(named([24_323, 24_324, 2026], '2026-12-30T00:00:00Z', '2026-12-31T12:00:00Z')).toEqual([]);
    expect(named([24_323, 24_324, 2026], '2026-12-31T00:00:00Z', '2027-01-01T12:00:00Z')).toEqual(['makeSpeakKey 24325', 'makeSpeakKey 2027', 'makeClosingKey 24325']);
  });
  test('is yesterday’s batch once its day is well over, and no day earlier', () => {
    expect(named([24_322, 24_323, 2026], '2026-11-22T00:00:00Z', '2026-11-24T04:59:59Z')).toEqual([]);
    expect(named([24_322, 24_323, 2026], '2026-11-22T00:00:00Z', '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
    expect(named([24_322, 24_323, 2026], null, '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
    expect(named([24_322, 24_323, 2026], '2026-11-01T00:00:00Z', '2026-11-24T05:00:00Z')).toEqual(['releaseMessages 2026-11-23']);
  });
  test('is a month’s count once it is well over, and once', () => {
    const there = [24_322, 24_323, 2026];
    expect(named(there, '2026-11-29T00:00:00Z', '2026-12-01T04:59:59Z', null)).toEqual(['makeSpeakKey 24324', 'makeClosingKey 24324']);
    expect(named([...there, 24_324], '2026-11-30T00:00:00Z', '2026-12-01T05:00:00Z', null)).toEqual(['closeRound 24322']);
    expect(named([...there, 24_324], '2026-11-30T00:00:00Z', '2026-12-01T05:00:00Z', 24_321)).toEqual(['closeRound 24322']);
    expect(named([...there, 24_324], '2026-11-30T00:00:00Z', '2026-12-01T05:00:00Z', 24_322)).toEqual([]);
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
      expect(periodsToCollect(now)).toEqual([month, month + 1, yearOf(now)]);
      expect(yearOfMonth(month)).toBe(yearOf(now));
      expect([isOver(month, now), isOver(yearOf(now), now), isOver(month - 1, now), isOver(yearOf(now) - 1, now)]).toEqual([false, false, true, true]);
      expect([isMonth(month), isMonth(yearOf(now))]).toEqual([true, false]);
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
