import { longest, stretches, together } from './attacker.ts';
import type { Model } from './classes.ts';
import { type Insider, type Published, type PublishedRound } from './published.ts';
import type { Bound } from './verdict.ts';

/** Colleagues who tell each other what they said. */
export const pooling = 3;

/**
 * What an auditor cannot know is what anyone said, so it tries whatever three in a cohort may have said of a question: that none to
 * all of theirs are counted; in one cohort after the other, where totals join several. What cannot have been is left out; of the rest
 * the worst counts.
 */
export async function attackPooled(published: Published, model: Model): Promise<Bound[]> {
  const bounds: Bound[] = [];
  const questions = new Set(published.rounds.flatMap((r) => r.questions.map((q) => q.id)));
  for (const rounds of stretches(published.rounds, model))
    for (const groups of together(rounds, model))
      for (const group of groups)
        for (const question of questions)
          for (let counted = 0; counted <= pooling; counted++)
            bounds.push(...(await longest({ rounds, groups, model, insiders: insidersOf(rounds, group, question, counted), questions: [question] })).bounds);
  return worst(bounds);
}

/** The same three as long as they stay: the first of each roster. */
const insidersOf = (rounds: readonly PublishedRound[], group: string, question: string, counted: number): Insider[] =>
  rounds.flatMap(({ round, rosters }) => (rosters.get(group) ?? []).slice(0, pooling).map((person, i) => ({ person, round, said: { [question]: i < counted } })));

/** Of all that was found of a cell: what fails, or else what is narrowest. */
export function worst(bounds: readonly Bound[]): Bound[] {
  const width = (b: Bound): number => b.greatest - b.least;
  const isWorse = (a: Bound, b: Bound): boolean => (a.fails === null) === (b.fails === null) ? width(a) < width(b) : a.fails !== null;
  const found = new Map<string, Bound>();
  for (const bound of bounds) {
    const before = found.get(bound.words);
    if (before === undefined || isWorse(bound, before)) found.set(bound.words, bound);
  }
  return [...found.values()];
}
