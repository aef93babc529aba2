import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fineness } from '../../shared/disclosure/grain.ts';
import { seriesOf, standsFor } from '../../shared/signal/series.ts';
import { closesAt, released, rounds } from './releases.ts';

const only = (of: ReturnType<typeof seriesOf>) => {
  expect(of).toHaveLength(1);
  return of[0]!;
};

describe('a series', () => {
  test('is a group’s published figures in order of rounds, whatever order they came in', () => {
    const series = only(seriesOf(rounds([20, 'under', 'over', 35]).reverse(), 'values'));
    expect(series).toMatchObject({ id: 'northside@1', group: 'northside', name: 'Northside', kind: 'cohort', question: 'values', current: true, follows: [], followedBy: [] });
    expect(series.points.map((p) => [p.round, p.at, p.value])).toEqual([[1, closesAt(1), 20], [2, closesAt(2), 7.5], [3, closesAt(3), 92.5], [4, closesAt(4), 35]]);
    expect(series.points.every((p) => p.hidden === null && p.answered?.atLeast === 8)).toBe(true);
  });

  test('has a point without a value where nothing is shown, and says why', () => {
    const { points } = only(seriesOf(rounds([20, 'too-few', 'withheld', 'few-answered-this', 'not-asked', 30]), 'values'));
    expect(points.map((p) => p.hidden)).toEqual([null, 'too-few', 'withheld', 'too-few', 'not-asked', null]);
    expect(points.map((p) => p.value)).toEqual([20, null, null, null, null, 30]);
    expect(points.every((p) => p.value !== null || (p.share === null && p.answered === null && p.halfWidth === 0))).toBe(true);
  });

  test('begins anew after a round in which its teams were asked otherwise, though it is read alone', () => {
    const all = seriesOf([released(1, 20), released(4, 25)], 'values');
    expect(all.map((s) => [s.id, s.points.length, s.current, s.follows])).toEqual([['northside@1', 1, false, []], ['northside@4', 1, true, ['northside@1']]]);
  });

  test('draws a share in the middle of what it stands for, and never leaves that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 50 }), fc.constantFrom('under' as const, 'over' as const), (edge, side) => {
        const { value, halfWidth } = standsFor({ percent: side === 'under' ? edge : 100 - edge, edge: side });
        expect([value - halfWidth, value + halfWidth]).toEqual(side === 'under' ? [0, edge] : [100 - edge, 100]);
      }),
    );
    expect(standsFor({ percent: 45, edge: null })).toEqual({ value: 45, halfWidth: 2.5 });
  });

  test('knows what a share was rounded to from how many answered', () => {
    const widthAt = (atLeast: number, atMost: number, kind: 'cohort' | 'service') => only(seriesOf(rounds([40], { kind, answered: { atLeast, atMost } }), 'values')).points[0]?.halfWidth;
    for (const [n, most] of [[8, 13], [8, 17], [8, 22], [18, 22], [20, 30], [60, 80]] as const) {
      const fine = fineness(n, most, 8);
      expect(widthAt(fine?.band.atLeast ?? 0, fine?.band.atMost ?? 0, 'cohort')).toBe((fine?.grain.step ?? 0) / 2);
    }
    expect([widthAt(8, 13, 'cohort'), widthAt(8, 13, 'service')]).toEqual([5, 2.5]);
    // Beside an edge, where a half cell is one with the next: from 30 to 37.5 %.
    const beside = only(seriesOf(rounds([35], { kind: 'cohort', answered: { atLeast: 8, atMost: 15 } }), 'values')).points[0];
    expect([beside?.value, beside?.halfWidth]).toEqual([35, 5]);
  });

  test('merged teams begin a new one that follows both, and nothing is cast back', () => {
    const merged = { group: 'harbour+sensory', name: 'Harbour and Sensory support' };
    const all = seriesOf([...rounds([20, 25], { group: 'harbour', name: 'Harbour' }), ...rounds([30, 35], { group: 'sensory', name: 'Sensory support' }), ...rounds([40, 45], { ...merged, first: 3 })], 'values');
    expect(all.map((s) => [s.id, s.current, s.follows, s.followedBy])).toEqual([
      ['harbour@1', false, [], ['harbour+sensory@3']],
      ['harbour+sensory@3', true, ['harbour@1', 'sensory@1'], []],
      ['sensory@1', false, [], ['harbour+sensory@3']],
    ]);
    expect(all.find((s) => s.group === 'harbour+sensory')?.points.map((p) => p.round)).toEqual([3, 4]);
  });

  test('split teams begin one each, and a team that comes back as it was begins anew', () => {
    const releases = [...rounds([20, 25], { group: 'a' }), ...rounds([30], { group: 'a+b', first: 3 }), ...rounds([40, 45], { group: 'a', first: 4 }), ...rounds([50, 55], { group: 'b', first: 4 })];
    expect(seriesOf(releases, 'values').map((s) => [s.id, s.follows, s.followedBy])).toEqual([
      ['a@1', [], ['a+b@3']],
      ['a@4', ['a+b@3'], []],
      ['a+b@3', ['a@1'], ['a@4', 'b@4']],
      ['b@4', ['a+b@3'], []],
    ]);
  });

  test('a closed team’s ends, and a service that lost it begins anew', () => {
    const service = { group: 'service-adults', kind: 'service' as const, name: 'Adults' };
    const releases = [...rounds([20, 25], { group: 'a' }), ...rounds([20, 25, 30, 35], { group: 'b' }), ...rounds([20, 25], { ...service, teams: ['a', 'b'] }), ...rounds([30, 35], { ...service, teams: ['b'], first: 3 })];
    expect(seriesOf(releases, 'values').map((s) => [s.id, s.current, s.follows])).toEqual([['a@1', false, []], ['b@1', true, []], ['service-adults@1', false, []], ['service-adults@3', true, ['service-adults@1']]]);
  });

  test('goes on under another name, and in whatever order its teams are listed', () => {
    const series = only(seriesOf([released(1, 20, { teams: ['a', 'b'] }), released(2, 25, { teams: ['b', 'a'], name: 'Northside and Harbour' })], 'values'));
    expect(series).toMatchObject({ name: 'Northside and Harbour', teams: ['a', 'b'] });
  });

  test('of no releases there is none; the same release twice is one point', () => {
    expect(seriesOf([], 'values')).toEqual([]);
    expect(only(seriesOf([released(1, 20), released(1, 20)], 'values')).points).toHaveLength(1);
  });
});
