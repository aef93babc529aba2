import { differing } from '../../../shared/escalation/receipt.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

/** Null where it is the receipt, but for what is forgiven. */
export function whatIsWrong(typed: string, receipt: string): string | null {
  const wrong = differing(typed, receipt);
  if (wrong === null) return null;
  return wrong.problem === 'too-long' ? words.retype.tooLong : wrong.problem === 'not-seven-words' ? words.retype.notSeven : words.retype.differ(wrong.at);
}
