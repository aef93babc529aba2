import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Availability, clashesOf } from '../../shared/time/availability.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import type { Hours } from '../../shared/time/person.ts';
import { fullTime } from './someone.ts';
import { wallOf } from '../../web/src/ui/wallClock.ts';

const mornings: Hours = { from: '08:00', to: '12:30' };
const works = (person: string, hours?: (Hours | null)[]): Availability => ({ person, pattern: { ...fullTime, ...(hours === undefined ? {} : { hours }) }, absences: [], employedFrom: '2020-01-01', employedTo: null, sessions: [], duty: [], busy: [] });
const week = (hours: Hours | null): (Hours | null)[] => [hours, hours, hours, hours, hours, null, null];
const at = (day: string, from: string, to: string) => ({ start: `${day}T${from}:00Z`, end: `${day}T${to}:00Z` });
const starts = (all: readonly Availability[], minutes = 90, after = '2026-11-02T10:00:00Z') => nextFree(all, { minutes, after, days: 14, most: 3 }).map(({ start }) => start.slice(0, 16));

describe('somebody who works in the mornings', () => {
  const ada = works('ada', week(mornings));

  test('is offered the mornings, from when they begin, and no afternoon', () => {
    expect(starts([ada])).toEqual(['2026-11-02T10:00', '2026-11-03T08:00', '2026-11-04T08:00']);
    expect(starts([ada], 90, '2026-11-02T11:15:00Z')).toEqual(['2026-11-03T08:00', '2026-11-04T08:00', '2026-11-05T08:00']);
    expect(starts([ada], 271)).toEqual([]);
  });

  test('meets others in the hours that all of them work; of whom none are known, in those of most', () => {
    expect(starts([ada, works('ben')])).toEqual(['2026-11-02T10:00', '2026-11-03T09:00', '2026-11-04T09:00']);
    expect(starts([ada, works('cy', week({ from: '13:00', to: '19:00' }))])).toEqual([]);
    expect(starts([works('ada', [mornings, null, null, null, null, null, null]), works('ben')], 240)).toEqual(['2026-11-03T09:00', '2026-11-04T09:00', '2026-11-05T09:00']);
  });

  test('is said not to work then, and nothing else, where an afternoon is booked', () => {
    const clash = (slot: { start: string; end: string }) => clashesOf(slot, [ada, works('ben')]).map((c) => `${c.person} ${c.with}`);
    expect([clash(at('2026-11-03', '16:00', '17:00')), clash(at('2026-11-03', '12:00', '13:00')), clash(at('2026-11-03', '07:30', '08:30'))]).toEqual([['ada off-hours'], ['ada off-hours'], ['ada off-hours']]);
    expect([clash(at('2026-11-03', '11:00', '12:30')), clash(at('2026-11-07', '10:00', '11:00'))]).toEqual([[], ['ada day-off', 'ben day-off']]);
  });

  test('works by the clock on the wall, in summer and in winter', () => {
    expect(clashesOf(at('2026-07-07', '07:00', '08:00'), [ada])).toEqual([]);
    expect(clashesOf(at('2026-11-03', '07:00', '08:00'), [ada])).toHaveLength(1);
  });
});

test('nothing is offered on a bank holiday, and a time on one is in nobody’s way', () => {
  const ada = works('ada');
  expect(starts([ada], 90, '2026-12-24T12:00:00Z')).toEqual(['2026-12-24T12:00', '2026-12-29T09:00', '2026-12-30T09:00']);
  expect(clashesOf(at('2026-12-25', '10:00', '11:30'), [ada])).toEqual([]);
});

test('whatever hours people work, what is offered to them is in the way of nobody’s', () => {
  const hour = fc.integer({ min: 0, max: 46 }).map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
  const hours = fc.option(fc.tuple(hour, hour).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })));
  let offered = 0;
  fc.assert(
    fc.property(fc.array(fc.array(hours, { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 3 }), fc.constantFrom(15, 60, 90), fc.constantFrom('2026-10-22T03:10:00Z', '2026-03-27T12:00:00Z', '2026-11-02T10:00:00Z'), (all, minutes, after) => {
      const people = all.map((one, i) => works(`p${i}`, one));
      for (const slot of nextFree(people, { minutes, after, days: 10, most: 5 })) {
        offered += 1;
        expect(clashesOf(slot, people)).toEqual([]);
        expect(wallOf(slot.start).day).toBe(wallOf(slot.end).day);
      }
    }),
  );
  expect(offered).toBeGreaterThan(20);
});
