import { type Equation, Inference } from './inference.ts';

/** A count that may be published, or hidden. */
export interface Cell {
  id: string;
  count: number;
}
/** Groups of cells whose totals may be published, each cell in one group at most. Groupings overlap as they like. */
export interface Grouping {
  id: string;
  groups: readonly { id: string; cells: readonly string[] }[];
}
export interface Table {
  cells: readonly Cell[];
  groupings: readonly Grouping[];
  /** Counts under it are hidden. */
  floor: number;
  /** Cells that are hidden for another reason, by id. */
  hide?: readonly string[];
  /** Where a shown cell may not be hidden for another's sake, totals go instead. */
  hides?: 'cells-and-totals' | 'totals-alone';
}
export interface Suppression {
  cells: ReadonlySet<string>;
  totals: ReadonlySet<string>;
}

/** A hidden count is known to no better than this. */
export const leastWidth = 3;

/**
 * Which cells and which totals to hide, over all groupings together: those under the floor, and whatever would give one away. By
 * counts alone; the least loss first; the same for the same table in whatever order it comes.
 *
 * Safe means: what a published total leaves for hidden cells is of two or more and reaches the floor, and no hidden count can be
 * bounded, from all totals together, to less than three. A total is hidden where nothing smaller would do.
 */
export function suppress(table: Table): Suppression {
  const plan = planOf(table);
  for (;;) {
    const exposed = [...leftTooSmall(plan)];
    const found = exposed.length > 0 ? exposed : tooNarrow(plan);
    if (found.length === 0) break;
    const touched = new Set<Total>();
    for (const above of found) {
      // What is hidden for one may have helped the next: it is looked at again.
      if (above.some((t) => touched.has(t))) continue;
      for (const total of hideOne(plan, above)) touched.add(total);
    }
  }
  return { cells: new Set([...plan.hidden].map((i) => plan.cells[i]!.id)), totals: new Set(plan.totals.filter((t) => t.hidden).map((t) => t.id)) };
}

interface Total {
  id: string;
  grouping: string;
  cells: readonly number[];
  count: number;
  hidden: boolean;
}
interface Plan {
  cells: readonly Cell[];
  totals: readonly Total[];
  /** By cell, the totals it is in. */
  above: readonly (readonly Total[])[];
  hidden: Set<number>;
  /** Cells that are known to be safe: hiding more never makes one less so. */
  safe: Set<number>;
  floor: number;
  totalsAlone: boolean;
}

/** The table with its cells in one order, or a refusal that names what is wrong with it. */
function planOf({ cells: unordered, groupings, floor, hide = [], hides }: Table): Plan {
  const cells = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1));
  const index = new Map(cells.map((c, i) => [c.id, i]));
  const refuse = (what: string): never => {
    throw new RangeError(what);
  };
  if (index.size < cells.length) refuse('a cell stands in the table twice');
  for (const { id, count } of cells) if (!Number.isSafeInteger(count) || count < 0) refuse(`${id} is not counted`);
  const indexOf = (id: string): number => index.get(id) ?? refuse(`${id} is grouped and not counted`);
  const totals = groupings.flatMap((grouping) => {
    const members = grouping.groups.flatMap((g) => g.cells);
    if (new Set(members).size < members.length) refuse(`${grouping.id} puts the same people into two groups`);
    return grouping.groups.map(({ id, cells: of }): Total => {
      const at = of.map(indexOf).sort((a, b) => a - b);
      return { id, grouping: grouping.id, cells: at, count: at.reduce((n, i) => n + cells[i]!.count, 0), hidden: false };
    });
  });
  if (new Set(totals.map((t) => t.id)).size < totals.length) refuse('two totals have one name');
  totals.sort((a, b) => (a.id < b.id ? -1 : 1));
  const above = cells.map((): Total[] => []);
  for (const total of totals) for (const i of total.cells) above[i]!.push(total);
  const hidden = new Set([...cells.flatMap((c, i) => (c.count < floor ? [i] : [])), ...hide.map(indexOf)]);
  for (const total of totals) total.hidden = total.count < floor;
  return { cells, totals, above, hidden, safe: new Set(), floor, totalsAlone: hides === 'totals-alone' };
}

/** Totals whose hidden cells are one alone, or together under the floor: what is shown gives them away. */
function* leftTooSmall({ cells, totals, hidden, floor }: Plan): Generator<readonly Total[]> {
  for (const total of totals) {
    if (total.hidden) continue;
    const left = total.cells.filter((i) => hidden.has(i));
    if (left.length === 1 || (left.length > 1 && left.reduce((n, i) => n + cells[i]!.count, 0) < floor)) yield [total];
  }
}

/** The totals above each hidden cell that all totals together bound too narrowly, hidden ones too. */
function tooNarrow(plan: Plan): (readonly Total[])[] {
  markTwins(plan);
  return blocksOf(plan).flatMap(({ cells, equations }) => {
    if (cells.every((cell) => plan.safe.has(cell))) return [];
    const inference = new Inference(cells.length, equations);
    return cells.flatMap((cell, i) => {
      if (plan.safe.has(cell)) return [];
      const { atLeast, atMost } = inference.bounds(i, leastWidth);
      if (atMost - atLeast < leastWidth) return [plan.above[cell]!];
      plan.safe.add(cell);
      return [];
    });
  });
}

/** Two hidden cells in the same shown totals: what one has more the other can have less. No programme has to be solved for them. */
function markTwins({ cells, above, hidden, safe }: Plan): void {
  const alike = Map.groupBy([...hidden].sort((a, b) => a - b), (i) => above[i]!.filter((t) => !t.hidden).map((t) => t.id).join('\n'));
  for (const of of alike.values()) if (of.length > 1 && of.reduce((n, i) => n + cells[i]!.count, 0) >= leastWidth) for (const i of of) safe.add(i);
}

/**
 * Hides what is lost most lightly and can help. A total that is hidden alone in its grouping is what the whole leaves of the others: one
 * beside it goes first. Then a shown cell near by; at last one of the totals themselves.
 */
function hideOne(plan: Plan, above: readonly Total[]): readonly Total[] {
  const shown = above.filter((t) => !t.hidden);
  const alone = above.filter((t) => t.hidden && !plan.totals.some((other) => other !== t && other.hidden && other.grouping === t.grouping));
  const beside = lightest(plan.totals.filter((t) => !t.hidden && alone.some((a) => a.grouping === t.grouping)));
  const cell = plan.totalsAlone || beside !== undefined ? undefined : nearest(plan, shown);
  if (cell !== undefined) {
    plan.hidden.add(cell);
    return plan.above[cell]!;
  }
  const total = beside ?? lightest(shown);
  if (total === undefined) throw new Error('a hidden count that no total speaks of is bounded');
  total.hidden = true;
  return [total];
}

/** The smallest shown cell of that total which has the fewest hidden ones. What lies in the whole alone is too far away to help. */
function nearest({ cells, hidden }: Plan, totals: readonly Total[]): number | undefined {
  const near = totals.length === 1 ? totals : totals.filter((t) => t.cells.length < cells.length);
  const open = near.map((t) => ({ t, shown: t.cells.filter((i) => !hidden.has(i)) })).filter(({ shown }) => shown.length > 0);
  const hiddenIn = ({ t, shown }: (typeof open)[number]): number => t.cells.length - shown.length;
  const [first] = open.sort((a, b) => hiddenIn(a) - hiddenIn(b) || a.t.cells.length - b.t.cells.length || (a.t.id < b.t.id ? -1 : 1));
  return first?.shown.sort((a, b) => cells[a]!.count - cells[b]!.count || a - b)[0];
}

const lightest = (totals: readonly Total[]): Total | undefined => [...totals].sort((a, b) => a.count - b.count || (a.id < b.id ? -1 : 1))[0];

/** Hidden cells that some shown total ties together, and what those totals leave for them. Blocks know nothing of each other. */
function blocksOf({ cells, totals, above, hidden }: Plan): { cells: number[]; equations: Equation[] }[] {
  const seen = new Set<number>();
  return [...hidden].sort((a, b) => a - b).flatMap((start) => {
    if (seen.has(start)) return [];
    const block = new Map<number, number>([[start, 0]]);
    const tied = new Set<Total>();
    for (const cell of block.keys()) {
      seen.add(cell);
      for (const total of above[cell]!) {
        if (total.hidden || tied.has(total)) continue;
        tied.add(total);
        for (const other of total.cells) if (hidden.has(other) && !block.has(other)) block.set(other, block.size);
      }
    }
    const equations = totals.filter((t) => tied.has(t)).map((t): Equation => {
      const of = t.cells.filter((i) => hidden.has(i));
      return { cells: of.map((i) => block.get(i)!), sum: of.reduce((n, i) => n + cells[i]!.count, 0) };
    });
    return [{ cells: [...block.keys()], equations }];
  });
}
