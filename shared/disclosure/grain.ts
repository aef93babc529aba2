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
}

const edges = [15, 20, 25, 30, 35, 40, 45, 50] as const;
const steps = [5, 10, 20, 25] as const;
const finestStep = 5;

/** Colleagues pool their answers: whoever looks at a figure may know this many of those behind it. */
export const knownToColleagues = 3;

/** From this many on a cell of 2.5 % (the finest there is) holds two counts for every number answering. */
const alwaysFine = 100;

/** A share at this grain, as it would be published: `under`, `over`, or the percentage. The one place that rounds. */
export function rounded(part: number, whole: number, { edge, step }: Grain): 'under' | 'over' | number {
  const percent = (100 * part) / whole;
  if (percent < edge) return 'under';
  if (percent > 100 - edge) return 'over';
  return Math.round((100 * part) / (whole * step)) * step;
}

/**
 * Whether each share that can come out fits two counts or more, one of them not unanimous, with all that colleagues know taken
 * away. The wholes tried are those of the band: whoever knows that nobody skipped the question must be left in doubt too.
 */
function leavesDoubt(floor: number, { atLeast, atMost }: Band, grain: Grain): boolean {
  if (atLeast >= alwaysFine) return true;
  const fitting = new Map<string | number, [part: number, whole: number][]>();
  for (let whole = floor; whole <= atMost; whole++)
    for (let part = 0; part <= whole; part++) {
      const share = rounded(part, whole, grain);
      const fits = fitting.get(share) ?? [];
      if (whole >= atLeast) fits.push([part, whole]);
      fitting.set(share, fits);
    }
  return [...fitting.values()].every((fits) => fits.length > 0 && known.every((knows) => isOpen(fits, knows)));
}

/** What up to three colleagues may know between them: how many of theirs are counted in the share, and how many are not. */
const known = Array.from({ length: knownToColleagues + 1 }, (_, all) => Array.from({ length: all + 1 }, (_, said) => ({ said, others: all - said }))).flat();

/** Of the counts that these colleagues cannot rule out (they may rule out all: then they do not stand behind this share), two differ and one is mixed. */
function isOpen(fits: readonly [part: number, whole: number][], { said, others }: { said: number; others: number }): boolean {
  const left = fits.filter(([part, whole]) => part >= said && whole - part >= others);
  return left.length === 0 || (left.some(([part]) => part !== left[0]?.[0]) && left.some(([part, whole]) => part > said && whole - part > others));
}

/** The least edge that three colleagues cannot see through: where they are all that is counted, a fourth must still fit under it. */
const leastEdge = (atMost: number): number => edges.find((edge) => 100 * (knownToColleagues + 1) < edge * atMost) ?? edges.at(-1)!;

const grains = new Map<string, Grain | null>();
/** The finest grain a published band allows; null where none does. The floor and the band are public, and so is this. */
export function grainOf(floor: number, band: Band): Grain | null {
  const key = `${floor} ${band.atLeast} ${band.atMost}`;
  const kept = grains.get(key);
  if (kept !== undefined) return kept;
  const least = leastEdge(band.atMost);
  const found = edges.flatMap((edge) => (edge < least ? [] : steps.map((step) => ({ edge, step })))).find((grain) => leavesDoubt(floor, band, grain)) ?? null;
  grains.set(key, found);
  return found;
}

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
function bandsOf(floor: number, most: number): Band[] {
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
