import { shareOf } from '../shared/disclosure/figures.ts';
import type { Grain } from '../shared/disclosure/grain.ts';
import type { Share } from '../shared/disclosure/release.ts';

/** How many answered a question, and how many of them chose what its share counts. */
export interface Count {
  whole: number;
  part: number;
}

/** `whole` · its factor + `part` · its factor is at most this. */
export interface Edge {
  whole: number;
  part: number;
  atMost: number;
}

/** Every count that would be published as this share, found by publishing each: so the rules of rounding stand in one place alone. */
export function fitting(share: Share, grain: Grain, wholeAtLeast: number, wholeAtMost: number): Count[] {
  const name = `${share.percent} ${share.edge} ${grain.edge} ${grain.step} ${wholeAtLeast} ${wholeAtMost}`;
  const found = known.get(name) ?? [];
  if (!known.has(name)) {
    for (let whole = Math.max(1, wholeAtLeast); whole <= wholeAtMost; whole++)
      for (let part = 0; part <= whole; part++) {
        const published = shareOf(part, whole, grain);
        if (published.percent === share.percent && published.edge === share.edge) found.push({ whole, part });
      }
    known.set(name, found);
  }
  return found;
}
const known = new Map<string, Count[]>();

/**
 * The smallest convex shape around counts, as what a linear programme can be told. Sharper than the rounding interval drawn out in
 * straight lines: of 8 to 11 who answered, 45 % is 4 of 9 or 5 of 11, and never anything of 8 or 10.
 */
export function edgesAround(counts: readonly Count[]): Edge[] {
  const sorted = counts.toSorted((a, b) => a.whole - b.whole || a.part - b.part);
  const around = [...chain(sorted).slice(0, -1), ...chain(sorted.toReversed()).slice(0, -1)];
  const wholes = counts.map((c) => c.whole);
  const parts = counts.map((c) => c.part);
  const box = [
    { whole: 1, part: 0, atMost: Math.max(...wholes) },
    { whole: -1, part: 0, atMost: -Math.min(...wholes) },
    { whole: 0, part: 1, atMost: Math.max(...parts) },
    { whole: 0, part: -1, atMost: -Math.min(...parts) },
  ];
  const sides = around.map((a, i): Edge => {
    const b = around[(i + 1) % around.length] ?? a;
    const [whole, part] = [b.part - a.part, a.whole - b.whole];
    return { whole, part, atMost: whole * a.whole + part * a.part };
  });
  return [...box, ...sides.filter((s) => s.whole !== 0 && s.part !== 0)];
}

/** The lower half of the hull, left to right (Andrew's monotone chain). */
function chain(sorted: readonly Count[]): Count[] {
  const kept: Count[] = [];
  for (const c of sorted) {
    for (;;) {
      const [a, b] = [kept.at(-2), kept.at(-1)];
      if (a === undefined || b === undefined || (b.whole - a.whole) * (c.part - a.part) - (b.part - a.part) * (c.whole - a.whole) > 0) break;
      kept.pop();
    }
    kept.push(c);
  }
  return kept;
}
