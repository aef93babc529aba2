import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { submission } from '../../shared/contract/anonymous.ts';
import { problems } from '../../shared/contract/problem.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { importClosingKey, infoOf, markOf, open } from '../../shared/crypto/sealed.ts';
import { type Answer, decodeAnswer } from '../../shared/pulse/answer.ts';
import { core } from '../../shared/pulse/question.ts';
import type { Held, Queued } from '../../web/src/wallet/kept.ts';
import { newDevice, newTab } from './browserStandIn.ts';
import { me, type Organisation, organisation, republish, round } from './organisation.ts';

const host = 'https://anonymous.example';
/** No bytes in base64url read like this one by chance. */
const owner = 'ada@northmoor';
const answer: Answer = { answers: { headroom: 2, people: 3, values: 4 }, why: { values: 1 }, comment: null };
const opensAt = '2026-01-05T09:00:00Z';
const closesAt = '2026-01-19T09:00:00Z';
const open_ = Date.parse('2026-01-07T12:00:00Z');

let org: Organisation;
const database = async () => (await import('../../web/src/wallet/database.ts')).database();
const queue = async (): Promise<Queued[]> => (await database()).getAll('queue');
const walletOf = async (keep: 'device' | 'tab' = 'device') => (await import('../../web/src/wallet/wallet.ts')).openWallet({ owner, keep });

async function tokenHere(keep: 'device' | 'tab' = 'device'): Promise<Held> {
  const { collect } = await import('../../web/src/wallet/wallet.ts');
  const wallet = await walletOf(keep);
  await collect(round, { wallet, record: org.record, identity: org.identity, name: me });
  return (await wallet.kept(round)) as Held;
}
async function sealHere(keep: 'device' | 'tab' = 'device', given: Answer = answer): Promise<Held> {
  const token = await tokenHere(keep);
  const { sealAndQueue } = await import('../../web/src/anonymous/seal.ts');
  const keeping = await import('../../web/src/wallet/keeping.ts');
  await sealAndQueue(token, given, keep === 'device' ? keeping.onDevice : keeping.inTab, open_);
  return token;
}
async function sendAt(now: number, retryNow = false): Promise<number | null> {
  const { sendDue } = await import('../../web/src/anonymous/send.ts');
  return sendDue(host, { retryNow, now: () => now });
}
function replying(reply: () => Response | Promise<Response>) {
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => reply());
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
const problem = (type: keyof typeof problems) => () => Response.json({ type }, { status: problems[type].status });

beforeEach(async () => {
  newDevice();
  org = await organisation({ opensAt, closesAt });
});
afterEach(() => vi.unstubAllGlobals());

describe('sealing', () => {
  test('leaves a submission the contract takes, that the closing key alone opens', async () => {
    const token = await sealHere();
    const [queued] = await queue();
    expect(submission.safeParse(queued?.submission).error).toBeUndefined();
    const sealed = fromBase64url(queued?.submission?.sealed ?? '');
    const info = await infoOf({ round, cohort: org.cohort, closingKeyId: org.closingKey.id, head: token.head });
    const plain = await open(await importClosingKey(org.closingKey.privateKey), info, sealed);
    expect(decodeAnswer(plain ?? new Uint8Array(), core)).toEqual(answer);
    expect(queued?.mark).toBe(await markOf(sealed));
  });

  test.each(['device', 'tab'] as const)('kept on the %s: the token’s place is taken by the mark', async (keep) => {
    await sealHere(keep);
    const kept = await (await walletOf(keep)).kept(round);
    expect(kept).toMatchObject({ state: 'sealed', mark: (await queue())[0]?.mark });
    expect(kept).not.toHaveProperty('prepared');
    expect(kept).not.toHaveProperty('signature');
    expect(await (await walletOf(keep)).rounds()).toMatchObject([{ state: 'waiting', sendAfter: (await queue())[0]?.sendAfter }]);
  });

  test('nothing in the queue says whose it is, or what was said', async () => {
    await sealHere('device', { ...answer, comment: 'canary in a comment' });
    const text = JSON.stringify(await queue());
    for (const secret of [owner, me, 'canary', '"headroom"', 'Harbour']) expect(text).not.toContain(secret);
  });

  test('a second tab’s answer under the same token is not queued', async () => {
    const token = await sealHere();
    const { sealAndQueue } = await import('../../web/src/anonymous/seal.ts');
    const { onDevice } = await import('../../web/src/wallet/keeping.ts');
    const before = await queue();
    await sealAndQueue(token, { ...answer, answers: { headroom: 5 } }, onDevice, open_);
    expect(await queue()).toEqual(before);
  });

  async function expectNothingSealed(token: Held): Promise<void> {
    const { CannotEncrypt, sealAndQueue } = await import('../../web/src/anonymous/seal.ts');
    const { onDevice } = await import('../../web/src/wallet/keeping.ts');
    await expect(sealAndQueue(token, answer, onDevice, open_)).rejects.toBeInstanceOf(CannotEncrypt);
    vi.restoreAllMocks();
    expect(await queue()).toEqual([]);
    expect((await (await walletOf()).kept(round))?.state).toBe('held');
  }

  test('a clock that is told to be a week ahead does not take the pause away', async () => {
    await (await walletOf()).tellTime(new Date(Date.now() + (Date.parse(closesAt) - open_) - 10_000).toISOString());
    await sealHere();
    expect((await queue())[0]?.sendAfter).toBeGreaterThanOrEqual(open_ + 60_000);
  });
  test('a browser without X25519 sends nothing and keeps the token', async () => {
    const token = await tokenHere();
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no', 'NotSupportedError'));
    await expectNothingSealed(token);
  });

  test('a closing key that is not the one it says gets nothing', async () => {
    await republish(org, { ...org.manifest, closingKey: { ...org.manifest.closingKey, id: org.manifest.closingKey.public } });
    await expectNothingSealed(await tokenHere());
  });
});

describe('the pause', () => {
  const instant = fc.integer({ min: 0, max: 10 ** 12 });
  const seconds = fc.record({ atLeast: fc.integer({ min: 0, max: 100_000 }), atMost: fc.integer({ min: 0, max: 100_000 }) });
  test('is within its setting, and never later than half of what is left of the round', async () => {
    const { leavesAt } = await import('../../web/src/anonymous/pause.ts');
    fc.assert(
      fc.property(instant, fc.integer({ min: -1000, max: 10 ** 10 }), seconds, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (now, left, pauseSeconds, r) => {
        const at = leavesAt({ now, closesAt: now + left, pauseSeconds, random: () => r });
        expect(at).toBeGreaterThanOrEqual(now);
        expect(at).toBeLessThanOrEqual(now + Math.max(0, left / 2) + 1);
        expect(at).toBeLessThanOrEqual(now + Math.max(pauseSeconds.atLeast, pauseSeconds.atMost) * 1000 + 1);
        if (left / 2 >= pauseSeconds.atLeast * 1000) expect(at).toBeGreaterThanOrEqual(now + pauseSeconds.atLeast * 1000);
      }),
    );
  });
  test('is another one each time', async () => {
    const { leavesAt } = await import('../../web/src/anonymous/pause.ts');
    const drawn = Array.from({ length: 50 }, () => leavesAt({ now: 0, closesAt: 10 ** 9, pauseSeconds: { atLeast: 60, atMost: 3600 } }));
    expect(new Set(drawn).size).toBeGreaterThan(45);
  });
});

describe('the queue', () => {
  test('sends nothing before its time', async () => {
    const fetched = replying(() => Response.json({ received: true }, { status: 201 }));
    await sealHere();
    const due = (await queue())[0]?.sendAfter ?? 0;
    expect(due).toBeGreaterThanOrEqual(open_ + 60_000);
    expect(await sendAt(due - 1)).toBe(due);
    expect(await sendAt(due - 1, true)).toBe(due);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('what was overdue when a page opened waits again, less each time, and leaves in the end', async () => {
    const fetched = replying(() => Response.json({ received: true }, { status: 201 }));
    const { putOffOverdue } = await import('../../web/src/anonymous/send.ts');
    await sealHere();
    let now = ((await queue())[0]?.sendAfter ?? 0) + 86_400_000;
    const waits: number[] = [];
    for (let opened = 0; opened < 4; opened++) {
      await putOffOverdue(() => now);
      const due = (await queue())[0]?.sendAfter ?? 0;
      waits.push((due - now) * 2 ** opened);
      expect(await sendAt(due - 1)).toBe(due);
      // A page that opens meanwhile changes nothing.
      await putOffOverdue(() => due - 1);
      expect((await queue())[0]?.sendAfter).toBe(due);
      now = due + 1;
    }
    expect(fetched).not.toHaveBeenCalled();
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(20_000 - 8);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(120_000 + 8);
    expect(new Set(waits).size).toBeGreaterThan(1);
    await putOffOverdue(() => now);
    expect(await sendAt(now)).toBeNull();
    expect(fetched).toHaveBeenCalledTimes(1);
  });
  test('an overdue answer does not wait beyond half of what is left of the round', async () => {
    const { putOffOverdue } = await import('../../web/src/anonymous/send.ts');
    await sealHere();
    const now = Date.parse(closesAt) - 10_000;
    await putOffOverdue(() => now);
    expect((await queue())[0]?.sendAfter).toBeLessThanOrEqual(now + 5000);
  });
  test.each([201, 200])('%i: it was taken. The mark stays in its token’s place, and the queue forgets all of it', async (status) => {
    const fetched = replying(() => Response.json({ received: true }, { status }));
    await sealHere();
    const [before] = await queue();
    expect(await sendAt(before?.sendAfter ?? 0)).toBeNull();
    const [call] = fetched.mock.calls;
    expect(call?.[0]).toBe(`${host}/answers`);
    expect(call?.[1]).toMatchObject({ method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', headers: { 'content-type': 'application/json' } });
    expect(call?.[1].body).toBe(JSON.stringify(before?.submission));
    expect(await queue()).toEqual([]);
    expect(await (await walletOf()).kept(round)).toMatchObject({ state: 'sealed', mark: before?.mark });
    expect(await (await walletOf()).rounds()).toMatchObject([{ state: 'sent' }]);
    expect(await sendAt(before?.sendAfter ?? 0)).toBeNull();
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test.each(['token-spent', 'round-closed', 'forged-token', 'malformed', 'not-found'] as const)('%s: it is not sent again, and the person is told', async (type) => {
    const fetched = replying(problem(type));
    await sealHere();
    expect(await sendAt(open_ + 3_600_000)).toBeNull();
    expect(await queue()).toMatchObject([{ outcome: type, submission: null, sendAfter: 0 }]);
    expect(await (await walletOf()).rounds()).toMatchObject([{ state: 'refused', problem: type }]);
    await sendAt(open_ + 7_200_000, true);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['no connection', () => Promise.reject(new TypeError('offline'))],
    ['busy', problem('busy')],
    ['a fault', problem('fault')],
    ['not open yet', problem('not-open-yet')],
    ['some proxy’s page', () => new Response('<h1>Sign in to the Wi-Fi</h1>', { status: 403 })],
  ] as const)('%s: the same bytes are sent again, later each time', async (_, reply) => {
    const fetched = replying(reply);
    await sealHere();
    let due: number | null = open_ + 3_600_000;
    const waits: number[] = [];
    for (let tries = 0; tries < 4 && due !== null; tries++) {
      const next: number | null = await sendAt(due);
      waits.push((next ?? 0) - due);
      due = next;
    }
    expect(waits[0]).toBeGreaterThanOrEqual(5000);
    expect(waits[3]).toBeGreaterThanOrEqual(40_000);
    expect(new Set(fetched.mock.calls.map(([, init]) => init.body)).size).toBe(1);
    replying(() => Response.json({ received: true }, { status: 200 }));
    await sendAt(open_ + 3_600_000, true);
    expect(await queue()).toEqual([]);
  });

  test('two tabs do not send the same answer at once', async () => {
    const fetched = replying(async () => {
      await new Promise((r) => setTimeout(r, 50));
      return Response.json({ received: true }, { status: 201 });
    });
    await sealHere();
    await Promise.all([sendAt(open_ + 3_600_000), sendAt(open_ + 3_600_000)]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test('what is queued outlives the tab, on a shared device too, where nothing of it is left once it was taken', async () => {
    await sealHere('tab');
    newTab();
    vi.resetModules();
    replying(() => Response.json({ received: true }, { status: 201 }));
    expect(await sendAt(open_ + 3_600_000)).toBeNull();
    expect(await queue()).toEqual([]);
  });

  test('a browser that will not open what it keeps is asked again later, and nothing breaks', async () => {
    const open = vi.fn(() => {
      throw new DOMException('not now', 'UnknownError');
    });
    vi.stubGlobal('indexedDB', { open });
    vi.stubGlobal('document', new EventTarget());
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
    const refused: unknown[] = [];
    const note = (reason: unknown) => void refused.push(reason);
    process.on('unhandledRejection', note);
    const { keepSending } = await import('../../web/src/anonymous/send.ts');
    const end = keepSending(host);
    await vi.waitFor(() => expect(open.mock.calls.length).toBeGreaterThan(1));
    await new Promise((done) => setTimeout(done, 20));
    end();
    process.off('unhandledRejection', note);
    expect(refused).toEqual([]);
  });

  test('an outcome is forgotten two months after the round', async () => {
    replying(problem('token-spent'));
    await sealHere();
    await sendAt(open_ + 3_600_000);
    await sendAt(Date.parse(closesAt) + 61 * 86_400_000);
    expect(await queue()).toEqual([]);
  });
});

test('a device knows its answer in the list of a closed round', async () => {
  await sealHere();
  const wallet = await walletOf();
  const mark = (await queue())[0]?.mark ?? '';
  expect(await wallet.received({ round, marks: ['x', mark] })).toBe('received');
  expect(await wallet.received({ round, marks: ['x'] })).toBe('missing');
  expect(await wallet.received({ round: round + 1, marks: [mark] })).toBeNull();
});
