import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAge } from '../../bin/age.mjs';
import { joinShares, spaced, splitIdentity } from '../../shared/escalation/recovery.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { call } from '../round/house.ts';
import { canary, collectTokens, executives, guardian, nextBatch, openedKey, openingOf, recoveryOf, type SpeakingHouse, speakingHouse, staff, writing } from './house.ts';
import { type Key, keyFrom, newKey } from './keys.ts';

let key: Key;
let three: string[];
beforeAll(async () => {
  key = await newKey();
  three = await splitIdentity(key.identity);
});

describe('of three shares', () => {
  test('any two give the key back, however they were typed, and each way round', async () => {
    for (const [a, b] of [[0, 1], [0, 2], [1, 2]] as const)
      for (const [one, other] of [[three[a]!, three[b]!], [spaced(three[b]!).toUpperCase(), `${three[a]!}\n`]] as const) expect(await joinShares(one, other)).toEqual({ identity: key.identity });
  });
  test('one alone is nothing, and no two splits have a share in common', async () => {
    expect(await joinShares(three[0]!, three[0]!)).toEqual({ problem: 'same-share' });
    expect(await splitIdentity(key.identity)).not.toEqual(expect.arrayContaining([three[0]]));
  });
  test('one that belongs to another key is found out', async () => {
    const [another] = await splitIdentity((await newKey()).identity);
    expect(await joinShares(three[0]!, another!)).toEqual({ problem: 'other-keys' });
  });
  test('two of two splits of one key are found out, since they lie on two lines', async () => {
    const again = await splitIdentity(key.identity);
    const joined = await Promise.all(again.map((share) => joinShares(three[0]!, share)));
    for (const one of joined) expect(one).not.toMatchObject({ identity: key.identity });
  });
  test('a letter that is wrong is found, in whichever it is', async () => {
    const wrong = three[1]!.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
    expect(await joinShares(three[0]!, wrong)).toEqual({ problem: 'not-a-share', at: 2 });
    for (const typed of ['', 'headroomshare1', key.identity, key.recipient, 'a'.repeat(10_000)]) expect(await joinShares(typed, three[0]!)).toEqual({ problem: 'not-a-share', at: 1 });
  });
});

describe('Debian’s age command', () => {
  let h: SpeakingHouse;
  let folder: string;
  beforeAll(async () => {
    h = await speakingHouse();
    folder = mkdtempSync(join(tmpdir(), 'headroom-age-'));
  }, 60_000);
  afterAll(() => {
    h.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const opened = (identity: string, sealed: string) => {
    const age = findAge();
    if (age === null) throw new Error('no age is here: on Debian, apt-get install age; or set HEADROOM_AGE');
    writeFileSync(join(folder, 'key.txt'), `${identity}\n`, { mode: 0o600 });
    return spawnSync(age, ['--decrypt', '--identity', join(folder, 'key.txt')], { input: fromBase64url(sealed), timeout: 30_000 });
  };

  test('opens a thread with the key that two shares gave back, and with no other', async () => {
    const [one, , three] = await splitIdentity(h.recovery.identity);
    const joined = await joinShares(one!, three!);
    expect(joined).toEqual({ identity: h.recovery.identity });
    const [token] = await collectTokens(h, staff[0]!);
    await call(h, 'openThread', { body: await openingOf(h, await writing(), token!, canary) });
    await nextBatch(h);
    const { body } = await call(h, 'readInbox', { as: executives[0] });
    const [{ first }] = body['threads'] as [{ first: string }];
    const done = opened(h.recovery.identity, first);
    expect(done.status, done.stderr.toString()).toBe(0);
    expect(done.stdout.toString('utf8')).toContain(canary);
    const stranger = opened((await newKey()).identity, first);
    expect(stranger.status).not.toBe(0);
    expect(stranger.stdout.toString('utf8')).not.toContain(canary);
  });

  test('makes an identity that is offered as the recovery key, under its own name', async () => {
    const made = await keyFrom(h.recovery.identity);
    expect((await call(h, 'offerRecoveryKey', { as: guardian, body: await recoveryOf(made, h.readers[2]!) })).body).toEqual({ id: made.id });
  });

  test('counts only with the signature of a key of the guardian’s own that counts, and never again once it was replaced', async () => {
    const [made, waits] = [await newKey(), await openedKey(h, guardian)];
    const offer = async (body: Record<string, unknown>) => (await call(h, 'offerRecoveryKey', { as: guardian, body })).body['type'] ?? 'taken';
    const listed = async () => ((await call(h, 'readReaders', {})).body as { recovery: unknown }).recovery;
    const before = await listed();
    expect(await offer(await recoveryOf(made, waits))).toBe('not-vouched');
    expect(await offer(await recoveryOf(made, h.readers[0]!))).toBe('not-found');
    expect(await offer({ ...(await recoveryOf(made, h.readers[2]!)), recipient: h.recovery.recipient })).toBe('not-vouched');
    expect(await listed()).toEqual(before);
    const signed = await recoveryOf(made, h.readers[2]!);
    expect(await offer(signed)).toBe('taken');
    expect(await listed()).toEqual({ id: made.id, ...signed });
    expect(await offer(await recoveryOf(h.recovery, h.readers[2]!))).toBe('malformed');
  });
});
