import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Marked } from '../../shared/signal/event.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { flagsOf, placesOf } from '../../web/src/pages/events/flags.ts';
import { box, markAt, pathOf, xOf, yOf } from '../../web/src/pages/readingRoom/littleLine.ts';
import { hiddenRelease, shown } from './sample.ts';

const marked = (round: number, n: number, takenBack = false): Marked => ({
  event: { v: 1, id: `${String(round).padStart(8, '0')}-000${n}`, at: { round }, kind: 'other', groups: 'all', text: 'Something.', by: 'Mia', restartsLimits: false, addedAt: '2026-02-02T09:00:00Z' },
  round,
  takenBack: takenBack ? { text: 'No.', by: 'Mia', at: '2026-02-03T09:00:00Z' } : null,
});
const series = seriesOf([4, 5, 6, 7].map((round) => shown(round, 40)), 'values')[0]!;

describe('flags', () => {
  test('are numbered as things happened, and what was taken back has none', () => {
    expect(flagsOf([marked(6, 2), marked(6, 1), marked(5, 1, true), marked(4, 1)]).map((f) => [f.number, f.event.id])).toEqual([[1, '00000004-0001'], [2, '00000006-0001'], [3, '00000006-0002']]);
  });

  test('stand before the first round that counts as after; several at one place share it; what lies outside a line has no place in it', () => {
    expect(placesOf(series, flagsOf([marked(2, 1), marked(6, 1), marked(6, 2), marked(9, 1)]))).toEqual([{ at: 2, numbers: [2, 3] }]);
  });
});

describe('a little line', () => {
  test('stays in its box whatever the figures are, and all are on one scale', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 15, max: 85 })), { minLength: 1, maxLength: 10 }), (values) => {
        const rounds = values.map((_, i) => i + 1);
        const points = seriesOf(values.map((v, i) => (v === null ? hiddenRelease(i + 1, 'too-few') : shown(i + 1, v))), 'values')[0]!.points;
        const path = pathOf(points, rounds);
        expect(path).not.toMatch(/NaN|undefined/);
        for (const [, x, y] of path.matchAll(/[ML](\S+) ([\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(box.width);
          expect(Number(y)).toBeGreaterThanOrEqual(yOf(100));
          expect(Number(y)).toBeLessThanOrEqual(yOf(0));
        }
        // A gap is gone over by no line.
        expect(path.match(/M/g)?.length ?? 0).toBe(values.filter((v, i) => v !== null && (values[i - 1] ?? null) === null).length);
      }),
    );
  });

  test('its newest round is at the right whether there is one or ten, and better, worse and as usual have shapes of their own', () => {
    expect([xOf(0, 1), xOf(9, 10)]).toEqual([box.width - box.pad, box.width - box.pad]);
    expect(new Set((['better', 'worse', null] as const).map((d) => markAt(10, 10, d))).size).toBe(3);
  });
});
