import { beforeEach, describe, expect, test, vi } from 'vitest';
import { importSigningKey, type NewSigningKey, newSigningKey, signBlinded } from '../../functions/identity/issuer.ts';
import { verifierOf } from '../../functions/anonymous/verifier.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { saysMessage } from '../../shared/crypto/token.ts';
import { hashOfSpeakKey, speakMessage, tokensOf } from '../../shared/escalation/speakToken.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter, named } from './organisation.ts';

const now = Date.parse('2026-01-12T10:00:00Z');
const [thisMonth, nextMonth, year] = [24_312, 24_313, 2026];
const periods = [thisMonth, nextMonth, year];
const allHeld = periods.map((period): [number, string] => [period, 'held']);
const wallets = () => import('../../web/src/wallet/collectSpeaking.ts');
const kept = () => import('../../web/src/wallet/speakTokens.ts');
const outbox = () => import('../../web/src/wallet/speakingOutbox.ts');

const why = [{ month: null, sealed: 'd2h5' }];
const message = (thread: string) => ({ thread, sealed: 'c2VhbGVk', why, sendAfter: 0 });

let keys: Map<number, NewSigningKey>;
let lines: LogLine[];
/** Every request that reached the identity side. */
let asked: { month: number; key: string; blinded: readonly string[] }[];
let signed: Map<string, string>;

const record = {
  log: async (after: number) => lines.filter((l) => l.seq > after),
  speakKey: async (month: number) => keys.get(month)?.spki ?? null,
};
const signFor = (owner: string) => async (month: number, key: string, blinded: readonly string[]) => {
  asked.push({ month, key, blinded });
  const name = `${owner} ${month}`;
  if ((signed.get(name) ?? blinded.join()) !== blinded.join()) throw named('collected-elsewhere');
  signed.set(name, blinded.join());
  return blinded.map((b) => toBase64url(signBlinded(importSigningKey(keys.get(month)!.pkcs8), fromBase64url(b))));
};
const collect = async (at = now, owner = 'ada', sign = signFor(owner), isOwn = () => true) => (await wallets()).collectSpeaking({ owner, record, sign, now: at, isOwn });

async function logKey(month: number, key: NewSigningKey): Promise<void> {
  lines.push(await lineAfter(lines.at(-1) ?? null, { kind: 'speak-key', round: month, body: await hashOfSpeakKey(month, key.spki) }));
}

beforeEach(async () => {
  newDevice();
  [keys, lines, asked, signed] = [new Map(), [], [], new Map()];
  for (const month of periods) {
    keys.set(month, await newSigningKey());
    await logKey(month, keys.get(month)!);
  }
});

test('everyone holds two tokens of this month and two of the next, that say nothing but the month, and one that says the year', async () => {
  expect([...(await collect())]).toEqual(allHeld);
  for (const month of periods) {
    const there = await (await kept()).tokensKept('ada', month);
    if (there?.state !== 'held') return expect.fail('nothing is held');
    expect(there.tokens).toHaveLength(tokensOf(month));
    for (const { prepared, signature } of there.tokens) {
      expect(verifierOf(keys.get(month)!.spki)(fromBase64url(prepared), fromBase64url(signature))).toBe(true);
      expect(saysMessage(fromBase64url(prepared), await speakMessage(month))).toBe(true);
    }
    expect(there).not.toHaveProperty('each');
  }
});

test('collecting says nothing about using: who spends both, one or none asks for the same, at the same sign-ins', async () => {
  const months = [now, now + 5 * 86_400_000, now + 25 * 86_400_000, now + 40 * 86_400_000];
  const shapes: string[] = [];
  for (const spends of [0, 1, 2]) {
    newDevice();
    [asked, signed] = [[], new Map()];
    keys.set(nextMonth + 1, keys.get(nextMonth + 1) ?? (await newSigningKey()));
    if (!lines.some((l) => l.round === nextMonth + 1)) await logKey(nextMonth + 1, keys.get(nextMonth + 1)!);
    const requests: string[] = [];
    for (const at of months) {
      await collect(at);
      requests.push(asked.map(({ month, key, blinded }) => `${month} ${key} ${blinded.map((b) => b.length).join()}`).join(';'));
      asked = [];
      const { queueUnderToken } = await outbox();
      for (let i = 0; i < spends; i++) await queueUnderToken(message(`${spends} ${at} ${i}`), 'ada', thisMonth);
    }
    shapes.push(requests.join('|'));
  }
  expect(new Set(shapes).size).toBe(1);
  expect(shapes[0]).toMatch(/^24312 [^;]*;24313 [^;]*;2026 [^;|]*\|\|24314 [^;|]*\|$/);
});

test('a token leaves the purse with its message, in one change, and another one is next; after two there is none', async () => {
  await collect();
  const { queueUnderToken, outgoing, arrived } = await outbox();
  const together = await Promise.all(['a', 'b', 'c'].map((thread) => queueUnderToken(message(thread), 'ada', thisMonth)));
  expect(new Set(together.map((queued) => queued?.prepared)).size).toBe(3);
  expect(together.filter((queued) => queued === null)).toHaveLength(1);
  expect((await outgoing()).map((m) => m.thread)).toEqual(together.flatMap((queued) => queued?.thread ?? []).sort());
  for (const queued of together.flatMap((one) => one ?? [])) expect(verifierOf(keys.get(thisMonth)!.spki)(fromBase64url(queued.prepared), fromBase64url(queued.signature))).toBe(true);
  expect(await collect()).toEqual(new Map(allHeld));
  expect(await queueUnderToken(message('d'), 'ada', thisMonth)).toBeNull();
  expect(await queueUnderToken(message('e'), 'ben', thisMonth)).toBeNull();
  for (const { thread } of await outgoing()) await arrived(thread);
  expect(await outgoing()).toEqual([]);
});

test('whoever wrote two messages, one or none keeps rows of the same names, shapes and lengths, and no byte of a slip that was spent; no row of a message names anyone', async () => {
  const shapes: string[] = [];
  for (const spends of [0, 1, 2]) {
    newDevice();
    signed = new Map();
    await collect();
    const { queueUnderToken, outgoing } = await outbox();
    const spent = [];
    for (let i = 0; i < spends; i++) spent.push(await queueUnderToken(message(`${i}`), 'ada', thisMonth));
    expect(spent).not.toContain(null);
    expect(JSON.stringify(await outgoing())).not.toContain('ada');
    const rows = await (await (await kept()).speakingStores()).getAll('months');
    for (const slip of spent) for (const part of [slip!.prepared.slice(0, 40), slip!.signature.slice(0, 40)]) expect(JSON.stringify(rows)).not.toContain(part);
    for (const row of rows) if (row.state === 'held') for (const { prepared } of row.tokens) expect(saysMessage(fromBase64url(prepared), await speakMessage(row.month))).toBe(true);
    // All but the bytes themselves.
    shapes.push(JSON.stringify(rows, (name, value: unknown) => (['prepared', 'signature'].includes(name) ? String(value).length : value)));
  }
  expect(new Set(shapes).size).toBe(1);
});

describe('whoever says that others use this device too', () => {
  const stores = async () => (await kept()).speakingStores();
  const forget = async (owner: string) => (await import('../../web/src/wallet/openWallet.ts')).openWallet({ owner, keep: 'device' }).forget();
  const wait = async () => {
    const { keepOutgoing, queueUnderToken } = await outbox();
    await queueUnderToken(message('waits'), 'ada', thisMonth);
    for (const kind of ['stuck', 'failed'] as const) await keepOutgoing({ v: 1, kind, thread: kind, sealed: 'c2VhbGVk', why });
    await (await stores()).put('house', { v: 1, keptOn: '2026-01-12', readers: null, problem: null, referrals: null, terms: [], whyKeys: {}, names: [] }, 'forWriting');
  };

  test('leaves no slip here, nothing that would need one and nothing kept for writing; what is on its way names nobody', async () => {
    await collect();
    await wait();
    await forget('ada');
    expect(await (await stores()).getAll('months')).toEqual([]);
    expect(await (await stores()).getAll('house')).toEqual([]);
    const left = await (await outbox()).outgoing();
    expect(left).toMatchObject([{ kind: 'opens', thread: 'waits' }]);
    expect(JSON.stringify(left)).not.toContain('ada');
  });

  test('leaves another person’s as it is', async () => {
    await collect();
    await collect(now, 'ben');
    await wait();
    await forget('ada');
    expect((await (await stores()).getAll('months')).map(({ owner, month }) => [owner, month])).toEqual([['ben', year], ['ben', thisMonth], ['ben', nextMonth]]);
    expect(await (await stores()).getAll('house')).toHaveLength(1);
  });

  for (const month of periods)
    test(`while those of ${month} are being collected keeps none of what comes afterwards`, async () => {
      let isOwn = true;
      const forgetting: ReturnType<typeof signFor> = async (...request) => {
        const signatures = await signFor('ada')(...request);
        if (request[0] === month) await forget('ada');
        isOwn &&= request[0] !== month;
        return signatures;
      };
      await collect(now, 'ada', forgetting, () => isOwn);
      expect(await (await stores()).getAll('months')).toEqual([]);
    });

  test('before the tokens of a month have come holds none of it, even for a moment', async () => {
    await collect(now, 'ada', async (...request) => {
      const signatures = await signFor('ada')(...request);
      if (request[0] === year) await forget('ada');
      return signatures;
    });
    expect(await (await stores()).getAll('months')).toEqual([]);
  });
});

test('killed after keeping, it asks again with the same bytes', async () => {
  const sign = signFor('ada');
  const lost: typeof sign = async (...request) => {
    await sign(...request);
    throw new TypeError('the reply was lost');
  };
  expect([...(await collect(now, 'ada', lost)).values()]).toEqual(['refused', 'refused', 'refused']);
  vi.resetModules();
  expect([...(await collect()).values()]).toEqual(['held', 'held', 'held']);
  expect(asked.filter((a) => a.month === thisMonth).map((a) => a.blinded.join())).toEqual([asked[0]!.blinded.join(), asked[0]!.blinded.join()]);
});

test('collected on another device they are said to be elsewhere, and nothing stays here', async () => {
  await collect();
  newDevice();
  expect([...(await collect()).values()]).toEqual(['elsewhere', 'elsewhere', 'elsewhere']);
  expect(await (await kept()).tokensKept('ada', thisMonth)).toBeNull();
});

test('tokens of months that are over are forgotten', async () => {
  await collect();
  await collect(now + 31 * 86_400_000);
  expect(await (await kept()).tokensKept('ada', thisMonth)).toBeNull();
  expect(await (await kept()).tokensKept('ada', nextMonth)).not.toBeNull();
  expect(await (await kept()).tokensKept('ada', year)).not.toBeNull();
  await collect(Date.parse('2027-01-04T10:00:00Z'));
  expect(await (await kept()).tokensKept('ada', year)).toBeNull();
});

test('and those of whoever collected here and has not come back since', async () => {
  await collect(now, 'ben');
  await collect(now + 31 * 86_400_000);
  expect(await (await kept()).tokensKept('ben', thisMonth)).toBeNull();
});

describe('nothing is asked to be signed', () => {
  test('with a key that is not the log’s, since it could be made for one person', async () => {
    keys.set(thisMonth, await newSigningKey());
    expect((await collect()).get(thisMonth)).toBe('refused');
    expect(asked.map((a) => a.month)).toEqual([nextMonth, year]);
  });
  test('where the log has two keys for one month', async () => {
    await logKey(thisMonth, await newSigningKey());
    expect((await collect()).get(thisMonth)).toBe('refused');
    expect(asked.map((a) => a.month)).toEqual([nextMonth, year]);
  });
  test('where the log has none for it yet', async () => {
    lines.pop();
    expect((await collect()).get(year)).toBe('not-yet');
    expect(asked.map((a) => a.month)).toEqual([thisMonth, nextMonth]);
  });
  test('where the log was rewritten', async () => {
    await collect();
    [lines, asked] = [[], []];
    await logKey(thisMonth, await newSigningKey());
    expect([...(await collect(now, 'ben')).values()]).toEqual(['refused', 'refused', 'refused']);
    expect(asked).toEqual([]);
  });
});

test('a signature that is not one on what was asked holds no token', async () => {
  const sign = signFor('ada');
  const wrong: typeof sign = async (...request) => (await sign(...request)).map((s) => `A${s.slice(1)}`);
  expect([...(await collect(now, 'ada', wrong)).values()]).toEqual(['refused', 'refused', 'refused']);
  expect((await (await kept()).tokensKept('ada', thisMonth))?.state).toBe('asking');
});
