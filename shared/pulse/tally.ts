import type { Answer } from './answer.ts';
import { type ClassLists, classOf } from './classes.ts';
import type { Question } from './question.ts';

/** How many chose each option, by question. Lives only inside the close; what leaves it goes through `shared/disclosure`. */
export interface Tally {
  answered: number;
  unreadable: number;
  options: Readonly<Record<string, number[]>>;
  why: Readonly<Record<string, number[]>>;
}

export const emptyTally = (questions: readonly Question[]): Tally => ({
  answered: 0,
  unreadable: 0,
  options: Object.fromEntries(questions.map((q) => [q.id, q.options.map(() => 0)])),
  why: Object.fromEntries(questions.flatMap((q) => (q.why === null ? [] : [[q.id, q.why.options.map(() => 0)]]))),
});

/** Counts one answer in place; null is one that did not open or was none. */
export function count(tally: Tally, answer: Answer | null): void {
  if (answer === null) {
    tally.unreadable += 1;
    return;
  }
  tally.answered += 1;
  add(tally.options, answer.answers);
  add(tally.why, answer.why);
}

/** Counts one answer in its class too, where it has one. */
export function countInClass(classes: Map<string, Tally>, answer: Answer | null, lists: ClassLists, questions: readonly Question[]): void {
  const key = classOf(answer?.classes ?? {}, lists);
  if (key === null) return;
  const tally = classes.get(key) ?? emptyTally(questions);
  count(tally, answer);
  classes.set(key, tally);
}

function add(counts: Readonly<Record<string, number[]>>, chosen: Readonly<Record<string, number>>): void {
  for (const [question, option] of Object.entries(chosen)) {
    const row = counts[question];
    if (row?.[option - 1] !== undefined) row[option - 1]! += 1;
  }
}

/** Several tallies as one. */
export function added(tallies: readonly Tally[], questions: readonly Question[]): Tally {
  const sum = emptyTally(questions);
  for (const tally of tallies) {
    sum.answered += tally.answered;
    sum.unreadable += tally.unreadable;
    for (const field of ['options', 'why'] as const) for (const [id, row] of Object.entries(sum[field])) row.forEach((_, i) => (row[i]! += tally[field][id]?.[i] ?? 0));
  }
  return sum;
}
