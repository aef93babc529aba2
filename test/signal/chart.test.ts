import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assuranceOf, chartOf, type Limits, percent, typeOf } from '../../shared/signal/chart.ts';
import { type Mark, marks, markStretch } from '../../shared/signal/rules.ts';
import { attendances, cases, marksByWindows, nameOf, published, publishedCase } from './reference.ts';

const limitsOf = (y: readonly (number | null)[], options = {}): Limits => {
  const limits = chartOf(y, options).stretches[0]?.limits;
  if (limits == null) throw new Error('no limits');
  return limits;
};
function expectLimits(limits: Limits | null | undefined, { mean, lpl, upl }: { mean?: number; lpl?: number; upl?: number }, digits = 6): void {
  expect(limits?.centre).toBeCloseTo(mean ?? NaN, digits);
  expect(limits?.lower).toBeCloseTo(lpl ?? NaN, digits);
  expect(limits?.upper).toBeCloseTo(upl ?? NaN, digits);
}
const marked = (y: readonly (number | null)[], centre: number, toLimit: number): (Mark | null)[] => {
  const into: (Mark | null)[] = y.map(() => null);
  markStretch(y, null, 0, y.length, { centre, toLimit }, into);
  return into;
};

describe('a process chart agrees with NHSRplotthedots', () => {
  test('on all 48 series', () => expect(cases).toHaveLength(48));

  test.each(cases)('$kind, $n points, screened: $screen, improvement: $direction', ({ y, screen, direction, special, point_type, ...limits }) => {
    const chart = chartOf(y, { screened: screen });
    const drawn = chart.stretches[0]?.limits;
    for (const [ours, theirs] of [[drawn?.centre, limits.mean], [drawn?.lower, limits.lpl], [drawn?.upper, limits.upl]] as const) expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(1e-6);
    expect(chart.marks.map(nameOf)).toEqual(special);
    const types = { usual: 'common_cause', better: 'special_cause_improvement', worse: 'special_cause_concern', high: '', low: '' };
    expect(chart.marks.map((m) => types[typeOf(m, direction === 'increase' ? 'higher' : 'lower')])).toEqual(point_type);
  });

  test('on the limits its own tests and vignettes print', () => {
    const y = publishedCase('rnorm20').y ?? [];
    expectLimits(limitsOf(y), publishedCase('rnorm20'), 5);
    expect(chartOf(y).marks.every((m) => m === null)).toBe(true);
    const spoilt = y.map((v, i) => (i === 14 ? 10 : v));
    expectLimits(limitsOf(spoilt), publishedCase('rnorm20_y15_10_screened'), 5);
    expectLimits(limitsOf(spoilt, { screened: false }), publishedCase('rnorm20_y15_10_unscreened'), 5);
    // In one chart begun anew; their snapshot prints three digits.
    const facets = chartOf(y, { restarts: [10] }).stretches;
    for (const [i, id] of ['facet0', 'facet1'].entries()) {
      const printed = (v: number | undefined): string => (v ?? NaN).toPrecision(3);
      const { mean, lpl, upl } = publishedCase(id);
      expect([facets[i]?.limits?.centre, facets[i]?.limits?.lower, facets[i]?.limits?.upper].map(printed)).toEqual([mean, lpl, upl].map(printed));
    }
  });

  test('on an extreme range, left out or kept', () => {
    const y = publishedCase('outlier18_screened').y ?? [];
    expectLimits(limitsOf(y), publishedCase('outlier18_screened'), 2);
    expect(chartOf(y).marks.map(nameOf).flatMap((m, i) => (m === 'Common Cause' ? [] : [[i + 1, m]]))).toEqual([[5, 'Above UCL']]);
    const { mean, lpl, upl } = publishedCase('outlier18_unscreened');
    const kept = limitsOf(y, { screened: false });
    for (const [ours, theirs] of [[kept.centre, mean], [kept.lower, lpl], [kept.upper, upl]]) expect(Math.abs((ours ?? NaN) - (theirs ?? NaN))).toBeLessThan(0.006);
  });

  test('on its tables of windows', () => {
    const rules = published.runs_rules_unit_cases;
    for (const { y, out } of rules.seven_point_trend) {
      const ends = out.flatMap((o, i) => (o === 0 ? [] : Array.from({ length: 7 }, (_, k) => i - k)));
      expect(marked(y, 1000, 2000).flatMap((m, i) => (m?.rule === 'trend' ? [i] : []))).toEqual([...new Set(ends)].sort((a, b) => a - b));
    }
    for (const { rel, out } of rules.seven_one_side) {
      const ends = out.flatMap((o, i) => (o === 0 ? [] : Array.from({ length: 7 }, (_, k) => i - k)));
      expect(marked(rel, 0, 5).flatMap((m, i) => (m?.rule === 'shift' ? [i] : []))).toEqual([...new Set(ends)].sort((a, b) => a - b));
    }
    // Theirs say which points stand in such a window; of those, the close ones are flagged.
    for (const { close, rel, out } of rules['two_in_three(close,relative)']) {
      const y = close.map((c, i) => (rel[i] ?? 0) * (c === 1 ? 0.8 : 0.1));
      expect(marked(y, 0, 1).map((m) => Number(m?.rule === 'two-of-three'))).toEqual(out.map((o, i) => o * (close[i] ?? 0)));
    }
  });

  test('on targets', () => {
    const { target, rows, increase, decrease } = published.assurance_unit_cases;
    const theirs = { always: 'consistent_pass', never: 'consistent_fail', 'by-chance': 'inconsistent' } as const;
    const told = (better: 'higher' | 'lower' | null) => rows.map(([lower, upper]) => assuranceOf({ centre: (lower + upper) / 2, lower, upper, nearLower: lower, nearUpper: upper }, target, better));
    expect(told('higher').map((a) => a && theirs[a])).toEqual(increase);
    expect(told('lower').map((a) => a && theirs[a])).toEqual(decrease);
    expect(told(null)).toEqual([null, null, null]);
  });
});

describe('the A&E data', () => {
  test('RJZ’s four-hour breaches have the limits and the flagged points that the package shows', () => {
    const y = attendances.filter((r) => r.org === 'RJZ' && r.type === '1').sort((a, b) => (a.period < b.period ? -1 : 1)).map((r) => r.breaches);
    const theirs = publishedCase('RJZ_type1_breaches');
    expect(y).toEqual(theirs.y);
    expectLimits(limitsOf(y), theirs);
    expect(chartOf(y).marks.map(nameOf)).toEqual(theirs.point_types_recomputed);
  });

  test('England’s attendances, begun anew each April, have a year’s limits each and nothing that stands out', () => {
    const months = [...Map.groupBy(attendances, (r) => r.period)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, rows]) => ({ period, sum: rows.reduce((n, r) => n + r.attendances, 0) }));
    const restarts = ['2017-04-01', '2018-04-01'].map((date) => months.findIndex((m) => m.period === date));
    // Twelve points a year: the package's own rules, which it keeps to however short.
    for (const provisionalUnder of [0, 13]) {
      const chart = chartOf(months.map((m) => m.sum), { restarts, provisionalUnder });
      expect(chart.stretches.map((s) => [s.from, s.to])).toEqual([[0, 12], [12, 24], [24, 36]]);
      for (const [i, limits] of (publishedCase('England_total_rebased_12').limits_recomputed ?? []).entries()) expectLimits(chart.stretches[i]?.limits, limits, 5);
      expect(chart.marks.every((m) => m === null)).toBe(true);
      expect(chart.stretches.map((s) => s.provisional)).toEqual(Array.from({ length: 3 }).fill(provisionalUnder === 13));
    }
  });

  test('every organisation’s series is marked in one pass as by looking at every window', () => {
    let points = 0;
    for (const rows of Map.groupBy(attendances, (r) => `${r.org} ${r.type}`).values()) {
      rows.sort((a, b) => (a.period < b.period ? -1 : 1));
      for (const measure of ['attendances', 'breaches', 'admissions'] as const) {
        const y = rows.map((r) => r[measure]);
        const chart = chartOf(y, { provisionalUnder: 0 });
        const limits = chart.stretches[0]?.limits;
        if (limits == null || limits.upper === limits.lower) continue;
        expect(chart.marks.map(nameOf)).toEqual(marksByWindows(y, limits.centre, limits.upper - limits.centre));
        points += y.length;
      }
    }
    expect(points).toBeGreaterThan(20_000);
  });
});

/** Few different values, so that ties, points on the line and gaps are common. */
const value = fc.integer({ min: 0, max: 20 }).map((n) => n * 5);
const gappy = fc.array(fc.option(value, { nil: null, freq: 8 }), { maxLength: 60 });

describe('beyond that program', () => {
  test('marks made in one pass are those of every window, with ties and gaps', () => {
    fc.assert(fc.property(gappy, fc.integer({ min: 20, max: 80 }), fc.integer({ min: 1, max: 50 }), (y, centre, toLimit) => {
      expect(marked(y, centre, toLimit).map(nameOf)).toEqual(marksByWindows(y, centre, toLimit));
    }), { numRuns: 500 });
  });

  test('a gap is no point: it has no mark and no moving range, and breaks what was going on', () => {
    const high = [80, 80, 80, 80, 80, 80, 80];
    const low = [20, 30, 20, 30, 20, 30, 20];
    expect(chartOf([...low, ...high]).marks.slice(7).map(nameOf)).not.toContain('Common Cause');
    const broken = chartOf([...low, ...high.slice(0, 3), null, ...high.slice(3)]);
    expect(broken.marks.slice(7).map((m) => m?.rule)).not.toContain('shift');
    expect(broken.marks[10]).toBeNull();
    // Ranges 10 within, none of 60 across.
    const across = [20, 30, 20, 30, null, 90, 80, 90, 80];
    expect(limitsOf(across, { provisionalUnder: 0 })).toMatchObject({ centre: 55, upper: 55 + 26.6, lower: 55 - 26.6 });
    const rising = [10, 20, 30, 40, 50, 60, 70];
    expect(marked(rising, 1000, 2000).every((m) => m?.rule === 'trend')).toBe(true);
    expect(marked([10, 20, 30, null, 40, 50, 60, 70], 1000, 2000).every((m) => m === null)).toBe(true);
  });

  test('a constant series has limits, equal to its centre, and nothing fires', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((v) => v + 0), fc.integer({ min: 1, max: 120 }), fc.boolean(), (v, n, screened) => {
        const chart = chartOf(Array.from({ length: n }, () => v), { screened });
        expect(chart.stretches[0]?.limits).toEqual({ centre: v, lower: v, upper: v, nearLower: v, nearUpper: v });
        expect(chart.marks.every((m) => m === null)).toBe(true);
      }),
    );
  });

  test('limits of shares are drawn within 0 and 100, and no point is marked by that', () => {
    fc.assert(
      fc.property(gappy, (y) => {
        const drawn = chartOf(y, { within: percent });
        expect(drawn.marks).toEqual(chartOf(y).marks);
        for (const { limits } of drawn.stretches) for (const line of Object.values(limits ?? {})) expect(line >= 0 && line <= 100).toBe(true);
      }),
    );
    // As computed the limit lies under 0: what reads 0 is not outside it, nor close to it.
    const chart = chartOf(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0 : 30)), { within: percent });
    expect(chart.stretches[0]?.limits?.lower).toBe(0);
    expect(chart.marks.every((m) => m === null)).toBe(true);
  });

  test('a stretch begun anew knows nothing of the one before', () => {
    fc.assert(
      fc.property(gappy, gappy, (a, b) => {
        const whole = chartOf([...a, ...b], { restarts: [a.length] });
        expect(whole.marks).toEqual([...chartOf(a).marks, ...chartOf(b).marks]);
        expect(whole.stretches.map((s) => s.limits)).toEqual([...chartOf(a).stretches, ...chartOf(b).stretches].map((s) => s.limits));
      }),
    );
  });

  test('limits fixed to the first points stay where those put them', () => {
    const first = [40, 50, 45, 55, 40, 50, 45, 55, 40, 50, 45, 55, 40];
    const fixed = chartOf([...first, null, 90, 95, 90], { fixedTo: first.length });
    expect(fixed.stretches[0]?.limits).toEqual(limitsOf(first));
    expect(fixed.marks.slice(-3).map(nameOf)).toEqual(['Above UCL', 'Above UCL', 'Above UCL']);
  });

  test('a rounded figure counts as beyond a line only where everything it stands for is', () => {
    const quiet = Array.from({ length: 13 }, () => 50);
    const halfWidths = (y: readonly number[]) => y.map(() => 5);
    const nudged = [...quiet, 60];
    // Unrounded, a first move of any size after standing still is outside.
    expect(chartOf(nudged).marks.at(-1)).toBe(marks.high.outside);
    // To the nearest 10, it may be 54.9 and 55.1.
    expect(chartOf(nudged, { halfWidths: halfWidths(nudged) }).marks.at(-1)).toBeNull();
    const moved = [...quiet, 80];
    expect(chartOf(moved, { halfWidths: halfWidths(moved) }).marks.at(-1)).toBe(marks.high.outside);
    const near = Array.from({ length: 20 }, (_, i) => (i < 10 ? 38 : 48) + (i % 2) * 4);
    expect(chartOf(near).marks.at(-1)?.rule).toBe('shift');
    expect(chartOf(near, { halfWidths: halfWidths(near) }).marks.at(-1)).toBeNull();
  });

  test('a move is one where neither figure may be the other', () => {
    const edges = [50, 45, 40, 35, 30, 25, 20];
    const into: (Mark | null)[] = edges.map(() => null);
    // Seven rounds "under" an edge that comes down as more answer: nothing is known to fall.
    markStretch(edges.map((e) => e / 2), edges.map((e) => e / 2), 0, 7, { centre: 50, toLimit: 1000 }, into);
    expect(into.map((m) => m?.rule ?? null)).not.toContain('trend');
    const y = [15, 30, 35, 40, 45, 50, 55];
    markStretch(y, y.map((_, i) => (i === 0 ? 15 : 2.5)), 0, 7, { centre: 50, toLimit: 1000 }, into);
    expect(into.every((m) => m?.rule === 'trend')).toBe(true);
  });

  test('what two rounds at the same edge can hide counts as a range', () => {
    const y = Array.from({ length: 20 }, () => 15);
    const limits = limitsOf(y, { halfWidths: y.map(() => 15) });
    // Two values anywhere from 0 to 30 are 10 apart on average.
    expect(limits.upper - limits.centre).toBeCloseTo(26.6, 9);
    const apart = [20, 40, 20, 40];
    expect(limitsOf(apart, { halfWidths: [2.5, 2.5, 2.5, 2.5] })).toEqual(limitsOf(apart));
  });

  test('the expected range of two roundings is the mean distance of what they stand for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (apart, a, b) => {
        const limits = limitsOf([0, apart], { halfWidths: [a, b] });
        const steps = 60;
        let sum = 0;
        for (let i = 0; i < steps; i++) for (let k = 0; k < steps; k++) sum += Math.abs(apart + b * ((2 * k + 1) / steps - 1) - a * ((2 * i + 1) / steps - 1));
        expect((limits.upper - limits.centre) / 2.66).toBeCloseTo(sum / steps ** 2, 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('whatever is charted', () => {
  const anything = fc.record({
    y: fc.array(fc.option(fc.oneof(value, fc.double({ min: 0, max: 100, noNaN: true })), { nil: null }), { maxLength: 40 }),
    restarts: fc.array(fc.integer({ min: -3, max: 50 }), { maxLength: 4 }).map((r) => r.sort((a, b) => a - b)),
    fixedTo: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
    width: fc.constantFrom(0, 2.5, 15),
  });
  test('every line is a number, stretches follow each other without a gap, and only shown points are marked', () => {
    fc.assert(
      fc.property(anything, ({ y, restarts, fixedTo, width }) => {
        const chart = chartOf(y, { restarts, halfWidths: y.map(() => width), within: percent, ...(fixedTo === undefined ? {} : { fixedTo }) });
        expect(chart.stretches.flatMap((s) => [s.from, s.to])).toEqual(chart.stretches.flatMap((s, i) => [i === 0 ? 0 : (chart.stretches[i - 1]?.to ?? 0), s.to]));
        expect(chart.stretches.at(-1)?.to ?? 0).toBe(y.length);
        for (const { limits, shown, from, to } of chart.stretches) {
          expect(limits === null).toBe(shown === 0);
          expect(to).toBeGreaterThan(from);
          for (const line of Object.values(limits ?? {})) expect(Number.isFinite(line)).toBe(true);
        }
        chart.marks.forEach((m, i) => expect(m === null || (y[i] ?? null) !== null).toBe(true));
      }),
      { numRuns: 400 },
    );
  });
});
