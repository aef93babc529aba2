import { expect, test } from 'vitest';
import { type Change, tellChange } from '../../web/src/pages/rules/changed.ts';

/** Newest first, as the page is told them. */
const own = (name: string): Change => ({ kind: 'own', name, audience: 'social-worker', owes: { kind: 'supervision', everyWeeks: 4, minutes: null } });
const told = (...oldestFirst: readonly Change[]): string[] => {
  const changes = oldestFirst.map((change) => ({ by: 'Sian Powell', on: '2026-11-29', change })).reverse();
  return changes.map(({ change }) => tellChange(change, { version: oldestFirst.length, changes }));
};

test('each change names its own rule, though it was dropped and others were written since', () => {
  expect(told({ kind: 'adopted', rule: 'bia' }, own('First'), own('Second'), { kind: 'dropped', rule: 'own.2' }, { kind: 'dropped', rule: 'bia' })).toEqual([
    'dropped Best interests assessors: training in the last twelve months', 'dropped First', 'wrote a rule of our own: Second', 'wrote a rule of our own: First', 'adopted Best interests assessors: training in the last twelve months',
  ]);
});

test('what was written longer ago than the page is told is not called by another’s name', () => {
  const changes = [{ by: 'Sian Powell', on: '2026-11-29', change: { kind: 'dropped', rule: 'own.2' } as const }, { by: 'Sian Powell', on: '2026-11-29', change: own('Another') }];
  expect(tellChange({ kind: 'dropped', rule: 'own.2' }, { version: 90, changes })).toBe('dropped a rule of our own');
});
