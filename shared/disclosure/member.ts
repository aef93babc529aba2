import { type Band, type Count, countsByShare, type Grain, grainOf, grainsFrom, type Known, known } from './grain.ts';
import { leastWidth } from './suppress.ts';

/**
 * The finest grain for small cohorts counted together that leaves open what was answered in each: of every share that can come out,
 * and whatever three colleagues in one of them know, the counted in a member may be any of an interval three wide, and so may the
 * rest and all who answered. `others` is the most that can have answered in all of them but one. Nobody knows more of a member than
 * colleagues in it, so theirs is the one that is looked at.
 */
export function poolGrain(floor: number, band: Band, others: number): Grain | null {
  const least = grainOf(floor, band);
  if (least === null || !known.every((knows) => answersStayOpen(floor, band, others, knows))) return null;
  return grainsFrom(least.edge).find((grain) => [...countsByShare(floor, band.atMost, grain).values()].every((fits) => known.every((knows) => halvesStayOpen(fits, floor, band, others, knows)))) ?? null;
}

const isOpen = (least: number, greatest: number, room: number): boolean => greatest - least >= Math.min(leastWidth, room);

/** Of how many answered in a member: fewer than the floor, and at least what the others cannot have made up of the band's least. */
function answersStayOpen(floor: number, { atLeast }: Band, others: number, { said, others: no, skipped }: Known): boolean {
  const theirs = said + no + skipped;
  const least = Math.max(0, atLeast - others);
  return isOpen(least, floor - 1, floor - 1) && isOpen(Math.max(theirs, least), floor - 1, floor - 1 - theirs);
}

/** Of what was answered in the member in which the colleagues are: it holds what they said, and what the others cannot have made up. */
function halvesStayOpen(fits: readonly Count[], floor: number, { atMost }: Band, others: number, { said, others: no, skipped }: Known): boolean {
  const most = floor - 1 - skipped;
  const left = fits.filter(([part, whole]) => part >= said && whole - part >= no && whole <= atMost - skipped && whole <= most + others);
  if (left.length === 0) return true;
  const isHalfOpen = (half: (c: Count) => number, ours: number, other: number): boolean =>
    isOpen(Math.min(...left.map((c) => Math.max(ours, half(c) - others))), Math.max(...left.map((c) => Math.min(most - other, half(c)))), most - said - no);
  return isHalfOpen(([part]) => part, said, no) && isHalfOpen(([part, whole]) => whole - part, no, said);
}
