import load, { type Highs, type ModelData } from 'highs';

/** What a cell is made of: a column and how often it counts. A sum of none of them is 0. */
export type Terms = readonly (readonly [column: number, factor: number])[];

export interface Interval {
  least: number;
  greatest: number;
}

/**
 * A linear programme over counts: columns between bounds, rows that hold sums of them between bounds. Asked for the least and the
 * greatest that sums of columns can be, it solves what no row joins apart.
 *
 * Bounds are those of the relaxation, in which a count may be a fraction, rounded inward to whole numbers: never narrower than the
 * truth, so what they prove is proven. Whole numbers alone may prove more; where one cell is concerned `counts.ts` has that already.
 */
export interface Programme {
  column(least: number, greatest: number): number;
  row(terms: Terms, least: number, greatest: number): void;
  /** In the order asked; null where nothing at all fits all rows. */
  bounds(sums: readonly Terms[]): Promise<Interval[] | null>;
}

interface Row extends Interval {
  terms: Terms;
}

/** Its types are those of its CommonJS half, in which the loader is `default`; what Node imports is the loader itself. */
const start = load as unknown as typeof load.default;
let loading: Promise<Highs> | null = null;
export const solver = (): Promise<Highs> => (loading ??= start());

/** What a solver's tolerance may add to a whole number. */
const tolerance = 1e-5;
/** What is handed to the solver: a block's columns and rows as it takes them, and the sums to find the ends of. */
export interface Problem {
  data: ModelData;
  sums: readonly Terms[];
}
/** Keeps every problem, for whoever measures; null where nobody does. */
export const kept: { problems: Problem[] | null } = { problems: null };

export function programme(): Programme {
  const columns: Interval[] = [];
  const rows: Row[] = [];
  let holds = true;
  return {
    column(least, greatest) {
      columns.push({ least, greatest });
      return columns.length - 1;
    },
    row(terms, least, greatest) {
      const counting = together(terms);
      if (counting.length === 0) holds &&= least <= 0 && greatest >= 0;
      else rows.push({ terms: counting, least, greatest });
    },
    async bounds(sums) {
      if (!holds) return null;
      const highs = await solver();
      const total = sums.map((): Interval => ({ least: 0, greatest: 0 }));
      for (const block of blocksOf(columns.length, rows)) {
        const place = new Map(block.columns.map((column, i) => [column, i]));
        const parts = sums.map((terms) => terms.flatMap(([column, factor]) => (place.has(column) ? [[place.get(column) ?? 0, factor] as const] : [])));
        const found = boundsIn(highs, block.columns.map((c) => columns[c] ?? { least: 0, greatest: 0 }), block.rows.map((r) => ({ ...r, terms: r.terms.map(([c, f]) => [place.get(c) ?? 0, f] as const) })), parts);
        if (found === null) return null;
        found.forEach((interval, i) => {
          total[i]!.least += interval.least;
          total[i]!.greatest += interval.greatest;
        });
      }
      return total.map(({ least, greatest }) => ({ least: Math.ceil(least - tolerance) + 0, greatest: Math.floor(greatest + tolerance) }));
    },
  };
}

/** Each column once, as the solver wants it. */
function together(terms: Terms): Terms {
  const factors = new Map<number, number>();
  for (const [column, factor] of terms) factors.set(column, (factors.get(column) ?? 0) + factor);
  return [...factors].filter(([, factor]) => Math.abs(factor) > 1e-9);
}

/** Columns that rows join, directly or through others. */
function blocksOf(count: number, rows: readonly Row[]): { columns: number[]; rows: Row[] }[] {
  const above = Array.from({ length: count }, (_, i) => i);
  const top = (i: number): number => {
    let at = i;
    while (above[at] !== at) at = above[at] = above[above[at] ?? 0] ?? 0;
    return at;
  };
  for (const { terms } of rows) for (const [column] of terms) above[top(column)] = top(terms[0]?.[0] ?? column);
  const blocks = new Map<number, { columns: number[]; rows: Row[] }>();
  for (let i = 0; i < count; i++) {
    const block = blocks.get(top(i)) ?? { columns: [], rows: [] };
    block.columns.push(i);
    blocks.set(top(i), block);
  }
  for (const row of rows) if (row.terms[0] !== undefined) blocks.get(top(row.terms[0][0]))?.rows.push(row);
  return [...blocks.values()];
}

function boundsIn(highs: Highs, columns: readonly Interval[], rows: readonly Row[], sums: readonly Terms[]): Interval[] | null {
  if (columns.some((c) => c.least > c.greatest)) return null;
  const byColumns = (terms: Terms): Interval => ({
    least: terms.reduce((n, [c, f]) => n + f * ((f > 0 ? columns[c]?.least : columns[c]?.greatest) ?? 0), 0),
    greatest: terms.reduce((n, [c, f]) => n + f * ((f > 0 ? columns[c]?.greatest : columns[c]?.least) ?? 0), 0),
  });
  if (rows.length === 0) return sums.map(byColumns);
  const starts = [0];
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length);
  const data = {
    numCols: columns.length,
    numRows: rows.length,
    colCost: columns.map(() => 0),
    colLower: columns.map((c) => c.least),
    colUpper: columns.map((c) => c.greatest),
    rowLower: rows.map((r) => r.least),
    rowUpper: rows.map((r) => r.greatest),
    matrix: { format: 'csr' as const, numRows: rows.length, numCols: columns.length, starts, indices: rows.flatMap((r) => r.terms.map(([c]) => c)), values: rows.flatMap((r) => r.terms.map(([, f]) => f)) },
  };
  kept.problems?.push({ data, sums });
  return ends(highs, { data, sums });
}

/** The solver's calls, and nothing else. Null where nothing fits. */
export function ends(highs: Highs, { data, sums }: Problem): Interval[] | null {
  return highs.withModel((model): Interval[] | null => {
    // Before the model is handed over: else that is reported, to nobody, and takes longer than to solve it.
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: 4 });
    model.passModel(data);
    const least = (terms: Terms, sign: 1 | -1): number | null => {
      for (const [column, factor] of terms) model.changeColCost(column, sign * factor);
      model.run();
      const status = model.getModelStatus();
      if (status === highs.constants.modelStatus.infeasible) return null;
      if (status !== highs.constants.modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
      const value = sign * model.getObjectiveValue();
      for (const [column] of terms) model.changeColCost(column, 0);
      return value;
    };
    if (least([], 1) === null) return null;
    const known = new Map<string, Interval>();
    return sums.map((terms) => {
      if (terms.length === 0) return { least: 0, greatest: 0 };
      const name = JSON.stringify(terms);
      const found = known.get(name) ?? { least: least(terms, 1) ?? 0, greatest: least(terms, -1) ?? 0 };
      known.set(name, found);
      return found;
    });
  });
}
