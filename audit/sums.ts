import type { Columns } from './columns.ts';
import { edgesAround, type Count } from './counts.ts';
import type { Interval, Terms } from './programme.ts';
import type { Cell } from './verdict.ts';

/** A count as the programme knows it: a sum of columns, and what the insiders add to it. */
export interface Sum {
  terms: Terms;
  known: number;
}
/** A count that the programme is asked about. */
export interface Asked extends Sum {
  cell: Cell;
}

export const plus = (sums: readonly Sum[], factor = 1): Sum => ({ terms: sums.flatMap((s) => s.terms.map(([c, f]) => [c, f * factor] as const)), known: factor * sums.reduce((n, s) => n + s.known, 0) });
export const minus = (a: Sum, b: Sum): Sum => plus([a, plus([b], -1)]);
export const answeredIn = (columns: readonly Columns[]): Sum => ({ terms: columns.map((c) => [c.answered, 1]), known: columns.reduce((n, c) => n + c.insiders.length, 0) });
export const saidIn = (columns: readonly Columns[], question: string, which: 'whole' | 'part'): Sum => ({
  terms: columns.map((c) => [c[which].get(question) ?? 0, 1]),
  known: columns.reduce((n, c) => n + c.insiders.filter((said) => (which === 'whole' ? said[question] != null : said[question] === true)).length, 0),
});

/** Tells the programme what a sum lies between. */
export type Hold = (sum: Sum, between: Interval) => void;

export function holdShare(hold: Hold, whole: Sum, part: Sum, counts: readonly Count[]): void {
  // A share that nothing fits cannot have been published: a row that cannot hold says so.
  if (counts.length === 0) return hold(whole, { least: 1, greatest: 0 });
  for (const edge of edgesAround(counts)) hold(plus([plus([whole], edge.whole), plus([part], edge.part)]), { least: -Infinity, greatest: edge.atMost });
}
