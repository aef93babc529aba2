/**
 * The rules of a process chart, as NHS England's "Making Data Count" and the R package NHSRplotthedots state them. Where more than
 * one fires at a point the higher rank counts; `run` stands alone, on series too short for the others (`runs.ts`).
 */
export interface Mark {
  rule: 'outside' | 'trend' | 'two-of-three' | 'shift' | 'run';
  /** High: above the line, or rising. */
  side: 'high' | 'low';
  rank: number;
}

export const marks = {
  high: {
    outside: { rule: 'outside', side: 'high', rank: 9 },
    trend: { rule: 'trend', side: 'high', rank: 7 },
    twoOfThree: { rule: 'two-of-three', side: 'high', rank: 5 },
    shift: { rule: 'shift', side: 'high', rank: 3 },
    run: { rule: 'run', side: 'high', rank: 1 },
  },
  low: {
    outside: { rule: 'outside', side: 'low', rank: 8 },
    trend: { rule: 'trend', side: 'low', rank: 6 },
    twoOfThree: { rule: 'two-of-three', side: 'low', rank: 4 },
    shift: { rule: 'shift', side: 'low', rank: 2 },
    run: { rule: 'run', side: 'low', rank: 0 },
  },
} as const satisfies Readonly<Record<'high' | 'low', Readonly<Record<string, Mark>>>>;

/** Lines that points are held against, as computed: a share's may lie beyond 0 and 100. */
export interface Lines {
  centre: number;
  toLimit: number;
}

export const pointsInRow = 7;
const nearLimit = 2 / 3;

/** Sums of fractions differ in the last digits: what is as near to a line as that is on it. */
const hairOf = (centre: number, toLimit: number): number => 1e-9 * Math.max(1, Math.abs(centre), toLimit);

/** On which side of the line a figure lies, whatever rounding took from it; null where that is open. */
export function sideOfLine(value: number, halfWidth: number, centre: number): 'high' | 'low' | null {
  if (Math.abs(value - centre) - halfWidth - hairOf(centre, 0) <= 0) return null;
  return value > centre ? 'high' : 'low';
}

/** Which way one figure lies from another: null where they are equal, or where one of them is within what the other stands for. */
export function moveTo(value: number, halfWidth: number, before: number, halfWidthBefore: number): 'high' | 'low' | null {
  const apart = Math.abs(value - before);
  if (apart === 0 || apart < halfWidth || apart < halfWidthBefore) return null;
  return value > before ? 'high' : 'low';
}

/**
 * Marks the points `from` up to `to` (not included) in one pass. A gap (null) breaks whatever was going on. `halfWidths`: what a
 * rounded figure may be off by; it is beyond a line only where everything it stands for is, and otherwise counts as on it.
 */
export function markStretch(values: readonly (number | null)[], halfWidths: readonly number[] | null, from: number, to: number, { centre, toLimit }: Lines, into: (Mark | null)[]): void {
  const near = toLimit * nearLimit;
  const hair = hairOf(centre, toLimit);
  let inRow = 0;
  let rising = 0;
  let falling = 0;
  let before: number | null = null;
  let halfWidthBefore = 0;
  let closeBefore = false;
  let closeBeforeThat = false;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? null;
    if (value === null) {
      inRow = rising = falling = 0;
      continue;
    }
    const away = value - centre;
    const high = away > 0;
    const side = high ? marks.high : marks.low;
    const halfWidth = halfWidths?.[i] ?? 0;
    const beyond = Math.abs(away) - halfWidth - hair;
    if (beyond > toLimit) raise(into, i, side.outside);

    const move = before === null ? null : moveTo(value, halfWidth, before, halfWidthBefore);
    rising = move === 'high' ? rising + 1 : 1;
    falling = move === 'low' ? falling + 1 : 1;
    if (rising >= pointsInRow) raiseBack(into, i, rising === pointsInRow ? pointsInRow : 1, marks.high.trend);
    if (falling >= pointsInRow) raiseBack(into, i, falling === pointsInRow ? pointsInRow : 1, marks.low.trend);
    before = value;
    halfWidthBefore = halfWidth;

    // Above the line it counts up, below it down.
    const at = beyond <= 0 ? 0 : high ? 1 : -1;
    inRow = at === 0 ? 0 : Math.sign(inRow) === at ? inRow + at : at;
    const length = Math.abs(inRow);
    if (length >= pointsInRow) raiseBack(into, i, length === pointsInRow ? pointsInRow : 1, side.shift);
    // A point outside counts for itself alone, not among the three: so the program has it.
    const close = beyond > near && beyond <= toLimit;
    if (length >= 3 && Number(close) + Number(closeBefore) + Number(closeBeforeThat) >= 2) {
      if (close) raise(into, i, side.twoOfThree);
      if (closeBefore) raise(into, i - 1, side.twoOfThree);
      if (closeBeforeThat) raise(into, i - 2, side.twoOfThree);
    }
    closeBeforeThat = closeBefore;
    closeBefore = close;
  }
}

function raise(into: (Mark | null)[], at: number, mark: Mark): void {
  if ((into[at]?.rank ?? -1) < mark.rank) into[at] = mark;
}

function raiseBack(into: (Mark | null)[], last: number, points: number, mark: Mark): void {
  for (let i = last - points + 1; i <= last; i++) raise(into, i, mark);
}
