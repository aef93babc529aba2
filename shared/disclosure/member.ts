import { type Band, type Count, countsByShare, type Grain, grainOf, grainsFrom, type Known, known } from './grain.ts';
import { leastWidth } from './suppress.ts';

/** All that is known beforehand of small cohorts that are counted together. */
export interface Together {
  floor: number;
  /** The most that can have answered in all of them but one. */
  others: number;
  /** Whether in some service of theirs fewer than the floor answered: it could have had a pool, and has none. */
  isTight: boolean;
}

/**
 * The finest grain for small cohorts counted together that leaves open what was answered in each: of every share that can come out,
 * and whatever three colleagues in one of them know, the counted in a member may be any of an interval three wide, and so may the
 * rest and all who answered.
 */
export function poolGrain(of: Together, band: Band): Grain | null {
  const least = grainOf(of.floor, band);
  if (least === null || !known.every((knows) => answersStayOpen(of, band, knows))) return null;
  return grainsFrom(least.edge).find((grain) => leavesMembersOpen(of, band, grain)) ?? null;
}

const isOpen = (least: number, greatest: number, room: number): boolean => greatest - least >= Math.min(leastWidth, room);
const ours = ({ said, others, skipped }: Known): number => said + others + skipped;

/** Of how many answered in a member: fewer than the floor, and at least what the others cannot have made up of the band's least. */
function answersStayOpen({ floor, others }: Together, { atLeast }: Band, knows: Known): boolean {
  const least = Math.max(0, atLeast - others);
  return isOpen(least, floor - 1, floor - 1) && isOpen(Math.max(ours(knows), least), floor - 1, floor - 1 - ours(knows));
}

function leavesMembersOpen(of: Together, band: Band, grain: Grain): boolean {
  const most = of.floor - 1;
  return [...countsByShare(of.floor, band.atMost, grain).values()].every((fits) =>
    known.every((knows) => isOpenBesideThem(fits, most, band, of, knows) && (of.isTight ? [most, most - ours(knows)] : [most]).every((n) => isOpenElsewhere(fits, n, band, of, knows))),
  );
}

/** Of a member in which none of the colleagues is, and `most` answered at most. */
function isOpenElsewhere(fits: readonly Count[], most: number, { atMost }: Band, { others }: Together, { said, others: no, skipped }: Known): boolean {
  const rest = others - skipped;
  const left = fits.filter(([part, whole]) => part >= said && whole - part >= no && whole <= atMost - skipped && whole <= most + rest);
  return left.length === 0 || (
    isOpen(Math.min(...left.map(([part]) => Math.max(0, part + no - rest))), Math.max(...left.map(([part]) => Math.min(most, part - said))), most) &&
    isOpen(Math.min(...left.map(([part, whole]) => Math.max(0, whole - part + said - rest))), Math.max(...left.map(([part, whole]) => Math.min(most, whole - part - no))), most)
  );
}

/** Of what is left of the member in which they are. */
function isOpenBesideThem(fits: readonly Count[], all: number, { atMost }: Band, { others }: Together, { said, others: no, skipped }: Known): boolean {
  const most = all - skipped;
  const left = fits.filter(([part, whole]) => part >= said && whole - part >= no && whole <= atMost - skipped && whole <= most + others);
  return left.length === 0 || (
    isOpen(Math.min(...left.map(([part]) => Math.max(said, part - others))), Math.max(...left.map(([part]) => Math.min(most - no, part))), most - said - no) &&
    isOpen(Math.min(...left.map(([part, whole]) => Math.max(no, whole - part - others))), Math.max(...left.map(([part, whole]) => Math.min(most - said, whole - part))), most - said - no)
  );
}
