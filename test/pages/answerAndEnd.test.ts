import { expect, test } from 'vitest';
import { answerAndEnd } from '../../web/src/speaking/answerAndEnd.ts';

test('a writer is told of an answer that is owed while it is, and of no answer that is owed once they have ended it', () => {
  const said = (answeredOn: string | null, closedBy: 'writer' | 'reader' | null) => answerAndEnd({ answeredOn, closedBy }, '').join(' ');
  expect(said(null, null)).toBe('Nobody has answered yet. They owe you an answer within 3 months at most.');
  expect(said(null, 'reader')).toMatch(/^Nobody has answered yet\. They owe you an answer within 3 months at most\. They have ended it without answering\. That takes nothing away: the answer is still owed/);
  expect(said(null, 'writer')).toBe('Nobody had answered when you ended it. You have ended it. If you write again, it goes on.');
  expect(said('2026-01-13', 'reader')).toBe('First answered on 13 Jan 2026. They have ended it. If you write again, it goes on.');
});
