import type { Reason } from '../escalation/themes.ts';
import { type Band, bandsOf, knownToColleagues } from './grain.ts';

/** What was counted over some months that are over. It leaves here through `toldOf`, and in no other way. */
export interface CountedWhy {
  /** How many leavers gave each reason, each of them once. */
  byReason: ReadonlyMap<Reason, number>;
  /** How many of the months’ messages were no leaver’s, or could not be told. */
  others: number;
  /** How many calendar years the months lie in: somebody is counted once in each. */
  years: number;
}

/** What is said of it, once and for good. */
export interface LeavingTold {
  leavers: Band;
  /** The reasons that enough of them gave, in the order in which they are asked for. Nothing of how many gave which. */
  named: readonly Reason[];
}

/** Above any number of leavers: the widest band ends here. */
const mostLeavers = 1_000_000;

/**
 * The floors of a period. Three colleagues pool what they said, and each of them was counted once a year at most; what is told has to leave open, with
 * theirs taken away, what any other leaver said.
 *
 *     named    as many give a reason before it is told, so that two at least are no colleagues’
 *     beside   as many give none that is told, so that one at least is no colleague’s
 *     leavers  both of them; before there are as many nothing is told, and the period grows
 *     others   as many messages that are no leaver’s: that one was sent in these months then makes nobody a leaver
 */
export function floorsOf(floor: number, years: number): { named: number; beside: number; leavers: number; others: number } {
  const known = knownToColleagues * years;
  const named = Math.max(floor, known + 2);
  return { named, beside: known + 1, leavers: named + known + 1, others: named };
}

/** Null where there are too few of either kind: then nothing is written, and the next month is counted with these. */
export function toldOf({ byReason, others, years }: CountedWhy, order: readonly Reason[], floor: number): LeavingTold | null {
  const least = floorsOf(floor, years);
  const leavers = [...byReason.values()].reduce((a, b) => a + b, 0);
  if (leavers < least.leavers || others < least.others) return null;
  const leaverBand = bandsOf(least.leavers, mostLeavers).find(({ atMost }) => leavers <= atMost);
  if (leaverBand === undefined) throw new RangeError('more leavers than anybody has');
  return { leavers: leaverBand, named: namedBy(byReason, order, least) };
}

/** Those with enough. Where too few would be left beside them all, the one that fewest gave is left out as well; that is enough to be beside the rest. */
function namedBy(byReason: CountedWhy['byReason'], order: readonly Reason[], least: { named: number; beside: number }): Reason[] {
  const count = (reason: Reason): number => byReason.get(reason) ?? 0;
  const enough = order.filter((reason) => reason !== 'not-said' && count(reason) >= least.named);
  const beside = [...byReason].reduce((n, [reason, gave]) => n + (enough.includes(reason) ? 0 : gave), 0);
  if (enough.length === 0 || beside >= least.beside) return enough;
  const fewest = Math.min(...enough.map(count));
  return enough.filter((reason) => count(reason) > fewest);
}
