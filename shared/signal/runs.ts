/**
 * The Anhøj runs rules against the median, for series too short for process limits.
 * Anhøj & Olesen, "Run charts revisited", PLoS ONE 9(11): e113825 (2014).
 */
export interface Runs {
  median: number;
  /** Points off the median; only they count. */
  counted: number;
  longest: number;
  longestAllowed: number;
  crossings: number;
  fewestCrossings: number;
  /** The latest run on one side: its side, first point and length. Null where no point is off the median. */
  latest: { side: 'high' | 'low'; from: number; points: number } | null;
  fires: boolean;
}

export const longestAllowed = (points: number): number => (points === 0 ? 0 : Math.round(Math.log2(points)) + 3);

/** The 5 % quantile of Binomial(chances, ½): chances are the neighbours between which the line can be crossed. */
export function fewestCrossings(chances: number): number {
  let logTerm = -chances * Math.LN2;
  let sum = 0;
  for (let k = 0; k < chances; k++) {
    sum += Math.exp(logTerm);
    if (sum >= 0.05) return k;
    logTerm += Math.log((chances - k) / (k + 1));
  }
  return Math.max(0, chances);
}

/**
 * Runs of the points `from` up to `to` (not included); null where nothing is shown. Points on the median, or rounded so that they
 * may be, are passed over. A gap ends a run, and there is no crossing over it, nor a chance of one.
 */
export function runsOf(values: readonly (number | null)[], halfWidths: readonly number[] | null, from: number, to: number): Runs | null {
  const shown = values.slice(from, to).filter((v) => v !== null).sort((a, b) => a - b);
  const upper = shown[shown.length >> 1];
  const lower = shown[(shown.length - 1) >> 1];
  if (upper === undefined || lower === undefined) return null;
  const median = lower + (upper - lower) / 2;
  let counted = 0;
  let chances = 0;
  let crossings = 0;
  let longest = 0;
  let latest = null as Runs['latest'];
  let broken = true;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? null;
    if (value === null) broken = true;
    if (value === null || Math.abs(value - median) <= (halfWidths?.[i] ?? 0) + 1e-9) continue;
    const side = value > median ? 'high' : 'low';
    counted += 1;
    if (!broken) chances += 1;
    if (!broken && latest?.side === side) latest.points += 1;
    else {
      if (!broken) crossings += 1;
      latest = { side, from: i, points: 1 };
    }
    longest = Math.max(longest, latest.points);
    broken = false;
  }
  const allowed = longestAllowed(counted);
  const fewest = fewestCrossings(chances);
  return { median, counted, longest, longestAllowed: allowed, crossings, fewestCrossings: fewest, latest, fires: longest > allowed || crossings < fewest };
}
