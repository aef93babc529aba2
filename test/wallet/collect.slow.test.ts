import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Refusal } from '../../web/src/wallet/refusal.ts';
import type { Wallet } from '../../web/src/wallet/wallet.ts';
import { newDevice, newTab } from './browserStandIn.ts';
import { lineAfter, me, named, type Organisation, organisation, reissue, republish, round } from './organisation.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { hashOfEntry } from '../../shared/pulse/manifest.ts';
import { rosterOf } from '../../shared/pulse/roster.ts';

const wallets = () => import('../../web/src/wallet/wallet.ts');

async function openHere(owner = 'ada', keep: 'device' | 'tab' = 'device'): Promise<Wallet> {
  return (await wallets()).openWallet({ owner, keep });
}
async function collectHere(org: Organisation, wallet: Wallet) {
  const { collect } = await wallets();
  return collect(round, { wallet, record: org.record, identity: org.identity, name: me });
}

let org: Organisation;
beforeEach(async () => {
  newDevice();
  org = await organisation();
});

test('a token is collected once, verified, and held with what the check-in needs', async () => {
  const wallet = await openHere();
  expect(await collectHere(org, wallet)).toEqual({ state: 'held', round });
  expect(await collectHere(org, wallet)).toEqual({ state: 'held', round });
  expect(org.asked).toHaveLength(1);
  expect(await wallet.rounds()).toMatchObject([{ round, state: 'held', name: 'Harbour', size: 3, cohort: org.cohort }]);
  const kept = await wallet.kept(round);
  expect(kept).toMatchObject({ state: 'held', manifest: org.manifest });
  expect(kept).not.toHaveProperty('inverse');
  expect(kept).not.toHaveProperty('blinded');
});

/** Another group of the round, with a key of its own. */
async function joinedBy(o: Organisation, names: readonly string[]): Promise<void> {
  const theirs = { ...[...o.entries.values()].find((e) => e.people.length === 2)!, people: await rosterOf(o.salt, names) };
  o.entries.set(await hashOfEntry(theirs), theirs);
  await republish(o, { ...o.manifest, cohorts: [...o.entries.keys()].sort() });
}

describe('what does not stand in the public record is not asked to be signed:', () => {
  const nobody = toBase64url(new Uint8Array(32).fill(7));
  const shortKey = () => toBase64url(new Uint8Array(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'der' })));
  const lies: Record<string, { why: Refusal; lie: (o: Organisation) => Promise<unknown> | void }> = {
    'a round that is not in the log': { why: 'not-published', lie: (o) => void o.lines.pop() },
    'a manifest that is not there': { why: 'not-published', lie: (o) => void (o.record.manifest = async () => null) },
    'another manifest than the log’s': { why: 'manifest-differs', lie: (o) => void (o.manifest = { ...o.manifest, floor: 5 }) },
    'a manifest of another round': { why: 'manifest-differs', lie: (o) => republish(o, { ...o.manifest, round: round + 1 }) },
    'a cohort that is not in the manifest': { why: 'cohort-not-in-manifest', lie: (o) => void (o.cohort = nobody) },
    'an entry with another key than its hash says': {
      why: 'entry-differs',
      lie: (o) => void o.entries.set(o.cohort, { ...(o.entries.get(o.cohort) as never as object), key: 'AAAA' } as never),
    },
    'an entry that is not there': { why: 'entry-differs', lie: (o) => o.entries.clear() },
    'an entry of another round': { why: 'entry-differs', lie: (o) => reissue(o, { round: round + 1 }) },
    'a cohort of another size than the names': { why: 'size-differs', lie: async (o) => reissue(o, { people: (await rosterOf(o.salt, o.names)).slice(1) }) },
    'a group made for me alone, while my colleagues are in another': {
      why: 'in-two-groups',
      lie: async (o) => {
        const [theirs] = [...o.entries.values()].filter((e) => e.people.length === 2);
        const real = { ...theirs!, people: await rosterOf(o.salt, o.names) };
        o.entries.set(await hashOfEntry(real), real);
        await reissue(o, {});
      },
    },
    'a group made for me alone of names that only look like my colleagues’, who are in another': {
      why: 'in-two-groups',
      lie: async (o) => {
        o.names = [me, 'Ben\u200B  Lloyd', 'Су Rhys'];
        await reissue(o, { people: await rosterOf(o.salt, o.names) });
        await joinedBy(o, ['Ben Lloyd', 'Cy Rhys']);
      },
    },
    'colleagues listed with a team here, who are in another group without it': {
      why: 'in-two-groups',
      lie: async (o) => {
        o.names = [me, 'Ben Lloyd · Harbour', 'Cy Rhys · Harbour'];
        await reissue(o, { people: await rosterOf(o.salt, o.names) });
        await joinedBy(o, ['Ben Lloyd', 'Cy Rhys']);
      },
    },
    'colleagues who are named and not there': { why: 'roster-differs', lie: async (o) => reissue(o, { people: await rosterOf(o.salt, [me, 'No One', 'Nobody Else']) }) },
    'an entry kept back': { why: 'entry-differs', lie: (o) => [...o.entries.keys()].filter((k) => k !== o.cohort).forEach((k) => o.entries.delete(k)) },
    'an entry too many': { why: 'entry-differs', lie: async (o) => void o.entries.set('more', { ...o.entries.get(o.cohort)!, people: await rosterOf(o.salt, ['Fi Wu']) }) },
    'other names than the cohort was made of': { why: 'roster-differs', lie: (o) => void (o.names = [me, 'Ben Lloyd', 'Someone Else']) },
    'another salt': { why: 'roster-differs', lie: (o) => void (o.salt = 'other') },
    'a key that is not RSA-2048': { why: 'key-wrong', lie: (o) => reissue(o, { key: shortKey() }) },
    'a round I am not asked in': { why: 'not-in-round', lie: (o) => void (o.identity.cohort = async () => null) },
  };
  test.each(Object.entries(lies))('%s', async (_, { why, lie }) => {
    await lie(org);
    const wallet = await openHere();
    expect(await collectHere(org, wallet)).toEqual({ state: 'refused', round, why });
    expect(org.asked).toEqual([]);
    expect(await wallet.kept(round)).toBeNull();
  });

  test('a cohort that I am not in', async () => {
    const { collect } = await wallets();
    const collected = await collect(round, { wallet: await openHere(), record: org.record, identity: org.identity, name: 'Somebody Else' });
    expect(collected).toEqual({ state: 'refused', round, why: 'not-among-names' });
    expect(org.asked).toEqual([]);
  });
});

describe('a log that was rewritten since this device saw it is refused:', () => {
  const rewrites: Record<string, (o: Organisation) => Promise<unknown> | void> = {
    'cut short': (o) => void o.lines.pop(),
    'another last line': async (o) => (o.lines[1] = await lineAfter(o.lines[0] ?? null, { kind: 'prepared', round, body: toBase64url(new Uint8Array(32).fill(9)) })),
    'another line in the middle': async (o) => {
      const other = await lineAfter(o.lines[0] ?? null, { kind: 'closed', round: 2, body: toBase64url(new Uint8Array(32).fill(9)) });
      o.lines = [...o.lines.slice(0, 1), other, await lineAfter(other, { kind: 'closed', round, body: toBase64url(new Uint8Array(32)) })];
    },
    'one that does not go on from its own last line': async (o) => {
      const last = o.lines.at(-1) ?? null;
      const next = await lineAfter(last, { kind: 'closed', round, body: toBase64url(new Uint8Array(32)) });
      o.lines.push({ ...next, previous: toBase64url(new Uint8Array(32).fill(1)) });
    },
  };
  test.each(Object.entries(rewrites))('%s', async (_, rewrite) => {
    await collectHere(org, await openHere());
    const { rememberedLog } = await import('../../web/src/wallet/publicLog.ts');
    const before = await rememberedLog();
    await rewrite(org);
    const other = await openHere('ben');
    expect(await collectHere(org, other)).toEqual({ state: 'refused', round, why: 'log-rewritten' });
    expect(await rememberedLog()).toEqual(before);
    expect(org.asked).toHaveLength(1);
  });

  test('and one that only goes on is followed', async () => {
    await collectHere(org, await openHere());
    for (const n of [2, 3, 4]) org.lines.push(await lineAfter(org.lines.at(-1) ?? null, { kind: 'closed', round: n, body: toBase64url(new Uint8Array(32)) }));
    newTab();
    const { rememberedLog, followLog } = await import('../../web/src/wallet/publicLog.ts');
    await followLog(org.record);
    expect((await rememberedLog())?.head.seq).toBe(5);
  });
});

test('killed after keeping, it asks again with the same bytes', async () => {
  const { sign } = org.identity;
  org.identity.sign = async (n, blinded) => {
    await sign(n, blinded);
    throw new TypeError('the connection went away before the reply came');
  };
  expect(await collectHere(org, await openHere())).toEqual({ state: 'refused', round, why: 'unreachable' });
  org.identity.sign = sign;
  vi.resetModules();
  newTab();
  expect(await collectHere(org, await openHere())).toEqual({ state: 'held', round });
  expect(org.asked).toHaveLength(2);
  expect(org.asked[1]).toBe(org.asked[0]);
});

test('two tabs at once ask with the same bytes, and both hold the token', async () => {
  const wallet = await openHere();
  const both = await Promise.all([collectHere(org, wallet), collectHere(org, wallet)]);
  expect(both).toEqual([{ state: 'held', round }, { state: 'held', round }]);
  expect(new Set(org.asked).size).toBe(1);
});

test('a token collected on another device is said to be elsewhere, and nothing stays here', async () => {
  await collectHere(org, await openHere());
  newDevice();
  const other = await openHere();
  expect(await collectHere(org, other)).toEqual({ state: 'elsewhere', round });
  expect(await other.kept(round)).toBeNull();
});

test('a signature that is not one on what was asked is refused, and asked for again with the same bytes', async () => {
  const { sign } = org.identity;
  org.identity.sign = async (n, blinded) => `A${(await sign(n, blinded)).slice(1)}`;
  const wallet = await openHere();
  expect(await collectHere(org, wallet)).toEqual({ state: 'refused', round, why: 'signature-wrong' });
  org.identity.sign = sign;
  expect(await collectHere(org, wallet)).toEqual({ state: 'held', round });
  expect(org.asked[1]).toBe(org.asked[0]);
});

test.each([['round-closed', 'round-closed'], ['signed-out', 'signed-out'], ['busy', 'unreachable'], ['fault', 'unreachable']] as const)('the identity side’s %s is said as %s', async (problem, why) => {
  org.identity.sign = async () => {
    throw named(problem);
  };
  expect(await collectHere(org, await openHere())).toEqual({ state: 'refused', round, why });
});

test('on a shared device nothing of a token is kept outside the tab', async () => {
  const wallet = await openHere('ada', 'tab');
  expect(await collectHere(org, wallet)).toEqual({ state: 'held', round });
  const { database } = await import('../../web/src/wallet/database.ts');
  expect(await (await database()).getAll('rounds')).toEqual([]);
  expect(await wallet.rounds()).toMatchObject([{ state: 'held' }]);
  newTab();
  expect(await wallet.rounds()).toEqual([]);
});

test('one person’s rounds are not another’s on the same device', async () => {
  await collectHere(org, await openHere('ada'));
  expect(await (await openHere('ben')).rounds()).toEqual([]);
  await (await openHere('ben')).forget();
  expect(await (await openHere('ada')).rounds()).toHaveLength(1);
  await (await openHere('ada')).forget();
  expect(await (await openHere('ada')).rounds()).toEqual([]);
});

test('a round is kept while its answer can be looked for, and forgotten two months after it closed', async () => {
  const wallet = await openHere();
  await collectHere(org, wallet);
  await wallet.tellTime('2026-03-19T09:00:00Z');
  expect(await wallet.rounds()).toHaveLength(1);
  await wallet.tellTime('2026-03-21T09:00:00Z');
  expect(await wallet.rounds()).toEqual([]);
});
