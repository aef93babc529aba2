import { readReceipt } from '../../../shared/escalation/receipt.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

/** Null where it is the receipt, but for what is forgiven. */
export function whatIsWrong(typed: string, receipt: string): string | null {
  const read = readReceipt(typed);
  if ('receipt' in read) return read.receipt === receipt ? null : words.retype.differ(differing(read.receipt, receipt));
  if (read.problem === 'too-long') return words.retype.tooLong;
  return read.problem === 'not-seven-words' ? words.retype.notSeven : words.retype.differ(read.at);
}

const differing = (typed: string, receipt: string): number[] => {
  const words = receipt.split(' ');
  return typed.split(' ').flatMap((word, i) => (word === words[i] ? [] : [i + 1]));
};
