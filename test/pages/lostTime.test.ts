import { describe, expect, test } from 'vitest';
import type { LostTimeReport } from '../../shared/contract/identity/lostTime.ts';
import { tellLost, words } from '../../web/src/pages/lostTime/words.ts';
import { type Loss, toReport } from '../../web/src/pages/time/mine.ts';
import { reportWords } from '../../web/src/pages/time/words.ts';

const loss = (start: string, more: Partial<Loss> = {}): Loss => ({ session: 'a', kind: 'taken', reason: 'court', by: 'mo', minutes: 90, start, on: start.slice(0, 10), daysUntilRebooked: null, ...more });
const report = (lost: LostTimeReport['lost']): LostTimeReport => ({ id: 'r', reporter: 'ada', lost, text: '', at: '2026-11-24T09:00:00Z', dueAt: '2026-12-03T17:00:00Z', to: 'principal', answer: null });
const nameOf = (id: string): string => (id === 'mo' ? 'Mo Shah' : '');

describe('what can be reported', () => {
  test('is a loss of the last 28 days, newest first, and once: one that was booked again and lost again is another', () => {
    const losses = ['2026-10-27T10:00:00Z', '2026-10-26T10:00:00Z', '2026-11-20T10:00:00Z'].map((start) => loss(start));
    expect(toReport({ losses, reports: [], today: '2026-11-24' }).map(({ on }) => on)).toEqual(['2026-11-20', '2026-10-27']);
    const { kind: how, daysUntilRebooked: _, on: __, ...lost } = loss('2026-11-20T10:00:00.000Z');
    const done = report({ ...lost, kind: 'session', of: 'supervision', how });
    expect(toReport({ losses, reports: [done], today: '2026-11-24' }).map(({ on }) => on)).toEqual(['2026-10-27']);
  });
});

describe('a report in words', () => {
  test('says what was lost, when, why and by whose decision, or what nobody booked', () => {
    expect(tellLost({ kind: 'session', session: 'a', of: 'supervision', start: '2026-12-04T10:00:00Z', how: 'taken', minutes: 90, reason: 'court', by: 'mo' }, nameOf)).toBe('Supervision on Friday 4 December at 10:00: taken, court (Mo Shah)');
    expect(tellLost({ kind: 'unbooked', of: 'cpd', on: '2026-12-04' }, nameOf)).toBe('CPD time that nobody booked, Friday 4 December');
  });

  test('says by name and role who reads it', () => {
    expect(reportWords.readBy('principal', ['Sian Powell'])).toBe('Read by Sian Powell, as principal social worker, and by nobody else. Not by your manager.');
    expect(reportWords.readBy('executive', ['David Osei', 'Helen Marsh'])).toBe('Read by David Osei and Helen Marsh, as executives, and by nobody else. Not by your manager.');
  });

  test('of a quarter says how many were answered in time, and of few no number at all', () => {
    expect([7, 3, 0].map((inTime) => words.figure('2026-3', { reports: 7, inTime }))).toEqual(['July to September 2026: 7 reports, all answered in time.', 'July to September 2026: 7 reports, 3 answered in time.', 'July to September 2026: 7 reports, none answered in time.']);
    expect(words.tooFew('2026-4', 5)).toBe('October to December 2026: fewer than 5 reports, so not shown.');
  });
});
