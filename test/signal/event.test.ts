import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bank } from '../../shared/pulse/question.ts';
import { refusals, tellBeforeAndAfter, tellSide } from '../../shared/signal/catalogue.ts';
import { beforeAndAfter, type Event, event, firstAfter, placed, restartsOf } from '../../shared/signal/event.ts';
import { chartOfSeries, findingOf } from '../../shared/signal/finding.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { closesAt, rounds, type Said } from './releases.ts';

const reorganisation: Event = { v: 1, id: 'reorganisation-1', at: { round: 4 }, kind: 'reorganisation', groups: ['northside'], text: 'Moved to the new building', by: 'Helen Marsh', restartsLimits: true, addedAt: '2026-03-01T09:00:00Z' };
const times = [1, 2, 3, 4, 5].map((round) => ({ round, opensAt: closesAt(round - 1), closesAt: closesAt(round) }));
const seriesWith = (said: readonly Said[]) => seriesOf(rounds(said), 'values')[0]!;
const values = bank.find((q) => q.id === 'values')!;

describe('an event', () => {
  test('is accepted as it is kept, by round or by instant', () => {
    expect(event.parse(reorganisation)).toEqual(reorganisation);
    expect(event.parse({ ...reorganisation, groups: 'all', at: { instant: closesAt(2) } }).at).toEqual({ instant: closesAt(2) });
  });

  test.each([
    ['both a round and an instant', { at: { round: 4, instant: closesAt(2) } }],
    ['neither', { at: {} }],
    ['a kind that is not listed', { kind: 'party' }],
    ['no reason', { text: '  ' }],
    ['nobody who added it', { by: '' }],
    ['no group', { groups: [] }],
    ['a group that could not be one', { groups: ['../northside'] }],
    ['round 0', { at: { round: 0 } }],
  ])('is refused with %s', (_, wrong) => expect(event.safeParse({ ...reorganisation, ...wrong }).success).toBe(false));

  test('by instant stands in the first round that closes after it', () => {
    expect(placed({ ...reorganisation, at: { instant: closesAt(2) } }, times, ['northside'])).toEqual({ round: 3 });
    expect(placed({ ...reorganisation, at: { instant: new Date(Date.parse(closesAt(2)) - 1).toISOString() } }, times, ['northside'])).toEqual({ round: 2 });
    expect(placed(reorganisation, [...times].reverse(), ['northside'])).toEqual({ round: 4 });
  });

  test('outside the rounds, or of a group that is not there, is refused by name', () => {
    const place = (at: Event['at'], groups: Event['groups'] = 'all', of = times) => placed({ at, groups }, of, ['northside']);
    expect(place({ round: 6 })).toEqual({ refused: 'after-the-last-round' });
    expect(place({ round: 1 }, 'all', times.slice(2))).toEqual({ refused: 'before-the-first-round' });
    expect(place({ instant: new Date(Date.parse(closesAt(0)) - 1).toISOString() })).toEqual({ refused: 'before-the-first-round' });
    expect(place({ instant: closesAt(0) })).toEqual({ round: 1 });
    expect(place({ instant: closesAt(5) })).toEqual({ refused: 'after-the-last-round' });
    expect(place({ round: 1 }, 'all', [])).toEqual({ refused: 'no-rounds-yet' });
    expect(place({ round: 1 }, ['southside'])).toEqual({ refused: 'no-such-group' });
    for (const text of Object.values(refusals)) expect(text).toMatch(/^(there|it) /);
  });

  test('restarts the limits of the groups it touches, and of no other', () => {
    const series = seriesWith([20, 20, 20, 80, 80]);
    expect(restartsOf(series, [reorganisation])).toEqual([3]);
    expect(chartOfSeries(series, [reorganisation]).stretches.map((s) => s.limits?.centre)).toEqual([20, 80]);
    expect(restartsOf({ ...series, group: 'moorland' }, [reorganisation])).toEqual([]);
    expect(restartsOf({ ...series, group: 'moorland' }, [{ ...reorganisation, groups: 'all' }])).toEqual([3]);
    expect(restartsOf(series, [{ ...reorganisation, restartsLimits: false }])).toEqual([]);
    expect(restartsOf(series, [{ ...reorganisation, at: { round: 1 } }, { ...reorganisation, at: { round: 9 } }])).toEqual([]);
    expect(restartsOf(series, [{ ...reorganisation, at: { round: 5 } }, reorganisation, reorganisation])).toEqual([3, 4]);
    expect(firstAfter(series, { at: { instant: closesAt(3) } })).toBe(3);
  });
});

describe('before and after', () => {
  const at = { at: { round: 11 } };
  const low = [20, 30, 25, 35, 20, 30, 25, 35, 20, 30];

  test('each has its rounds, its centre line and limits, and who answered', () => {
    const { before, after } = beforeAndAfter(seriesWith([...low, ...low.map((v) => v + 40)]), at);
    expect(before).toMatchObject({ rounds: 10, from: 1, to: 10, limits: { centre: 27 }, provisional: true, answered: { atLeast: 8, atMost: 15 } });
    expect(after).toMatchObject({ rounds: 10, from: 11, to: 20, limits: { centre: 67 } });
  });

  test('a move beyond the ups and downs is concluded, either way, and its cause is not', () => {
    const up = beforeAndAfter(seriesWith([...low, ...low.map((v) => v + 40)]), at);
    expect(up.concluded).toBe('higher');
    expect(beforeAndAfter(seriesWith([...low.map((v) => v + 40), ...low]), at).concluded).toBe('lower');
    expect(tellBeforeAndAfter(up, values)).toEqual({
      can: 'Since then, more people had to act against their own judgement a few times or more than before, by more than the usual ups and downs.',
      cannot: 'Whether the event is the reason cannot be told from this: other things happened too, and those who answered may be others.',
    });
    expect([up.before, up.after].map(tellSide)).toEqual([
      { figure: 'about 27 %', restsOn: 'over ten rounds, 8–15 answering: few rounds' },
      { figure: 'about 67 %', restsOn: 'over ten rounds, 8–15 answering: few rounds' },
    ]);
  });

  test('a small move is not concluded, nor that there was none', () => {
    const told = beforeAndAfter(seriesWith([...low, ...low.map((v) => v + 5)]), at);
    expect(told.concluded).toBe('no-clear-change');
    expect(tellBeforeAndAfter(told, values).cannot).toContain('a small change may not show');
    // Steady to the last digit, and moved by less than the figures are rounded to.
    expect(beforeAndAfter(seriesWith([...low.map(() => 30), ...low.map((_, i) => (i === 0 ? 35 : 30))]), at).concluded).toBe('no-clear-change');
  });

  test('too few rounds on a side say nothing', () => {
    expect(beforeAndAfter(seriesWith([...low, 80, 80, 80, 80, 80]), at).concluded).toBe('too-short');
    const none = beforeAndAfter(seriesWith(low), at);
    expect(none).toMatchObject({ concluded: 'too-short', after: { rounds: 0, limits: null, answered: null } });
    expect(tellBeforeAndAfter(none, values).can).toBe('Nothing can be said yet: six rounds on each side are needed.');
    expect(tellSide(none.after)).toEqual({ figure: 'nothing shown', restsOn: '' });
  });

  test('never says of a group whose line is steady all along that it moved', () => {
    const said = (level: number) => fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: level - 2, max: level + 2 }).map((n): Said => n * 5) }, { weight: 1, arbitrary: fc.constant<Said>('too-few') }), { minLength: 6, maxLength: 14 });
    let steady = 0;
    fc.assert(
      fc.property(said(7), said(9), (before, after) => {
        const series = seriesWith([...before, ...after]);
        const finding = findingOf(series, chartOfSeries(series), values);
        if (finding.kind !== 'steady' || finding.stoodOutUpTo !== null) return;
        steady += 1;
        expect(beforeAndAfter(series, { at: { round: before.length + 1 } }).concluded).toMatch(/^(no-clear-change|too-short)$/);
      }),
      { numRuns: 2000 },
    );
    expect(steady).toBeGreaterThan(100);
  });

  test('whatever the series, no sentence holds anything but words and numbers', () => {
    const said = fc.oneof<fc.Arbitrary<Said>[]>(fc.integer({ min: 3, max: 17 }).map((n) => n * 5), fc.constantFrom('under', 'over', 'too-few', 'not-asked'));
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 35 }), (all, round) => {
        const told = beforeAndAfter(seriesWith(all), { at: { round } });
        const { can, cannot } = tellBeforeAndAfter(told, values);
        expect(JSON.stringify([can, cannot, tellSide(told.before), tellSide(told.after)])).not.toMatch(/NaN|undefined|Infinity|null|object/);
        expect(told.before.rounds + told.after.rounds).toBe(seriesWith(all).points.filter((p) => p.value !== null).length);
      }),
    );
  });
});
