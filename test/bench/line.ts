/**
 * One line of the table: something of ours against what bounds it, both measured in this run, in turns. A ratio is the median over
 * the turns of ours divided by theirs, so that what else the machine does in a minute weighs on both.
 */
export interface Line {
  name: string;
  /** A median, in `unit`. */
  ours: number;
  against: string;
  /** The other's median; null where a line is bound by a number alone. */
  theirs: number | null;
  unit: 'bytes' | 'ms' | '/s' | 's' | 'MB' | 'units' | 'numbers';
  ratio: number | null;
  bound: Bound | null;
  /** Null where a line has no bound and is there to be read. */
  holds: boolean | null;
}

/** What is bound: the ratio, or our own number. */
export type Bound = { of: 'ratio' | 'ours'; atMost: number } | { of: 'ratio' | 'ours'; atLeast: number };

interface Measured {
  name: string;
  unit: Line['unit'];
  against: string;
  /** One number a turn; `theirs` in the same turns, or null. */
  ours: readonly number[];
  theirs: readonly number[] | null;
  bound: Bound | null;
}

export function lineOf({ name, unit, against, ours, theirs, bound }: Measured): Line {
  const ratio = theirs === null ? null : median(ours.map((n, turn) => n / (theirs[turn] ?? Number.NaN)));
  const line = { name, unit, against, ours: median(ours), theirs: theirs === null ? null : median(theirs), ratio, bound };
  return { ...line, holds: bound === null ? null : keeps(bound, bound.of === 'ratio' ? ratio : line.ours) };
}

const keeps = (bound: Bound, number: number | null): boolean => number !== null && ('atMost' in bound ? number <= bound.atMost : number >= bound.atLeast);

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new RangeError('a median of nothing');
  return sorted.length % 2 === 0 ? ((low ?? high) + high) / 2 : high;
}

/** The table as it is printed: one line a comparison, what does not hold in capitals. */
export function table(lines: readonly Line[]): string {
  const head = ['what', 'ours', 'against', 'theirs', 'ratio', 'bound', ''];
  const rows = lines.map((l) => [l.name, amount(l.ours, l.unit), l.against, l.theirs === null ? '' : amount(l.theirs, l.unit), l.ratio === null ? '' : `${l.ratio.toFixed(2)}×`, boundOf(l), verdict(l)]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)));
  const right = new Set([1, 3, 4, 5]);
  const print = (row: readonly string[]) => row.map((cell, i) => (right.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd();
  return [print(head), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.map(print)].join('\n');
}

const verdict = ({ holds }: Line): string => (holds === null ? '' : holds ? 'holds' : 'NOT MET');

function boundOf({ bound, unit }: Line): string {
  if (bound === null) return '';
  const [sign, number] = 'atMost' in bound ? ['≤', bound.atMost] : ['≥', bound.atLeast];
  return `${sign} ${bound.of === 'ratio' ? `${number}×` : amount(number, unit)}`;
}

function amount(number: number, unit: Line['unit']): string {
  if (unit === 'bytes') return number.toLocaleString('en-GB');
  if (unit === 'units' || unit === 'numbers') return String(number);
  const digits = number < 10 ? 2 : number < 100 ? 1 : 0;
  return `${number.toFixed(digits)} ${unit}`;
}
