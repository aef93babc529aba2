import * as z from 'zod';
import type { Question } from '../pulse/question.ts';
import { tell } from './catalogue.ts';
import { type Finding, isSignal } from './finding.ts';

/** A finding as it was told when its round was released: kept with the release, so that one reading shows it. */
export const saying = z.lazy(() => z.object({ question: z.string(), direction: z.enum(['better', 'worse']).nullable(), label: z.string(), sentence: z.string() }));
export type Saying = z.infer<typeof saying>;

/** A finding in words; none where its question is not asked any more. */
export function sayingOf(finding: Finding, questions: readonly Question[]): Saying[] {
  const question = questions.find((q) => q.id === finding.question);
  return question === undefined ? [] : [{ question: finding.question, direction: isSignal(finding) ? finding.direction : null, ...tell(finding, question) }];
}
