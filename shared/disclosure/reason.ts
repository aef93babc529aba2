import type { Question } from '../pulse/question.ts';
import { added, type Tally } from '../pulse/tally.ts';

/** From this many answers on the organisation's reasons are spoken of. */
export const enoughForReasons = 20;

/** What was counted of a group, or of small ones together, and what is shown of it. */
export interface Reasoned {
  tally: Tally;
  shares: Readonly<Record<string, unknown>>;
}

/**
 * The reason named most often, by question; null where none stands out: too few gave one, or two lead. How many come to this
 * question depends on what they answered to the one before, so a reason that was hidden for want of them would announce that
 * answer. Therefore none is ever hidden: "none stands out" is said alike of no reason and of many. Groups have no such crowd to
 * stand in; of them no reason is published at all. Of a group that shows no share of the question none is counted: that enough gave
 * one, of few who can have, would say who answered.
 */
export function reasonsOf(parts: readonly Reasoned[], questions: readonly Question[], floor: number): Record<string, number | null> {
  return Object.fromEntries(
    questions.flatMap((q) => (q.why === null ? [] : [[q.id, standingOut(added(parts.filter((p) => p.shares[q.id] != null).map((p) => p.tally), [q]).why[q.id] ?? [], floor)]])),
  );
}

function standingOut(counts: readonly number[], floor: number): number | null {
  const top = Math.max(0, ...counts);
  const leads = counts.filter((n) => n === top).length === 1;
  return leads && counts.reduce((a, b) => a + b, 0) >= floor ? counts.indexOf(top) + 1 : null;
}
