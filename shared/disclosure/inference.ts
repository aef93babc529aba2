/** What is published of some hidden counts: the sum of these. Cells by their index. */
export interface Equation {
  cells: readonly number[];
  sum: number;
}
export interface Bounds {
  atLeast: number;
  atMost: number;
}

const almost = 1e-7;
/** What is left over of a subtraction that came to nothing. */
const nothing = 1e-12;

/**
 * What can be proved of hidden counts from sums of them, where every count is 0 or more: a linear programme, by the simplex method
 * on a dense tableau (steepest first; Bland's rule where it stands still, so that it ends). Every corner it passes is a world that agrees with all that is published;
 * what each count was in the corners so far is kept, so that one walk answers for many cells and may stop as soon as it has.
 * Exact for real numbers: whoever reasons in whole ones can know a little more. Sums that contradict each other throw.
 */
export class Inference {
  readonly #cells: number;
  readonly #rows: Float64Array[];
  /** The variable that each row gives. From `#cells` on they are artificial: what a row still lacks. */
  readonly #basis: number[];
  readonly #seen: Bounds[];

  constructor(cells: number, equations: readonly Equation[]) {
    this.#cells = cells;
    this.#basis = equations.map((_, i) => cells + i);
    this.#rows = equations.map(({ cells: of, sum }) => {
      const row = new Float64Array(cells + 1);
      for (const cell of of) row[cell] = 1;
      row[cells] = sum;
      return row;
    });
    this.#seen = Array.from({ length: cells }, () => ({ atLeast: Infinity, atMost: -Infinity }));
    this.#begin();
  }

  /** The range of a cell. With `enough` the walk may stop once the range is that wide; then it is at least what is said. */
  bounds(cell: number, enough = Infinity): Bounds {
    const seen = this.#seen[cell];
    if (seen === undefined) throw new RangeError('no such cell');
    const done = (): boolean => seen.atMost - seen.atLeast >= enough - almost;
    if (!done()) this.#walk(cell, 1, done);
    if (!done()) this.#walk(cell, -1, done);
    return { atLeast: tidy(seen.atLeast), atMost: tidy(seen.atMost) };
  }

  /** A first corner: what the rows lack is walked down to nothing; then rows that say nothing new are dropped. */
  #begin(): void {
    const lack = new Float64Array(this.#cells + 1);
    for (const row of this.#rows) for (let j = 0; j <= this.#cells; j++) lack[j]! -= row[j]!;
    this.#descend(lack, () => false);
    if (lack[this.#cells]! < -almost) throw new RangeError('the sums contradict each other');
    for (let r = this.#rows.length - 1; r >= 0; r--) {
      if (this.#basis[r]! < this.#cells) continue;
      const enters = this.#rows[r]!.subarray(0, this.#cells).findIndex((v) => Math.abs(v) > almost);
      if (enters >= 0) this.#pivot(r, enters, lack);
      else {
        this.#rows.splice(r, 1);
        this.#basis.splice(r, 1);
      }
    }
    this.#note();
  }

  #walk(cell: number, towards: 1 | -1, done: () => boolean): void {
    const cost = new Float64Array(this.#cells + 1);
    cost[cell] = -towards;
    const row = this.#rows[this.#basis.indexOf(cell)];
    if (row !== undefined) for (let j = 0; j <= this.#cells; j++) cost[j]! += towards * row[j]!;
    if (this.#descend(cost, done) === 'without-end') this.#seen[cell]!.atMost = Infinity;
  }

  /** Pivots while some variable lowers the cost. */
  #descend(cost: Float64Array, done: () => boolean): 'ended' | 'without-end' {
    const first = this.#basis.every((variable) => variable < this.#cells);
    for (let standing = 0; ; ) {
      const enters = standing < patience ? steepest(cost, this.#cells) : cost.subarray(0, this.#cells).findIndex((c) => c < -almost);
      if (enters < 0) return 'ended';
      let leaves = -1;
      let least = Infinity;
      this.#rows.forEach((row, r) => {
        if (row[enters]! <= almost) return;
        const ratio = row[this.#cells]! / row[enters]!;
        if (ratio < least - almost || (ratio < least + almost && this.#basis[r]! < this.#basis[leaves]!)) [leaves, least] = [r, Math.min(least, ratio)];
      });
      if (leaves < 0) return 'without-end';
      standing = least > almost ? 0 : standing + 1;
      this.#pivot(leaves, enters, cost);
      if (!first) continue;
      this.#note();
      if (done()) return 'ended';
    }
  }

  #pivot(leaves: number, enters: number, cost: Float64Array): void {
    const pivot = this.#rows[leaves]!;
    const by = pivot[enters]!;
    // Most of a row is nothing: what is there is looked up once.
    const filled: number[] = [];
    for (let j = 0; j <= this.#cells; j++) {
      if (Math.abs(pivot[j]!) <= nothing && j < this.#cells) pivot[j] = 0;
      else filled.push(j);
    }
    for (const j of filled) pivot[j]! /= by;
    const clear = (row: Float64Array): void => {
      const times = row[enters]!;
      if (Math.abs(times) <= nothing) return;
      for (const j of filled) row[j]! -= times * pivot[j]!;
    };
    for (const row of this.#rows) if (row !== pivot) clear(row);
    clear(cost);
    this.#basis[leaves] = enters;
  }

  /** Keeps what every cell is in this corner: what its row says, or nothing. */
  #note(): void {
    const here = new Float64Array(this.#cells);
    this.#basis.forEach((cell, r) => (here[cell] = this.#rows[r]![this.#cells]!));
    this.#seen.forEach((seen, cell) => {
      seen.atLeast = Math.min(seen.atLeast, here[cell]!);
      seen.atMost = Math.max(seen.atMost, here[cell]!);
    });
  }
}

/** Steps that may lead nowhere before Bland's rule is asked. */
const patience = 40;

/** The variable that lowers the cost fastest; -1 where none does. */
function steepest(cost: Float64Array, cells: number): number {
  let found = -1;
  let lowest = -almost;
  for (let j = 0; j < cells; j++) if (cost[j]! < lowest) [found, lowest] = [j, cost[j]!];
  return found;
}

const tidy = (n: number): number => (Math.abs(n - Math.round(n)) < 1e-5 ? Math.round(n) + 0 : n);
