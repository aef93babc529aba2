import { type Mark, marks, markStretch } from './rules.ts';
import { type Runs, runsOf } from './runs.ts';

/**
 * A process chart (XmR) of figures in the order of time:
 *
 *     values ─▶ stretches (a restart begins a new one) ─▶ centre line, moving ranges ─▶ limits ─▶ marks
 *
 * Centre line: the mean. Mean moving range: of the differences between neighbours, those of 3.267 times their mean or more left out,
 * once. Limits: centre ± 2.66 mean ranges; near limits at two thirds. As NHSRplotthedots draws them; a constant series has limits too.
 */
export interface Chart {
  stretches: readonly Stretch[];
  /** By point: the rule that counts there, or null. */
  marks: readonly (Mark | null)[];
}

export interface Stretch {
  from: number;
  /** Not included. */
  to: number;
  /** Points with a value. */
  shown: number;
  /** As drawn. Null where nothing is shown. */
  limits: Limits | null;
  /** Under 13 points: limits are drawn, and the runs rules are what marks. */
  provisional: boolean;
  /** Of provisional stretches only. */
  runs: Runs | null;
}

export interface Limits {
  centre: number;
  lower: number;
  upper: number;
  nearLower: number;
  nearUpper: number;
}

export interface ChartOptions {
  /** What each figure may be off by, having been rounded. */
  halfWidths?: readonly number[];
  /** Points, by index and ascending, with which limits start anew. */
  restarts?: readonly number[];
  /** Limits rest on the first so many shown points of each stretch. */
  fixedTo?: number;
  /** Whether extreme moving ranges are left out; the NHS's Excel tool keeps them. */
  screened?: boolean;
  /** What the figures cannot leave; limits are drawn within it, and rules keep to the limits as computed. */
  within?: { least: number; most: number };
  provisionalUnder?: number;
}

export const percent = { least: 0, most: 100 } as const;
export const provisionalUnder = 13;

const limitOfRange = 2.66;
const extremeRange = 3.267;
/** A run this long, where the runs rules have fired, is what a short series can be said to be in. */
export const latestRunAtLeast = 4;

export function chartOf(values: readonly (number | null)[], options: ChartOptions = {}): Chart {
  const into: (Mark | null)[] = [];
  for (let i = 0; i < values.length; i++) into.push(null);
  const stretches: Stretch[] = [];
  let from = 0;
  for (const restart of options.restarts ?? []) {
    if (restart <= from || restart >= values.length) continue;
    stretches.push(stretchOf(values, from, restart, options, into));
    from = restart;
  }
  if (values.length > 0) stretches.push(stretchOf(values, from, values.length, options, into));
  return { stretches, marks: into };
}

function stretchOf(values: readonly (number | null)[], from: number, to: number, options: ChartOptions, into: (Mark | null)[]): Stretch {
  const halfWidths = options.halfWidths ?? null;
  const fixed = options.fixedTo === undefined ? to : pointAfter(values, from, to, options.fixedTo);
  const { centre, range, shown: counted } = baselineOf(values, halfWidths, from, fixed);
  const shown = fixed === to ? counted : baselineOf(values, null, from, to).shown;
  const provisional = shown < (options.provisionalUnder ?? provisionalUnder);
  if (shown === 0) return { from, to, shown, limits: null, provisional, runs: null };

  const toLimit = limitOfRange * ((options.screened ?? true) && range > 0 ? meanRangeUnder(values, halfWidths, from, fixed, extremeRange * range) : range);
  const runs = provisional ? runsOf(values, halfWidths, from, to) : null;
  if (!provisional) markStretch(values, halfWidths, from, to, { centre, toLimit }, into);
  else if (runs?.fires && runs.latest !== null && runs.latest.points >= latestRunAtLeast) markRun(values, halfWidths, to, runs.median, runs.latest, into);
  return { from, to, shown, limits: limitsOf(centre, toLimit, options.within ?? null), provisional, runs };
}

function markRun(values: readonly (number | null)[], halfWidths: readonly number[] | null, to: number, median: number, latest: NonNullable<Runs['latest']>, into: (Mark | null)[]): void {
  for (let i = latest.from; i < to; i++) {
    const value = values[i] ?? null;
    if (value !== null && Math.abs(value - median) > (halfWidths?.[i] ?? 0) + 1e-9) into[i] = marks[latest.side].run;
  }
}

/** The index after the first `n` shown points. */
function pointAfter(values: readonly (number | null)[], from: number, to: number, n: number): number {
  let seen = 0;
  for (let i = from; i < to; i++) {
    if ((values[i] ?? null) !== null) seen += 1;
    if (seen >= Math.max(1, n)) return i + 1;
  }
  return to;
}

/** In one pass: the mean, from the first value on, so that of equal values it is that value to the last digit; and the mean range. */
function baselineOf(values: readonly (number | null)[], halfWidths: readonly number[] | null, from: number, to: number): { centre: number; range: number; shown: number } {
  let first = 0;
  let sum = 0;
  let shown = 0;
  let ranges = 0;
  let ranged = 0;
  let before: number | null = null;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? null;
    if (value !== null) {
      if (shown === 0) first = value;
      shown += 1;
      sum += value - first;
      if (before !== null) {
        ranges += rangeOf(value, before, halfWidths, i);
        ranged += 1;
      }
    }
    before = value;
  }
  return { centre: shown === 0 ? 0 : first + sum / shown, range: ranged === 0 ? 0 : ranges / ranged, shown };
}

/** Between neighbours only: a gap has none. 0 where there are none. */
function meanRangeUnder(values: readonly (number | null)[], halfWidths: readonly number[] | null, from: number, to: number, bound: number): number {
  let sum = 0;
  let n = 0;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? null;
    const before = values[i - 1] ?? null;
    if (value === null || before === null) continue;
    const range = rangeOf(value, before, halfWidths, i);
    if (range >= bound) continue;
    sum += range;
    n += 1;
  }
  return n === 0 ? 0 : sum / n;
}

function rangeOf(value: number, before: number, halfWidths: readonly number[] | null, at: number): number {
  const apart = Math.abs(value - before);
  return halfWidths === null ? apart : expectedRange(apart, halfWidths[at] ?? 0, halfWidths[at - 1] ?? 0);
}

/**
 * How far apart two rounded figures can be expected to be: the mean distance of two values anywhere in what they stand for. Two
 * rounds that both read "under 30 %" did not stand still; taken as no range at all, they would draw limits that ordinary rounds leave.
 */
function expectedRange(apart: number, a: number, b: number): number {
  if (apart >= a + b) return apart;
  if (a === 0 || b === 0) return (apart * apart + (a + b) * (a + b)) / (2 * (a + b));
  return (cube(apart + a + b) - cube(apart + a - b) - cube(apart - a + b) + cube(apart - a - b)) / (24 * a * b);
}

function cube(x: number): number {
  const size = Math.abs(x);
  return size * size * size;
}

function limitsOf(centre: number, toLimit: number, within: ChartOptions['within'] | null): Limits {
  const drawn = (line: number): number => (within == null ? line : Math.min(within.most, Math.max(within.least, line)));
  const near = (toLimit * 2) / 3;
  return { centre, lower: drawn(centre - toLimit), upper: drawn(centre + toLimit), nearLower: drawn(centre - near), nearUpper: drawn(centre + near) };
}

/** What a mark means for people; without a better way it only says where. */
export type PointType = 'usual' | 'better' | 'worse' | 'high' | 'low';

export function typeOf(mark: Mark | null, better: 'higher' | 'lower' | null): PointType {
  if (mark === null) return 'usual';
  if (better === null) return mark.side;
  return (mark.side === 'high') === (better === 'higher') ? 'better' : 'worse';
}

/** Whether a process as it stands meets its target each time: a target within the limits is met by chance. */
export function assuranceOf(limits: Limits, target: number, better: 'higher' | 'lower' | null): 'always' | 'never' | 'by-chance' | null {
  if (better === null) return null;
  if (target > limits.upper) return better === 'higher' ? 'never' : 'always';
  if (target < limits.lower) return better === 'higher' ? 'always' : 'never';
  return 'by-chance';
}
