import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { recipientOf } from '../../shared/crypto/readerKey.ts';
import type { Reader } from '../../shared/escalation/reader.ts';
import { newReceipt, threadOf } from '../../shared/escalation/receipt.ts';
import { decoyOf, intoSlot, slotBytes } from '../../shared/escalation/slot.ts';
import { openEntry, type ThreadEntry } from '../../shared/escalation/thread.ts';
import type { Read } from '../../web/src/speaking/lookUp.ts';
import { type Key, newKey } from '../escalation/keys.ts';
import { newDevice } from './browserStandIn.ts';

const host = 'https://anonymous.example';
const now = Date.parse('2026-01-12T10:00:00Z');
let asked: { path: string; body: Record<string, unknown> }[];
let answer: (path: string, body: Record<string, unknown>) => Response | Promise<Response>;

beforeEach(() => {
  newDevice();
  vi.useFakeTimers({ toFake: ['Date'], now });
  asked = [];
  answer = () => Response.json({ received: true });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname } = new URL(url);
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>;
    if (init.method === 'POST') asked.push({ path: pathname, body });
    return init.method === 'POST' ? answer(pathname, body) : Response.json({}, { status: 404 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a look-up', () => {
  /** A thread of so many entries, as the anonymous side answers it: what is beyond the last one is a decoy. */
  const countOf = async (entries: number): Promise<number> => {
    asked = [];
    answer = (_path, { after }) => {
      const noise = () => new Uint8Array(randomBytes(slotBytes));
      return Response.json({ slot: toBase64url(intoSlot({ ...decoyOf(noise(), Number(after) + 1), more: Number(after) + 1 < entries }, noise())) });
    };
    const { lookUp } = await import('../../web/src/speaking/lookUp.ts');
    expect(await lookUp(newReceipt(), host)).toBeNull();
    expect(asked.map(({ body }) => body['after'])).toEqual(asked.map((_, i) => i));
    return asked.length;
  };

  test('asks in steps of one size, whatever a thread holds and whether there is one: their count tells the step and not the length', { timeout: 60_000 }, async () => {
    const counts = [];
    for (const entries of [0, 1, 5, 6, 7, 8, 12, 13, 20, 24, 25]) counts.push([entries, await countOf(entries)]);
    expect(counts).toEqual([[0, 6], [1, 6], [5, 6], [6, 6], [7, 12], [8, 12], [12, 12], [13, 24], [20, 24], [24, 24], [25, 48]]);
  });
});

describe('what a writer adds', () => {
  let read: Read;
  let one: Key;
  const place = (number: number) => ({ thread: read.keys.thread, from: 'writer', number }) as const;
  const goOn = async (says: { text: string } | 'closed') => (await import('../../web/src/speaking/goOn.ts')).goOn(read, says);
  const queued = async (text: string | null): Promise<string> => {
    const went = await goOn(text === null ? 'closed' : { text });
    return typeof went === 'string' ? expect.fail(went) : went.queued;
  };
  const send = async (at: number) => (await import('../../web/src/speaking/send.ts')).sendDue(host, () => at);
  const became = async (name: string) => (await import('../../web/src/speaking/goOn.ts')).whatBecame(name);
  const outbox = async () => (await (await import('../../web/src/wallet/speakingKept.ts')).speakingKept()).outbox;
  const problem = (type: ProblemName) => Response.json({ type }, { status: problems[type].status });
  const later = now + 86_400_000;
  const textOf = async ({ number, sealed }: Record<string, unknown>): Promise<unknown> => {
    const opened = await openEntry(place(Number(number)), fromBase64url(String(sealed)), { identities: [one.identity], mine: [one.id], signers: [] });
    return 'entry' in opened && 'text' in opened.entry ? opened.entry.text : opened;
  };

  beforeEach(async () => {
    const [first, recovery] = [await newKey(), await newKey()];
    one = first;
    const keys = await threadOf(newReceipt());
    const reader: Reader = { id: one.id, recipient: one.recipient, signs: one.signs, name: 'Jo Reed', role: 'executive', by: one.id, signature: '', replaces: null };
    const own: ThreadEntry = { place: { thread: keys.thread, from: 'writer', number: 1 }, from: 'writer', keys: [one.id], entry: { v: 1, kind: 'closed', replyTo: 'age1' } };
    const readers = { readers: [reader], former: [], recovery: { id: recovery.id, recipient: recovery.recipient, by: one.id, signature: '' } };
    read = { keys, replyTo: await recipientOf(keys.identity), entries: [own], readers, lastOpened: null };
  });

  test('leaves after its pause and not when the button is pressed, names nobody, and leaves nothing here', async () => {
    const name = await queued('The night ones.');
    const next = await send(now);
    expect(asked).toEqual([]);
    expect((next ?? 0) - now).toBeGreaterThanOrEqual(20_000);
    expect((next ?? 0) - now).toBeLessThanOrEqual(120_000);
    expect(JSON.stringify(await outbox())).not.toMatch(/night ones/);
    expect(await became(name)).toBe('waiting');
    await send(next ?? 0);
    expect(asked.map(({ path, body }) => [path, Object.keys(body).toSorted(), body['number'], body['closes']])).toEqual([['/threads/entries', ['closes', 'number', 'sealed', 'threadId'], 2, false]]);
    expect(await textOf(asked[0]!.body)).toBe('The night ones.');
    expect(await became(name)).toBe('sent');
    expect(await outbox()).toEqual([]);
  });

  test('goes under the next number where another device has taken its own today', async () => {
    const name = await queued('The night ones.');
    answer = (_path, { number }) => (Number(number) < 4 ? problem('number-taken') : Response.json({ received: true }));
    await send(later);
    expect(asked.map(({ body }) => body['number'])).toEqual([2, 3, 4]);
    expect(await Promise.all(asked.map(({ body }) => textOf(body)))).toEqual(['The night ones.', 'The night ones.', 'The night ones.']);
    expect(await became(name)).toBe('sent');
  });

  test('leaves in its order, and what is behind waits while the one before it is tried again', async () => {
    await queued('First.');
    await queued('Second.');
    await queued(null);
    answer = async () => Promise.reject(new TypeError('no connection'));
    const next = await send(later);
    expect(asked.map(({ body }) => body['number'])).toEqual([2]);
    expect(next).toBeGreaterThan(later);
    answer = () => Response.json({ received: true });
    await send(later + 86_400_000);
    expect(asked.map(({ body }) => [body['number'], body['closes']])).toEqual([[2, false], [2, false], [3, false], [4, true]]);
    expect(asked[1]!.body).toEqual(asked[0]!.body);
  });

  test('is refused here where five wait, so that no words are lost', async () => {
    for (const text of ['1', '2', '3', '4', '5']) await queued(text);
    expect(await goOn({ text: '6' })).toBe('too-many-waiting');
    expect(await outbox()).toHaveLength(5);
  });

  test('and is refused for good leaves nothing but that, and goes once it was told', async () => {
    const name = await queued('The night ones.');
    answer = () => problem('not-found');
    await send(later);
    expect((await outbox()).map((row) => Object.keys(row).toSorted())).toEqual([['kind', 'thread', 'v']]);
    expect(await became(name)).toBe('failed');
    expect(await outbox()).toEqual([]);
  });
});
