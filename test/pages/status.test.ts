import { describe, expect, test } from 'vitest';
import { type Known, statusOf } from '../../web/src/pages/start/status.ts';
import type { RoundHere } from '../../web/src/wallet/openWallet.ts';

const here = (state: RoundHere['state']): RoundHere => ({
  round: 31, cohort: 'c', group: 'northside', name: 'Northside', size: 20, names: [], changed: null, opensAt: '', closesAt: '', state, problem: null, sendAfter: null,
});
const known = (more: Partial<Known>): Known => ({ asked: true, device: 'own', wallet: 'ready', here: undefined, collected: undefined, ...more });

describe('how a round stands on this device', () => {
  test('what the device holds counts before anything that went wrong', () => {
    for (const state of ['moved', 'waiting', 'sent', 'refused'] as const)
      for (const wallet of ['looking', 'collecting', 'ready', 'failed'] as const)
        expect(statusOf(known({ here: here(state), wallet, asked: false, collected: { state: 'elsewhere', round: 31 } }))).toBe(state);
    expect(statusOf(known({ here: here('held') }))).toBe('ready');
  });

  test('a shared device, and one that was not asked about yet, collects only when told to', () => {
    expect(statusOf(known({ device: 'shared' }))).toBe('not-collected');
    expect(statusOf(known({ device: null }))).toBe('not-collected');
  });

  test('whoever is not asked, or has collected elsewhere, or could not collect, is told which', () => {
    expect(statusOf(known({ asked: false }))).toBe('not-asked');
    expect(statusOf(known({ collected: { state: 'elsewhere', round: 31 } }))).toBe('elsewhere');
    expect(statusOf(known({ collected: { state: 'refused', round: 31, why: 'log-rewritten' } }))).toBe('not-possible');
    expect(statusOf(known({ wallet: 'failed' }))).toBe('failed');
    expect(statusOf(known({ wallet: 'collecting' }))).toBe('collecting');
  });
});
