import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';

/** From this many answers on the organisation's reasons are spoken of. */
export const enoughForReasons = 20;

/**
 * The reason named most often, by question; null where none stands out: too few gave one, or two lead. How many come to this
 * question depends on what they answered to the one before, so a reason that was hidden for want of them would announce that
 * answer. Therefore none is ever hidden: "none stands out" is said alike of no reason and of many. Groups have no such crowd to
 * stand in; of them no reason is published at all.
 */
export function reasonsOf({ why: counts }: Tally, questions: readonly Question[], floor: number): Record<string, number | null> {
  return Object.fromEntries(questions.flatMap(({ id, why }) => (why === null ? [] : [[id, standingOut(counts[id] ?? [], floor)]])));
}

function standingOut(counts: readonly number[], floor: number): number | null {
  const top = Math.max(0, ...counts);
  const leads = counts.filter((n) => n === top).length === 1;
  return leads && counts.reduce((a, b) => a + b, 0) >= floor ? counts.indexOf(top) + 1 : null;
}
