import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inReadingOrder } from '../../web/src/pages/readingRoom/readingOrder.ts';
import { spread } from '../../web/src/pages/readingRoom/spread.ts';
import { gapsOf } from '../../web/src/pages/group/gaps.ts';
import { answered, percent, sentence, shareIn, whyHidden } from '../../web/src/ui/share.ts';
import { hiddenRelease, share, shown } from './sample.ts';

test('every hidden round is in exactly one gap, and no other is', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { maxLength: 40 }), (values) => {
      const gaps = gapsOf(values);
      const hidden = gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(hidden).toEqual(values.flatMap((value, at) => (value === null ? [at] : [])));
      for (const [i, gap] of gaps.entries()) expect(gap.from).toBeGreaterThan((gaps[i - 1]?.to ?? -2) + 1);
    }),
  );
});

describe('words for figures', () => {
  test('extremes are said no finer than they are published', () => {
    const says = 'often had room in their head for another person';
    expect(sentence(share(30), says)).toBe('30\u00A0% often had room in their head for another person');
    expect(sentence(share(15, 'under'), says)).toBe('Fewer than 15\u00A0% often had room in their head for another person');
    expect(sentence(share(85, 'over'), says)).toBe('More than 85\u00A0% often had room in their head for another person');
    expect(percent(share(15, 'under'))).toBe('under 15\u00A0%');
    expect(answered({ atLeast: 12, atMost: 15 })).toBe('12 to 15 answered');
  });

  test('whatever is not shown says why', () => {
    const [withheld, few] = [hiddenRelease(3, 'withheld'), hiddenRelease(3, 'too-few')].map((r) => shareIn(r, 'values'));
    expect([withheld?.hidden, few?.hidden]).toEqual(['withheld', 'too-few']);
    const one = shown(3, 40);
    if (one.figures !== null) one.figures.shares['values'] = null;
    expect(shareIn(one, 'values')).toEqual({ share: null, hidden: 'question' });
    expect(shareIn(one, 'headroom')).toEqual({ share: share(40), hidden: null });
    for (const why of ['too-few', 'question'] as const) expect(whyHidden(why, 8)).toContain('fewer than 8 answered');
  });
});

describe('the reading room', () => {
  const line = (group: string, kind: 'cohort' | 'service' | 'organisation', teams: string[], percent = 40) => ({ latest: shown(9, percent, { group, kind, teams, name: group }) });
  const groups = (figures: number[]) => [
    line('riverside', 'cohort', ['riverside'], figures[0]),
    line('service-b', 'service', ['duty', 'harbour'], figures[1]),
    line('organisation', 'organisation', ['duty', 'harbour', 'northside', 'riverside'], figures[2]),
    line('northside', 'cohort', ['northside'], figures[3]),
    line('service-a', 'service', ['northside', 'riverside'], figures[4]),
    line('duty+harbour', 'cohort', ['duty', 'harbour'], figures[5]),
  ];

  test('groups are read service by service, by name, whatever their figures are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 15, max: 85 }), { minLength: 6, maxLength: 6 }), fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (figures, order) => {
        const all = groups(figures);
        const shuffled = order.flatMap((i) => all[i] ?? []);
        expect(inReadingOrder(shuffled).map((g) => g.latest.group)).toEqual(['organisation', 'service-a', 'northside', 'riverside', 'service-b', 'duty+harbour']);
      }),
    );
  });

  test('where the whole is hidden it says from where to where the shown groups lie, and names none', () => {
    const parts = [shown(9, 45), hiddenRelease(9, 'too-few'), shown(9, 20)];
    expect(spread(parts, 'headroom')).toEqual({ least: '20\u00A0%', most: '45\u00A0%', shown: 2 });
    expect(spread([hiddenRelease(9, 'too-few')], 'headroom')).toBeNull();
    const edge = shown(9, 15);
    if (edge.figures !== null) edge.figures.shares['headroom'] = share(15, 'under');
    expect(spread([shown(9, 15), edge], 'headroom')?.least).toBe('under 15\u00A0%');
    // Of few an edge begins further in: it stands for what lies under it.
    expect(spread([shown(9, 20), { ...shown(9, 30), figures: { ...shown(9, 30).figures!, shares: { headroom: share(30, 'under') } } }], 'headroom')?.least).toBe('under 30\u00A0%');
  });
});
