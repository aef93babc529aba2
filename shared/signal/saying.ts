import * as z from 'zod';
import type { GroupRelease } from '../disclosure/release.ts';
import type { Question } from '../pulse/question.ts';
import { tell } from './catalogue.ts';
import { findingsOf, isSignal } from './finding.ts';

/** A finding as it was told when its round was released: kept with the release, so that one reading shows it. */
export const saying = z.lazy(() => z.object({ question: z.string(), direction: z.enum(['better', 'worse']).nullable(), label: z.string(), sentence: z.string() }));
export type Saying = z.infer<typeof saying>;

/** What a group's releases say, a measure each, in the order of the questions. Takes one group's releases. */
export function sayingsOf(releases: readonly GroupRelease[], questions: readonly Question[]): Saying[] {
  const byId = new Map(questions.map((q) => [q.id, q]));
  return findingsOf(releases, questions).flatMap((finding): Saying[] => {
    const question = byId.get(finding.question);
    return question === undefined ? [] : [{ question: finding.question, direction: isSignal(finding) ? finding.direction : null, ...tell(finding, question) }];
  });
}
