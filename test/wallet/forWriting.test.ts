import { beforeEach, expect, test } from 'vitest';
import type { PublicRecord } from '../../web/src/wallet/publicRecord.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter } from './organisation.ts';

const now = Date.parse('2026-01-12T10:00:00Z');
const numbers = { children: { who: 'Children’s front door', phone: '01632 960111', when: null }, adults: null, outOfHours: null, allegations: null, version: 1, checkedOn: '2026-01-05', checkedBy: 'Gwen Rees' };
const before = { referrals: numbers, terms: [{ from: '2026-01-06', acknowledgeWithinDays: 3, answerWithinDays: null }] };
let record: Pick<PublicRecord, 'log' | 'readers' | 'beforeWriting' | 'whyKey'>;
const keep = async (names = ['Ada Owen']) => (await import('../../web/src/wallet/forWriting.ts')).keepForWriting({ record, names: async () => names, now });
const kept = async () => (await import('../../web/src/wallet/speakingKept.ts')).speakingKept();

beforeEach(async () => {
  newDevice();
  const line = await lineAfter(null, { kind: 'prepared', round: 2, body: 'b' });
  record = { log: async (after) => (after === 0 ? [line] : after === line.seq - 1 ? [line] : []), readers: async () => ({ readers: [], former: [], recovery: null }), beforeWriting: async () => before, whyKey: async () => null };
});

test('a device that has kept nothing says so, and nothing is asked of anybody', async () => {
  expect(await kept()).toEqual({ months: [], outbox: [], forWriting: null });
});

test('what a writer needs is there without asking anyone, once a sign-in has kept it', async () => {
  await keep();
  expect((await kept()).forWriting).toEqual({ v: 1, keptOn: '2026-01-12', readers: null, problem: null, ...before, whyKeys: {}, names: ['Ada Owen'] });
});

test('readers that are not as the log has them are not kept, and it is kept that they are not', async () => {
  const hash = 'h'.repeat(43);
  record = { ...record, readers: async () => ({ readers: ['a', 'b'].map((n) => ({ id: n.repeat(43), name: n, role: 'executive' as const, recipient: `age1${'q'.repeat(58)}`, signs: hash, by: hash, signature: 's'.repeat(86), replaces: null })), former: [], recovery: { id: hash, recipient: `age1${'q'.repeat(58)}`, by: hash, signature: 's'.repeat(86) } }) };
  await keep();
  expect((await kept()).forWriting).toMatchObject({ readers: null, problem: 'readers-differ' });
});

test('where there is no connection, what was kept before stays', async () => {
  await keep();
  record = { ...record, beforeWriting: async () => Promise.reject(new Error('no connection')) };
  await expect(keep(['Somebody else'])).rejects.toThrow('no connection');
  expect((await kept()).forWriting?.names).toEqual(['Ada Owen']);
});

test('a month’s key for reasons for leaving is kept where the log has that one for it, and no other', async () => {
  const [key, other] = ['k'.repeat(43), 'o'.repeat(43)];
  const { hashOfWhyKey } = await import('../../shared/escalation/sealedWhy.ts');
  const lines = [await lineAfter(null, { kind: 'why-key', round: 24_312, body: await hashOfWhyKey(24_312, key) })];
  record = { ...record, log: async (after) => lines.filter((l) => l.seq > after), whyKey: async () => key };
  await keep();
  expect((await kept()).forWriting?.whyKeys).toEqual({ 24312: key });
  record = { ...record, whyKey: async () => other };
  await keep();
  expect((await kept()).forWriting?.whyKeys).toEqual({});
  lines.push(await lineAfter(lines[0]!, { kind: 'why-key', round: 24_312, body: await hashOfWhyKey(24_312, other) }));
  await keep();
  expect((await kept()).forWriting?.whyKeys).toEqual({});
});
