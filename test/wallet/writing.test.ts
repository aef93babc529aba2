import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { type ClosingKeyPair, importClosingKey, newClosingKey, open } from '../../shared/crypto/sealed.ts';
import { signAs } from '../../shared/crypto/signing.ts';
import { hashOfReader, type Reader, recoveryBytes, type RecoveryKey, voucherBytes } from '../../shared/escalation/reader.ts';
import { newReceipt, threadOf } from '../../shared/escalation/receipt.ts';
import { hashOfWhyKey, sealedWhyBytes } from '../../shared/escalation/sealedWhy.ts';
import type { Reason } from '../../shared/escalation/themes.ts';
import { openEntry, type ThreadEntry } from '../../shared/escalation/thread.ts';
import { decodeWhy, infoOfWhy, type Why } from '../../shared/escalation/whyLeaving.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import type { SpeakingKept } from '../../web/src/wallet/speakingKept.ts';
import { type Key, keyFrom, newKey } from '../escalation/keys.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter } from './organisation.ts';
import { purseOf, putPurse as held } from './slips.ts';

const host = 'https://anonymous.example';
const now = Date.parse('2026-01-12T10:00:00Z');
const [thisMonth, nextMonth] = [24_312, 24_313];
const text = 'The heron lantern 40713';

let keys: Key[];
let list: { readers: Reader[]; former: Reader[]; recovery: RecoveryKey | null };
let lines: LogLine[];
let whyKeys: Map<number, ClosingKeyPair>;
/** What the anonymous host answers, and what it was asked. */
let answer: (path: string, body: string) => Response | Promise<Response>;
let asked: { path: string; body: string; init: RequestInit }[];

async function readerOf(key: Key, by: Key, name: string, replaces: string | null = null): Promise<Reader> {
  const said = { id: key.id, recipient: key.recipient, signs: key.signs, name, role: 'executive' as const, replaces };
  return { ...said, by: by.id, signature: await signAs(by.identity, voucherBytes(said)) };
}
const logged = async (kind: 'speak-reader' | 'recovery-key', body: string) => void lines.push(await lineAfter(lines.at(-1) ?? null, { kind, round: thisMonth, body }));
const kept = async () => (await import('../../web/src/wallet/speakingKept.ts')).speakingKept();
const stuckOf = async () => (await kept()).outbox.map(({ kind, thread }) => ({ kind, thread }));
const record = async () => (await import('../../web/src/wallet/publicRecord.ts')).publicRecord(host);
const signIn = async () => (await import('../../web/src/wallet/forWriting.ts')).keepForWriting({ record: await record(), names: async () => [], now });
const draft = (readers: readonly string[], receipt: string, about: readonly string[] = []) => ({ theme: 'workload' as const, reason: null, readers, about, text, receipt });
const seal = async (readers: readonly string[], receipt = newReceipt(), about: readonly string[] = []) => (await import('../../web/src/speaking/seal.ts')).sealAndQueue(draft(readers, receipt, about), 'ada', host);

beforeEach(async () => {
  newDevice();
  vi.useFakeTimers({ toFake: ['Date'], now });
  keys = [await newKey(), await newKey(), await newKey(), await newKey()];
  const [one, two, recovery] = keys as [Key, Key, Key, Key];
  list = { readers: [await readerOf(one, two, 'Jo Reed'), await readerOf(two, one, 'Al Moss')], former: [], recovery: { id: recovery.id, recipient: recovery.recipient, by: one.id, signature: await signAs(one.identity, recoveryBytes(recovery.id)) } };
  lines = [];
  for (const reader of list.readers) await logged('speak-reader', await hashOfReader(reader));
  await logged('recovery-key', recovery.id);
  whyKeys = new Map([[thisMonth, await newClosingKey()], [nextMonth, await newClosingKey()]]);
  for (const [month, { publicKey }] of whyKeys) lines.push(await lineAfter(lines.at(-1) ?? null, { kind: 'why-key', round: month, body: await hashOfWhyKey(month, publicKey) }));
  asked = [];
  answer = () => Response.json({ received: true });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/log') return Response.json({ lines: lines.filter((l) => l.seq > Number(searchParams.get('after'))) });
    if (pathname.startsWith('/speak-keys/')) return Response.json({ period: Number(pathname.split('/').at(-1)), key: 'k', why: whyKeys.get(Number(pathname.split('/').at(-1)))?.publicKey ?? null });
    if (pathname === '/readers') return Response.json(list);
    if (pathname === '/referrals') return Response.json({ referrals: null, terms: [] });
    const body = typeof init.body === 'string' ? init.body : '';
    asked.push({ path: pathname, body, init });
    return answer(pathname, body);
  });
  await held('ada', thisMonth);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what a writer begins with', () => {
  const begun = async (months: SpeakingKept['months'], owner: string | null = null) => (await (await import('../../web/src/speaking/beginning.ts')).beginning({ months, outbox: [], forWriting: null }, owner, now)).write;

  test('is a slip of this month, of whoever signed in in this tab, and of nobody else’s', async () => {
    const [ada, ben] = [await purseOf('ada', thisMonth, 2), await purseOf('ben', thisMonth, 2)];
    expect(await begun([ada])).toEqual({ may: true, owner: 'ada', month: thisMonth });
    expect(await begun([ada, ben], 'ben')).toEqual({ may: true, owner: 'ben', month: thisMonth });
    expect(await begun([ada, ben])).toEqual({ may: false, why: 'several-people' });
    expect(await begun([ada], 'ben')).toEqual({ may: false, why: 'no-token' });
  });

  test('is nobody’s where two people collected, whichever of them has spent theirs', async () => {
    for (const [one, other] of [[0, 2], [2, 0], [0, 0], [1, 2]] as const) expect(await begun([await purseOf('ada', thisMonth, one), await purseOf('ben', thisMonth, other)])).toEqual({ may: false, why: 'several-people' });
  });

  test('is nothing with another month’s or once both are used, and the two are not told apart', async () => {
    expect(await begun([await purseOf('ada', thisMonth, 1)])).toMatchObject({ may: true });
    expect(await begun([await purseOf('ada', nextMonth, 2)])).toEqual({ may: false, why: 'no-token' });
    expect(await begun([await purseOf('ada', thisMonth, 0), await purseOf('ada', nextMonth, 2)])).toEqual({ may: false, why: 'no-token' });
  });
});

describe('a message', () => {
  test('is sealed to those who were chosen, the recovery key and its own receipt, and to nobody else; this device keeps no word of it', async () => {
    const receipt = newReceipt();
    expect(await seal([keys[0]!.id], receipt)).toBeNull();
    const { outbox, months } = await kept();
    expect(outbox).toHaveLength(1);
    expect(JSON.stringify([outbox, months])).not.toMatch(/heron|40713/);
    const { thread, identity } = await threadOf(receipt);
    const place = { thread, from: 'writer', number: 1 } as const;
    const opens = async (key: Key) => 'entry' in (await openEntry(place, fromBase64url(String(outbox[0] !== undefined && 'sealed' in outbox[0] ? outbox[0].sealed : '')), { identities: [key.identity], mine: [key.id], signers: [] }));
    expect([await opens(keys[0]!), await opens(keys[2]!), await opens(await keyFrom(identity))]).toEqual([true, true, true]);
    expect([await opens(keys[1]!), await opens(keys[3]!)]).toEqual([false, false]);
  });

  test('says whom it is about inside, where only its readers see it, and is sealed to nobody whom it is about', async () => {
    const receipt = newReceipt();
    expect(await seal([keys[0]!.id], receipt, [keys[1]!.id])).toBeNull();
    const [row] = (await kept()).outbox;
    expect(JSON.stringify(row)).not.toContain(keys[1]!.id);
    const sealed = fromBase64url(row !== undefined && 'sealed' in row ? String(row.sealed) : '');
    const place = { thread: (await threadOf(receipt)).thread, from: 'writer', number: 1 } as const;
    const opened = (key: Key) => openEntry(place, sealed, { identities: [key.identity], mine: [key.id], signers: [] });
    expect(await opened(keys[0]!)).toMatchObject({ entry: { about: [keys[1]!.id], text } });
    expect(await opened(keys[1]!)).toMatchObject({ refused: 'does-not-open' });
    expect(await seal([keys[0]!.id, keys[1]!.id], newReceipt(), [keys[1]!.id])).toBe('about-reader');
    expect((await kept()).outbox).toHaveLength(1);
  });

  test('is refused where somebody chosen has no key that counts any more: it is not sealed to the others alone', async () => {
    await signIn();
    const another = await readerOf(keys[3]!, keys[1]!, 'Jo Reed', keys[0]!.id);
    await logged('speak-reader', await hashOfReader(another));
    list = { ...list, readers: [another, list.readers[1]!], former: [list.readers[0]!] };
    expect(await seal([keys[0]!.id, keys[1]!.id])).toBe('reader-gone');
    expect((await kept()).outbox).toEqual([]);
  });

  test('is refused where the readers are not as the log has them, whatever was kept before', async () => {
    await signIn();
    list.readers[0] = { ...list.readers[0]!, name: 'Somebody else' };
    expect(await seal([keys[0]!.id])).toBe('readers-differ');
    expect((await kept()).outbox).toEqual([]);
  });

  test('is sealed without a connection to those whom the last sign-in has checked', async () => {
    await signIn();
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no connection')));
    expect(await seal([keys[0]!.id])).toBeNull();
    expect((await kept()).outbox).toHaveLength(1);
  });

  test('is not lost where there is no slip to send it under: nothing is queued, and it says so', async () => {
    for (const _ of [1, 2]) await seal([keys[0]!.id]);
    expect(await seal([keys[0]!.id])).toBe('no-token');
    expect((await kept()).outbox).toHaveLength(2);
  });
});

describe('why somebody leaves', () => {
  const year = 2026;
  const writes = async (reason: Reason | null) => (await import('../../web/src/speaking/seal.ts')).sealAndQueue({ ...draft([keys[0]!.id], newReceipt()), theme: reason === null ? 'workload' : 'leaving', reason }, 'ada', host);
  const send = async (at: number) => (await import('../../web/src/speaking/send.ts')).sendDue(host, () => at);
  const bodies = () => asked.filter(({ path }) => path === '/threads').map(({ body }) => JSON.parse(body) as { month: number; why: string });
  const opened = async ({ month, why }: { month: number; why: string }): Promise<Why | null | 'unopened'> => {
    const { privateKey, publicKey } = whyKeys.get(month)!;
    const plain = await open(await importClosingKey(privateKey), await infoOfWhy(month, publicKey), fromBase64url(why));
    return plain === null ? 'unopened' : decodeWhy(plain);
  };
  const rowShapes = async () => new Set((await kept()).outbox.map((row) => JSON.stringify(row, (name, value: unknown) => (name === 'sealed' || name === 'thread' || name === 'prepared' || name === 'signature' ? String(value).length : name === 'sendAfter' ? 0 : value))));

  test('travels sealed for the count, beside what its readers open; a message of anything else carries as much, in a row of one shape', async () => {
    await signIn();
    await held('ada', year, 1);
    expect([await writes('health'), await writes(null)]).toEqual([null, null]);
    expect((await rowShapes()).size).toBe(1);
    expect(JSON.stringify((await kept()).outbox)).not.toContain('health');
    await send(now + 200_000);
    const [one, other] = await Promise.all(bodies().map(opened));
    // Which of the two left first is drawn.
    expect([one, other]).toEqual(expect.arrayContaining([expect.objectContaining({ reason: 'health' }), null]));
    const lengths = asked.filter(({ path }) => path === '/threads').map(({ body }) => body.length);
    expect(new Set(lengths).size).toBe(1);
    expect(bodies().map(({ why }) => fromBase64url(why).length)).toEqual([sealedWhyBytes, sealedWhyBytes]);
    // The year’s token lies where it lay, usable: it tells nobody who left.
    const { months } = await kept();
    expect(months.filter(({ month }) => month === year)).toMatchObject([{ state: 'held', tokens: [{}] }]);
    const sealedToken = [one, other].flatMap((why) => (why === null || why === undefined || why === 'unopened' ? [] : [toBase64url(why.token.prepared)]));
    expect(months.flatMap((row) => (row.month === year && row.state === 'held' ? row.tokens.map(({ prepared }) => prepared) : []))).toEqual(sealedToken);
  });

  test('says nothing where this device has no token of the year, or no key of the month that stands in the log; it is as long', async () => {
    await signIn();
    await writes('health');
    await send(now + 200_000);
    expect(await opened(bodies()[0]!)).toBeNull();
    whyKeys.set(thisMonth, await newClosingKey());
    await signIn();
    await held('ada', year, 1);
    await writes('health');
    await send(now + 400_000);
    expect(await opened(bodies()[1]!)).toBe('unopened');
    expect(new Set(bodies().map(({ why }) => why.length)).size).toBe(1);
  });

  test('says nothing of a message that is about something else in the end, whatever was chosen before', async () => {
    await signIn();
    await held('ada', year, 1);
    await (await import('../../web/src/speaking/seal.ts')).sealAndQueue({ ...draft([keys[0]!.id], newReceipt()), reason: 'health' }, 'ada', host);
    await send(now + 200_000);
    expect(await opened(bodies()[0]!)).toBeNull();
  });

  test('goes with the next month’s token under that month’s key, and two months later is not counted', async () => {
    await signIn();
    await held('ada', year, 1);
    for (const _ of [1, 2]) await writes('health');
    answer = () => Response.json({ type: 'month-over' }, { status: problems['month-over'].status });
    await send(now + 200_000);
    await held('ada', nextMonth, 1);
    answer = () => Response.json({ received: true });
    await send((await send(Date.parse('2026-02-01T10:00:00Z'))) ?? 0);
    const february = bodies().at(-1)!;
    expect(february.month).toBe(nextMonth);
    expect(await opened(february)).toMatchObject({ reason: 'health' });
    whyKeys.set(nextMonth + 1, await newClosingKey());
    await held('ada', nextMonth + 1, 1);
    await send((await send(Date.parse('2026-03-01T10:00:00Z'))) ?? 0);
    expect(bodies().at(-1)!.month).toBe(nextMonth + 1);
    expect(await opened(bodies().at(-1)!)).toBe('unopened');
  });
});

describe('what waits', () => {
  const send = async (at: number) => (await import('../../web/src/speaking/send.ts')).sendDue(host, () => at);
  const firstLeaves = async () => {
    const [row] = (await kept()).outbox;
    return row !== undefined && 'sendAfter' in row ? row.sendAfter : Number.NaN;
  };
  const problem = (type: ProblemName) => () => Response.json({ type }, { status: problems[type].status });

  test('leaves after its pause and not before, says nothing of who sends it, and leaves nothing here', async () => {
    await seal([keys[0]!.id]);
    const sendAfter = await firstLeaves();
    expect(sendAfter - now).toBeGreaterThanOrEqual(20_000);
    expect(sendAfter - now).toBeLessThanOrEqual(120_000);
    expect(await send(sendAfter - 1)).toBe(sendAfter);
    expect(asked).toEqual([]);
    expect(await send(sendAfter)).toBeNull();
    expect(asked.map(({ path }) => path)).toEqual(['/threads']);
    expect(asked[0]!.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    expect(Object.keys(JSON.parse(asked[0]!.body) as object).sort()).toEqual(['month', 'prepared', 'sealed', 'signature', 'thread', 'why']);
    expect((await kept()).outbox).toEqual([]);
  });

  test('and cannot be sent just now is tried again later, with the same bytes', async () => {
    await seal([keys[0]!.id]);
    answer = async () => Promise.reject(new TypeError('no connection'));
    const next = await send(now + 200_000);
    expect(next).toBeGreaterThan(now + 200_000);
    answer = () => Response.json({}, { status: 503 });
    await send(next ?? 0);
    answer = () => Response.json({ received: true });
    await send(now + 86_400_000);
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
    expect((await kept()).outbox).toEqual([]);
  });

  test('under a month’s slip that is over goes under the next month’s, once there is one', async () => {
    await seal([keys[0]!.id]);
    answer = problem('month-over');
    await send(now + 200_000);
    expect(await stuckOf()).toMatchObject([{ kind: 'stuck' }]);
    const february = Date.parse('2026-02-01T10:00:00Z');
    expect(await send(february)).toBeNull();
    await held('ada', nextMonth);
    answer = () => Response.json({ received: true });
    // The slip came with a sign-in: it does not leave in that moment.
    const leaves = await send(february);
    expect(asked).toHaveLength(1);
    expect((leaves ?? 0) - february).toBeGreaterThanOrEqual(20_000);
    await send(leaves ?? 0);
    expect(asked.map(({ body }) => (JSON.parse(body) as { month: number }).month)).toEqual([thisMonth, nextMonth]);
    expect(new Set(asked.map(({ body }) => (JSON.parse(body) as { sealed: string }).sealed)).size).toBe(1);
    expect((await kept()).outbox).toEqual([]);
  });

  test('without a slip takes nobody’s where two people collect here', async () => {
    await seal([keys[0]!.id]);
    answer = problem('month-over');
    await send(now + 200_000);
    await held('ben', nextMonth);
    await held('ada', nextMonth);
    await send(Date.parse('2026-02-01T10:00:00Z'));
    expect(await stuckOf()).toMatchObject([{ kind: 'stuck' }]);
  });

  test('and is refused for good leaves nothing but that, is not tried again, and goes once it was shown', async () => {
    for (const type of ['malformed', 'not-an-envelope', 'number-taken', 'too-large', 'not-json'] as const) {
      await held('ada', thisMonth);
      await seal([keys[0]!.id]);
      answer = problem(type);
      asked = [];
      await send(now + 200_000);
      const { outbox } = await kept();
      expect(outbox.map((row) => Object.keys(row).toSorted())).toEqual([['kind', 'thread', 'v']]);
      expect(await send(now + 86_400_000)).toBeNull();
      expect(asked, type).toHaveLength(1);
      await (await import('../../web/src/wallet/speakingOutbox.ts')).forgetFailed();
      expect((await kept()).outbox).toEqual([]);
    }
  });

  test('says in no row of it whose it is, whatever became of it', async () => {
    for (const type of ['month-over', 'malformed', 'busy'] as const) {
      await held('ada', thisMonth);
      await seal([keys[0]!.id]);
      expect(JSON.stringify((await kept()).outbox)).not.toContain('"ada"');
      answer = problem(type);
      await send(now + 200_000);
      expect(JSON.stringify((await kept()).outbox)).not.toContain('"ada"');
    }
  });

  test('and is overdue when a page opens does not leave in that moment, and not for ever', async () => {
    await seal([keys[0]!.id]);
    const { putOffOverdue } = await import('../../web/src/speaking/send.ts');
    const later = now + 86_400_000;
    await putOffOverdue(() => later);
    expect(await firstLeaves()).toBeGreaterThan(later);
    for (let i = 0; i < 5; i++) await putOffOverdue(() => later + i * 86_400_000);
    expect(await firstLeaves()).toBeLessThan(later + 4 * 86_400_000);
  });
});

describe('what is added to a thread', () => {
  const own = (ids: readonly string[]): ThreadEntry => ({ place: { thread: 't', from: 'writer', number: 1 }, from: 'writer', keys: ids, entry: { v: 1, kind: 'closed', replyTo: 'age1' } });
  const handed = (to: string, signer: string): ThreadEntry => ({ place: { thread: 't', from: 'reader', number: 1 }, from: 'reader', keys: [], signer, entry: { v: 1, on: '2026-01-13', name: 'x', kind: 'handed-over', to, why: null } });
  const names = async (entries: ThreadEntry[]) => (await import('../../web/src/speaking/goOn.ts')).readersOfThread(entries, list).map((r) => r.name);

  test('goes to those it was first sealed to, under a newer key too, and to nobody else', async () => {
    expect(await names([own([keys[0]!.id, keys[2]!.id])])).toEqual(['Jo Reed']);
    list = { ...list, readers: [await readerOf(keys[3]!, keys[1]!, 'Jo Reed', keys[0]!.id), list.readers[1]!], former: [list.readers[0]!] };
    expect(await names([own([keys[0]!.id])])).toEqual(['Jo Reed']);
    expect(await names([own(['nobody'])])).toEqual([]);
  });

  test('goes to nobody whom it is about, though it was handed to them, under a newer key too', async () => {
    const about = (id: string): ThreadEntry => ({ place: { thread: 't', from: 'writer', number: 1 }, from: 'writer', keys: [keys[0]!.id], entry: { v: 1, kind: 'message', replyTo: 'age1', theme: null, about: [id], text } });
    expect(await names([about(keys[1]!.id), handed('Al Moss', keys[0]!.signs)])).toEqual(['Jo Reed']);
    list = { ...list, readers: [list.readers[0]!, await readerOf(keys[3]!, keys[0]!, 'Al Moss', keys[1]!.id)], former: [list.readers[1]!] };
    expect(await names([about(keys[1]!.id), handed('Al Moss', keys[0]!.signs)])).toEqual(['Jo Reed']);
  });

  test('goes to whom it was handed to, as well', async () => {
    expect(await names([own([keys[0]!.id]), handed('Al Moss', keys[0]!.signs)])).toEqual(['Jo Reed', 'Al Moss']);
  });
});

test('the words are typed once, and what is forgiven then is what is forgiven later', async () => {
  const { whatIsWrong } = await import('../../web/src/speaking/whatIsWrong.ts');
  const receipt = 'abacus abdomen abdominal abide abiding ability ablaze';
  for (const typed of [receipt, receipt.toUpperCase(), receipt.replaceAll(' ', ' – '), receipt.replace('abacus', 'abacis')]) expect(whatIsWrong(typed, receipt)).toBeNull();
  expect(whatIsWrong(receipt.replace('abide', 'zoom'), receipt)).toMatch(/Word 4 is not as it was shown/);
  expect(whatIsWrong('abacus', receipt)).toMatch(/seven words/);
  expect(whatIsWrong('a'.repeat(200), receipt)).toMatch(/longer/);
});
