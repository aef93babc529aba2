import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerDueAt, closedQuarters, figureOf, isWithinReach, mayAnswer, ownerOf, owners, quarterOfYear } from '../../shared/time/lostTime.ts';

describe('a lost time', () => {
  test('can be reported on the 28th day after it, and not on the 29th; one still to come as soon as it is taken', () => {
    expect(['2026-10-27', '2026-10-26', '2026-12-24'].map((on) => isWithinReach(on, '2026-11-24'))).toEqual([true, false, true]);
  });

  test('is answered by the end of the seventh working day, past weekends, bank holidays and a change of clocks', () => {
    expect(answerDueAt('2026-11-24T09:00:00Z')).toBe('2026-12-03T17:00:00Z');
    expect(answerDueAt('2026-12-22T09:00:00Z')).toBe('2027-01-05T17:00:00Z');
    expect(answerDueAt('2026-10-22T09:00:00Z')).toBe('2026-11-02T17:00:00Z');
    expect(answerDueAt('2026-03-26T09:00:00Z')).toBe('2026-04-08T16:00:00Z');
  });

  test('goes to the first of the owners of whom none is in it, then to the first that has somebody who is not, and else to nobody', () => {
    const one = (id: string, role: string) => ({ id, roles: ['practitioner', role] });
    const house = [one('maya', 'manager'), one('sian', 'principal'), one('ruth', 'guardian'), one('helen', 'executive'), one('david', 'executive')];
    expect([[], ['maya'], ['sian'], ['sian', 'maya'], ['sian', 'ruth']].map((involved) => ownerOf(house, involved))).toEqual(['principal', 'principal', 'guardian', 'guardian', 'executive']);
    // Of the executives one is in it: the other one reads it.
    expect(ownerOf(house, ['sian', 'ruth', 'helen'])).toBe('executive');
    expect(ownerOf(house, ['sian', 'ruth', 'helen', 'david'])).toBeNull();
    // A second principal comes after owners who have nothing to do with it, and before an executive beside one who has.
    const two = [...house, one('una', 'principal')];
    expect([['sian'], ['sian', 'ruth'], ['sian', 'ruth', 'helen']].map((involved) => ownerOf(two, involved))).toEqual(['guardian', 'executive', 'principal']);
    expect([ownerOf([one('maya', 'manager')], []), ownerOf(house.filter(({ id }) => id !== 'sian'), [])]).toEqual([null, 'guardian']);
  });

  test('is read by somebody wherever it goes to, whoever is in it', () => {
    const person = fc.record({ id: fc.uuid(), roles: fc.uniqueArray(fc.constantFrom('practitioner', 'manager', ...owners), { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(fc.tuple(person, fc.boolean()), { maxLength: 8 }), (those) => {
        const everybody = those.map(([one]) => one);
        const involved = those.flatMap(([{ id }, isIn]) => (isIn ? [id] : []));
        const to = ownerOf(everybody, involved);
        const free = everybody.filter(({ id, roles }) => !involved.includes(id) && roles.some((role) => owners.some((owner) => owner === role)));
        expect(to === null).toBe(free.length === 0);
        if (to !== null) expect(everybody.some((one) => mayAnswer({ to, involved }, one))).toBe(true);
      }),
    );
  });

  test('is read by its owner alone: not by whoever is in it, whatever role they hold, nor by the other owner', () => {
    const report = { to: 'principal', involved: ['maya'] } as const;
    expect(mayAnswer(report, { id: 'sian', roles: ['principal'] })).toBe(true);
    for (const reader of [{ id: 'maya', roles: ['manager', 'principal'] }, { id: 'ruth', roles: ['guardian'] }, { id: 'helen', roles: ['executive'] }]) expect(mayAnswer(report, reader)).toBe(false);
  });
});

describe('figures of a quarter', () => {
  const reported = (at: string, answeredAt: string | null) => ({ report: { at, dueAt: answerDueAt(at) }, answer: answeredAt === null ? null : { at: answeredAt } });

  test('stand when it is over and every answer that it could hold is due, and not a day before', () => {
    expect(closedQuarters('2026-10-08T09:00:00Z', 2)).toEqual(['2026-2', '2026-1']);
    // What is reported in its last minute is due on the 9th; the day after the quarter counts as well.
    expect(closedQuarters('2026-10-09T16:00:01Z', 2)).toEqual(['2026-2', '2026-1']);
    expect(closedQuarters('2026-10-12T16:00:01Z', 2)).toEqual(['2026-3', '2026-2']);
    expect(quarterOfYear('2026-09-30T22:59:00Z')).toBe('2026-3');
    expect(quarterOfYear('2026-09-30T23:01:00Z')).toBe('2026-4');
  });

  test('say nothing of fewer than five, and count an answer a minute late as late', () => {
    const four = Array.from({ length: 4 }, () => reported('2026-08-04T09:00:00Z', '2026-08-13T16:00:00Z'));
    expect(figureOf('2026-3', [...four, reported('2026-06-30T09:00:00Z', null)])).toEqual({ quarter: '2026-3', counts: null });
    expect(figureOf('2026-3', [...four, reported('2026-08-04T09:00:00Z', '2026-08-13T16:01:00Z')])).toEqual({ quarter: '2026-3', counts: { reports: 5, inTime: 4 } });
    expect(figureOf('2026-3', [...four, reported('2026-08-04T09:00:00Z', null)]).counts).toEqual({ reports: 5, inTime: 4 });
  });
});
