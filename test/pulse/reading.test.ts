import { expect, test } from 'vitest';
import { bank } from '../../shared/pulse/question.ts';

/** Silent reading of English, words a minute: Brysbaert (2019), Journal of Memory and Language 109. */
const wordsAMinute = 238;
const wordsIn = (texts: readonly string[]): number => texts.join(' ').split(/\s+/).filter((word) => word !== '').length;

test('a check-in is a minute’s reading at most: every question with all its options, and the one reason that is asked for', () => {
  const words = wordsIn(bank.flatMap((q) => [q.text, ...q.options, ...(q.why === null ? [] : [q.why.text, ...q.why.options])]));
  expect(words).toBeGreaterThan(100);
  expect(words).toBeLessThan(wordsAMinute);
});
