import type { Standing } from '../../../shared/escalation/thread.ts';
import { shortDay } from '../ui/dates.ts';
import { wordsOfThread } from './wordsOfThread.ts';

const words = wordsOfThread.thread.standing;

/** Whether it was answered and whether it was ended, in one breath: what its writer ended is owed nothing, and what a reader ended without an answer is. `promised`: how soon, where a house says so. */
export function answerAndEnd({ answeredOn, closedBy }: Pick<Standing, 'answeredOn' | 'closedBy'>, promised: string): string[] {
  if (answeredOn !== null) return [words.answered(shortDay(answeredOn)), ...(closedBy === null ? [] : [words.closed[closedBy]])];
  if (closedBy === 'writer') return [words.endedUnanswered, words.closed.writer];
  return [words.notAnswered + promised, ...(closedBy === null ? [] : [words.closed.unanswered])];
}
