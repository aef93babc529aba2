import { rosterOf } from '../../shared/pulse/roster.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Held } from '../../web/src/wallet/kept.ts';
import { newDevice } from './browserStandIn.ts';
import { me, type Organisation, organisation, reissue, round } from './organisation.ts';

const origin = 'https://headroom.example';
const handOver = () => import('../../web/src/wallet/handOver.ts');

let org: Organisation;
/** The code as a camera reads it. */
async function shown(): Promise<string> {
  const { openWallet, collect } = await import('../../web/src/wallet/wallet.ts');
  const wallet = openWallet({ owner: 'ada', keep: 'device' });
  await collect(round, { wallet, record: org.record, identity: org.identity, name: me });
  const url = new URL((await wallet.handOver(round, origin)) ?? '');
  expect(url.origin + url.pathname).toBe(`${origin}/check-in`);
  return url.hash.slice(1);
}
async function taken(fragment: string): Promise<Held> {
  const { readHandOver, takeIn } = await handOver();
  const code = readHandOver(fragment);
  if (code === null) throw new Error('not a code');
  return takeIn(code, org.record);
}

beforeEach(async () => {
  newDevice();
  org = await organisation();
});

test('a token goes to a phone by its code alone and is the same token there', async () => {
  const code = await shown();
  const { openWallet } = await import('../../web/src/wallet/wallet.ts');
  const here = await openWallet({ owner: 'ada', keep: 'device' }).kept(round);
  newDevice();
  const there = await taken(code);
  expect(here).toMatchObject({ state: 'moved', prepared: there.prepared, signature: there.signature, head: there.head });
  expect(there).toMatchObject({ state: 'held', cohort: org.cohort, name: 'Harbour', size: 3, manifest: org.manifest, names: [] });
});

test('a code says nothing about who', async () => {
  const code = Buffer.from(await shown(), 'base64url').toString('latin1');
  for (const name of [...org.names, 'ada']) expect(code.toLowerCase()).not.toContain(name.toLowerCase());
});

test('a token that was handed over can be shown again, and be taken back', async () => {
  const first = await shown();
  const { openWallet } = await import('../../web/src/wallet/wallet.ts');
  const wallet = openWallet({ owner: 'ada', keep: 'device' });
  expect(await wallet.handOver(round, origin)).toBe(`${origin}/check-in#${first}`);
  expect(await wallet.rounds()).toMatchObject([{ state: 'moved' }]);
  await wallet.takeBack(round);
  expect(await wallet.rounds()).toMatchObject([{ state: 'held' }]);
  expect(await wallet.handOver(round + 1, origin)).toBeNull();
});

describe('a code is not taken where', () => {
  const changed = (code: string, at: number): string => {
    const bytes = Buffer.from(code, 'base64url');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes.toString('base64url');
  };
  test.each([
    ['its prefix', 50, 'token-wrong'],
    ['its signature', 100, 'token-wrong'],
    ['its size', 6, 'size-differs'],
    ['its cohort', 20, 'cohort-not-in-manifest'],
    ['its round', 4, 'manifest-differs'],
  ] as const)('%s was changed', async (_, at, why) => {
    await expect(taken(changed(await shown(), at))).rejects.toMatchObject({ why });
  });
  test('the log it stands in is another one than this device has seen', async () => {
    const code = await shown();
    await reissue(org, { people: await rosterOf(org.salt, ['Someone Else']) });
    await expect(taken(code)).rejects.toMatchObject({ why: 'log-rewritten' });
  });
  test('it is cut short, or something else altogether', async () => {
    const code = await shown();
    const { readHandOver } = await handOver();
    for (const other of ['', 'send', code.slice(0, 300), '%%%', 'AAAA'.repeat(200), `${code}${'A'.repeat(2000)}`]) expect(readHandOver(other)).toBeNull();
  });
});

test('a demo’s clock that was moved by days goes along; seconds do not', async () => {
  const { handOverUrl, readHandOver } = await handOver();
  await shown();
  const { openWallet } = await import('../../web/src/wallet/wallet.ts');
  const token = (await openWallet({ owner: 'ada', keep: 'device' }).kept(round)) as Held;
  const carried = (ahead: number) => readHandOver(handOverUrl(token, origin, ahead).split('#')[1] ?? '')?.clockAheadBy;
  expect(carried(9 * 86_400_000)).toBe(9 * 86_400_000);
  expect(carried(-40_000)).toBe(0);
});
