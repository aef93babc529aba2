/**
 * How fine a group's figures may be: the band its number answering is shown in, and the grain its shares are rounded to.
 * Both follow from the floor, the round's published counts and the band, and never from what was answered.
 */
export interface Band {
  /** Both ends included: the true number lies in here, and no end proves more than the round's published counts do. */
  atLeast: number;
  atMost: number;
}
export interface Grain {
  /** Shares under this percentage are one, and so are those over 100 less this. */
  edge: number;
  /** Between the edges shares are rounded to this many percent. */
  step: number;
  /** Whether the half cell beside an edge is one with the cell next to it: from 30 to 32.5 % there are three of ten, and too little else. */
  joined: boolean;
}

const edges = [15, 20, 25, 30, 35, 40, 45, 50] as const;
const steps = [5, 10, 20, 25] as const;
const finestStep = 5;

/** Colleagues pool their answers: whoever looks at a figure may know this many of those behind it. */
export const knownToColleagues = 3;

/** From this many on a cell of 2.5 % (the finest there is) holds two counts for every number answering. */
const alwaysFine = 100;

/** A share at this grain, as it would be published: `under`, `over`, or the percentage. The one place that rounds. */
export function rounded(part: number, whole: number, { edge, step, joined }: Grain): 'under' | 'over' | number {
  const percent = (100 * part) / whole;
  if (percent < edge) return 'under';
  if (percent > 100 - edge) return 'over';
  const nearest = Math.round((100 * part) / (whole * step)) * step;
  return joined ? Math.min(100 - edge - step, Math.max(edge + step, nearest)) : nearest;
}

/** How many answered a question, and how many of them chose what its share counts. */
export type Count = readonly [part: number, whole: number];

/** By share, the counts that would come out as it where `atMost` answered at most. */
export function countsByShare(floor: number, atMost: number, grain: Grain): Map<string | number, Count[]> {
  const fitting = new Map<string | number, Count[]>();
  for (let whole = floor; whole <= atMost; whole++)
    for (let part = 0; part <= whole; part++) {
      const share = rounded(part, whole, grain);
      const fits = fitting.get(share);
      if (fits === undefined) fitting.set(share, [[part, whole]]);
      else fits.push([part, whole]);
    }
  return fitting;
}

/**
 * Whether each share that can come out fits two counts or more, one of them not unanimous, with all that colleagues know taken
 * away: both by whoever knows that nobody else skipped the question and by whoever does not.
 */
function leavesDoubt(floor: number, { atLeast, atMost }: Band, grain: Grain): boolean {
  if (atLeast >= alwaysFine) return true;
  return [...countsByShare(floor, atMost, grain).values()].every(
    (fits) =>
      fits.some(([, whole]) => whole >= atLeast) &&
      known.every((knows) => [floor, Math.max(floor, atLeast - knows.skipped)].every((least) => isOpen(fits.filter(([, whole]) => whole >= least && whole <= atMost - knows.skipped), atMost - knows.skipped, knows))),
  );
}

/** What up to three colleagues may know between them: how many of theirs are counted in the share, how many are not, and how many skipped the question. */
export interface Known {
  said: number;
  others: number;
  skipped: number;
}
const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, n) => n);
export const known: readonly Known[] = upTo(knownToColleagues).flatMap((said) =>
  upTo(knownToColleagues - said).flatMap((others) => upTo(knownToColleagues - said - others).map((skipped) => ({ said, others, skipped }))),
);

/** Of the counts that these colleagues cannot rule out (they may rule out all: then they do not stand behind this share), two differ in either half, one is mixed, and one is of fewer than `most`. */
function isOpen(fits: readonly Count[], most: number, { said, others }: Known): boolean {
  const left = fits.filter(([part, whole]) => part >= said && whole - part >= others);
  const [first] = left;
  if (first === undefined) return true;
  const [part, rest] = [first[0], first[1] - first[0]];
  return left.some((c) => c[0] !== part) && left.some((c) => c[1] - c[0] !== rest) && left.some((c) => c[1] < most) && left.some((c) => c[0] > said && c[1] - c[0] > others);
}

/** The least edge that three colleagues cannot see through: where they are all that is counted, a fourth must still fit under it. */
const leastEdge = (atMost: number): number => edges.find((edge) => 100 * (knownToColleagues + 1) < edge * atMost) ?? edges.at(-1)!;

/** All grains from this edge on, the finest first. Only where a half cell lies beside an edge is there one to be joined. */
export const grainsFrom = (least: number): Grain[] =>
  edges.flatMap((edge) => (edge < least ? [] : steps.flatMap((step) => [{ edge, step, joined: false }, ...(edge % step === 0 && edge + step <= 50 ? [{ edge, step, joined: true }] : [])])));

const grains = new Map<string, Grain | null>();
/** The finest grain a published band allows; null where none does. The floor and the band are public, and so is this. */
export function grainOf(floor: number, band: Band): Grain | null {
  const key = `${floor} ${band.atLeast} ${band.atMost}`;
  const kept = grains.get(key);
  if (kept !== undefined) return kept;
  const found = grainFrom(leastEdge(band.atMost), floor, band);
  grains.set(key, found);
  return found;
}

/** The finest grain with at least this edge that leaves doubt. */
export const grainFrom = (least: number, floor: number, band: Band): Grain | null => grainsFrom(least).find((grain) => leavesDoubt(floor, band, grain)) ?? null;

/**
 * What a group's shares were rounded to, for whoever reads a release: a band that begins where none does by itself begins at the
 * floor, and one that does is as it is at any usual floor.
 */
export const grainOfBand = (band: Band): Grain | null => grainOf(band.atLeast < 16 ? band.atLeast : Math.min(band.atLeast, 12), band);

/** Where the least edge and the finest step will do. */
function isFinest(floor: number, band: Band): boolean {
  const grain = grainOf(floor, band);
  return grain?.step === finestStep && grain.edge === leastEdge(band.atMost);
}

/** The ends of bands before anything is known of a group: 15, 23, 31, 47, 63, 95 … : each is a quarter to a half as wide as it is high. */
function* bandEnds(): Generator<number> {
  yield 15;
  for (let high = 16; ; high *= 2) {
    yield high + high / 2 - 1;
    yield 2 * high - 1;
  }
}

/**
 * All bands a number answering can be shown in, where `most` could have: they follow each other without a gap or an overlap, so
 * a band says what its ends say and no more. A band too narrow for fine shares, or that would prove that everyone who could
 * answered (or everyone but one), is one with its neighbour.
 */
export function bandsOf(floor: number, most: number): Band[] {
  const bands: Band[] = [];
  let atLeast = floor;
  for (const end of bandEnds()) {
    const band = { atLeast, atMost: Math.min(end, most) };
    const stands = band.atMost - band.atLeast >= 2 && isFinest(floor, band);
    if (stands) bands.push(band);
    if (band.atMost === most) {
      // What is left over at the top goes to the band below it; where there is none it is the only one.
      if (!stands) bands.push({ atLeast: bands.pop()?.atLeast ?? floor, atMost: most });
      return bands;
    }
    if (stands) atLeast = end + 1;
  }
  return bands;
}

/**
 * The band and the grain for `n` answering where `most` could have: people asked and tokens collected are published. Null where
 * nothing can be shown: too few answered, or so few could have that every grain would give some answer away.
 */
export function fineness(n: number, most: number, floor: number): { band: Band; grain: Grain } | null {
  if (n < floor || most < floor + 2) return null;
  const band = bandsOf(floor, most).find(({ atMost }) => n <= atMost);
  const grain = band === undefined ? null : grainOf(floor, band);
  return band === undefined || grain === null ? null : { band, grain };
}
