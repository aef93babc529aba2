import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { bankHolidays, isWorkingDay, reviewDueAt } from '../../shared/review/workingDays.ts';

test('England’s bank holidays are those the government lists (gov.uk/bank-holidays, read 2026-11)', () => {
  const listed = (year: number) => bankHolidays(year).map((d) => d.toString().slice(5));
  expect(listed(2026)).toEqual(['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']);
  expect(listed(2027)).toEqual(['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']);
  expect(listed(2028)).toEqual(['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26']);
  expect(listed(2022).slice(-2), 'Christmas Day on a Sunday').toEqual(['12-27', '12-26']);
});

test('five working days after a Monday’s close is the Monday after, at the end of work, in local time', () => {
  expect(reviewDueAt('2026-11-30T09:00:00Z')).toBe('2026-12-07T17:00:00Z');
  expect(reviewDueAt('2026-06-01T08:00:00Z')).toBe('2026-06-08T16:00:00Z');
});

test('weekends and bank holidays are none of them', () => {
  expect(reviewDueAt('2026-12-21T09:00:00Z'), 'over Christmas').toBe('2026-12-30T17:00:00Z');
  expect(reviewDueAt('2026-03-30T08:00:00Z'), 'over Easter and the clock change').toBe('2026-04-08T16:00:00Z');
  expect(isWorkingDay(Temporal.PlainDate.from('2026-11-28'))).toBe(false);
});
