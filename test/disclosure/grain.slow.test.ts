import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareOf } from '../../shared/disclosure/figures.ts';
import { fineness, grainOf } from '../../shared/disclosure/grain.ts';
import { rangeOf } from '../../shared/disclosure/total.ts';

const floors = [5, 6, 7, 8, 9, 10, 11, 12];
/** Every number that could have answered up to 80, then some around the ends of bands. */
const mosts = [...Array.from({ length: 77 }, (_, i) => i + 4), 95, 96, 97, 100, 127, 128, 131];

/** Every (part, whole) an attacker has to reckon with, by what is published of it. */
function published(floor: number, most: number): Map<string, [part: number, whole: number][]> {
  const seen = new Map<string, [number, number][]>();
  for (let n = floor; n <= most; n++) {
    const fine = fineness(n, most, floor);
    if (fine === null) continue;
    for (let part = 0; part <= n; part++) {
      const name = JSON.stringify([fine.band, shareOf(part, n, fine.grain)]);
      const fits = seen.get(name) ?? [];
      fits.push([part, n]);
      seen.set(name, fits);
    }
  }
  return seen;
}

/** What three colleagues may know of theirs, and what that rules out where nobody knows who else skipped the question. */
const known = [0, 1, 2, 3].flatMap((said) => [0, 1, 2, 3].flatMap((others) => [0, 1, 2, 3].map((skipped) => ({ said, others, skipped })))).filter((k) => k.said + k.others + k.skipped <= 3);

/** Everything that a share fits, and that three colleagues of these cannot rule out: by whole, part and rest. */
function* left(floor: number, most: number): Generator<{ name: string; fits: [part: number, rest: number, answered: number][] }> {
  const wholes = new Map<string, [number, number, number][]>();
  for (let n = floor; n <= most; n++) {
    const fine = fineness(n, most, floor);
    if (fine === null) continue;
    for (let whole = floor; whole <= n; whole++)
      for (let part = 0; part <= whole; part++) {
        const name = JSON.stringify([fine.band, shareOf(part, whole, fine.grain)]);
        const fits = wholes.get(name) ?? [];
        fits.push([part, whole - part, n]);
        wholes.set(name, fits);
      }
  }
  for (const [name, fits] of wholes)
    for (const { said, others, skipped } of known) yield { name: `${name} ${said}/${others}/${skipped}`, fits: fits.filter(([part, rest, answered]) => part >= said && rest >= others && answered - part - rest >= skipped).map(([part, rest, answered]) => [part - said, rest - others, answered]) };
}

describe('a published share', () => {
  for (const floor of floors)
    test(`fits two counts or more in either half, one of them not unanimous, and not everyone, whatever three colleagues know: floor ${floor}`, () => {
      const closed: string[] = [];
      for (const most of mosts.filter((m) => m <= 48))
        for (const { name, fits } of left(floor, most)) {
          const [first] = fits;
          if (first === undefined) continue;
          const isOpen = fits.some((f) => f[0] !== first[0]) && fits.some((f) => f[1] !== first[1]) && fits.some((f) => f[0] > 0 && f[1] > 0) && fits.some((f) => f[2] < most);
          if (!isOpen) closed.push(`${most} ${name}`);
        }
      expect(closed).toEqual([]);
    });

  for (const floor of floors)
    test(`stays open to whoever knows that nobody skipped the question, too: floor ${floor}`, () => {
      const closed: string[] = [];
      for (const most of mosts)
        for (const [name, fits] of published(floor, most))
          for (let knowing = 0; knowing <= 3; knowing++)
            for (let said = 0; said <= knowing; said++) {
              const left = fits.filter(([part, whole]) => part >= said && whole - part >= knowing - said);
              if (left.length === 0) continue;
              const counts = new Set(left.map(([part]) => part));
              if (counts.size < 2 || left.every(([part, whole]) => part === said || whole - part === knowing - said)) closed.push(`${most} ${name} ${said}/${knowing}`);
            }
      expect(closed).toEqual([]);
    });

  test('of a question that some skipped is one that could have come out where nobody did', () => {
    for (const floor of floors)
      for (const most of mosts) {
        const names = new Set(published(floor, most).keys());
        const bands = Map.groupBy(Array.from({ length: Math.max(0, most - floor + 1) }, (_, i) => floor + i), (n) => JSON.stringify(fineness(n, most, floor)?.band ?? null));
        for (const answered of bands.values()) {
          const n = answered.at(-1) ?? 0;
          const fine = fineness(n, most, floor);
          if (fine === null) continue;
          const shares = new Set<string>();
          for (let whole = floor; whole <= n; whole++) for (let part = 0; part <= whole; part++) shares.add(JSON.stringify([fine.band, shareOf(part, whole, fine.grain)]));
          expect([...shares].filter((share) => !names.has(share)), `${most}, floor ${floor}`).toEqual([]);
        }
      }
  });

  test('lies in the range it stands for; extremes are one, never finer than 15 and 85', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 12 }), fc.integer({ min: 5, max: 400 }), fc.nat({ max: 60 }), fc.nat({ max: 1000 }), (floor, n, silent, p) => {
        const fine = fineness(n, n + silent, floor);
        if (fine === null) return;
        const part = p % (n + 1);
        const share = shareOf(part, n, fine.grain);
        const { from, to } = rangeOf(share, fine.grain);
        expect((100 * part) / n).toBeGreaterThanOrEqual(from);
        expect((100 * part) / n).toBeLessThanOrEqual(to);
        expect(fine.grain.edge).toBeGreaterThanOrEqual(15);
        expect(shareOf(0, n, fine.grain)).toEqual({ percent: fine.grain.edge, edge: 'under' });
        expect(shareOf(n, n, fine.grain)).toEqual({ percent: 100 - fine.grain.edge, edge: 'over' });
      }),
    );
  });

  test('is to the nearest five where fifteen or more could have answered, and to 15 and 85 where forty did', () => {
    for (const most of mosts.filter((m) => m >= 15)) for (let n = 8; n <= most; n++) expect(fineness(n, most, 8)?.grain.step, `${n} of ${most}`).toBe(5);
    expect(fineness(40, 60, 8)?.grain).toEqual({ edge: 15, step: 5, joined: false });
    expect(fineness(10, 15, 8)).toEqual({ band: { atLeast: 8, atMost: 15 }, grain: { edge: 30, step: 5, joined: true } });
  });
});

describe('the band of how many answered', () => {
  // Often just above an end of a band, where what is left over is narrow, and with all of them or nearly all answering.
  const mostOf = fc.oneof(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 3000 }), fc.record({ end: fc.constantFrom(95, 127, 191, 255, 1535), over: fc.integer({ min: -1, max: 4 }) }).map(({ end, over }) => end + over));
  const group = fc
    .record({ floor: fc.oneof(fc.integer({ min: 5, max: 12 }), fc.integer({ min: 13, max: 60 })), most: mostOf, silent: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 3000 })) })
    .map(({ floor, most, silent }) => ({ floor, most, n: Math.max(0, most - silent) }));

  test('says what its ends say and no more: every number in it is shown in the same band', () => {
    fc.assert(
      fc.property(group, ({ floor, most, n }) => {
        const band = fineness(n, most, floor)?.band;
        if (band === undefined) return;
        for (const other of [band.atLeast, band.atMost, Math.floor((band.atLeast + band.atMost) / 2)]) expect(fineness(other, most, floor)?.band).toEqual(band);
        expect(fineness(band.atLeast - 1, most, floor)?.band).not.toEqual(band);
        expect(fineness(band.atMost + 1, most, floor)?.band).not.toEqual(band);
      }),
    );
  });

  test('contains the number, is three wide or more, and never proves that everyone who could answered, or everyone but one', () => {
    fc.assert(
      fc.property(group, ({ floor, most, n }) => {
        const fine = fineness(n, most, floor);
        if (fine === null) return;
        const { atLeast, atMost } = fine.band;
        expect(n).toBeGreaterThanOrEqual(atLeast);
        expect(n).toBeLessThanOrEqual(atMost);
        expect(atMost - atLeast).toBeGreaterThanOrEqual(2);
        expect(atLeast).toBeLessThan(most - 1);
        expect(grainOf(floor, fine.band)).toEqual(fine.grain);
      }),
      { numRuns: 1000 },
    );
  });

  test('is none where fewer than the floor answered, or hardly more could have: by counts alone', () => {
    for (const floor of floors)
      for (const most of mosts) {
        expect(fineness(floor - 1, most, floor)).toBeNull();
        const shown = Array.from({ length: Math.max(0, most - floor + 1) }, (_, i) => fineness(floor + i, most, floor) !== null);
        expect(new Set(shown).size).toBeLessThanOrEqual(1);
      }
    expect(fineness(8, 11, 8)).toBeNull();
    expect(fineness(8, 12, 8)).not.toBeNull();
  });
});
