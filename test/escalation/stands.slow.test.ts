import { createPrivateKey, randomBytes, sign as signRsa, constants } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSigningKey, newSigningKey, signBlinded } from '../../functions/identity/issuer.ts';
import { keys as identityKeys } from '../../functions/identity/people.ts';
import { hashNow } from '../../functions/anonymous/verifier.ts';
import { attribute } from '../../functions/store/record.ts';
import { threadNamed } from '../../functions/store/threads.ts';
import { blind, finalize, publicKeyOf, type Token } from '../../shared/crypto/blindToken.ts';
import { fromBase64url, toBase64url, utf8 } from '../../shared/crypto/encoding.ts';
import { openAsReader } from '../../shared/crypto/readerKey.ts';
import { checkEnvelope } from '../../shared/escalation/envelopeShape.ts';
import { newReceipt } from '../../shared/escalation/receipt.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { slotBytes } from '../../shared/escalation/slot.ts';
import { hashOfSpeakKey, monthOf, speakDomain, speakMessage } from '../../shared/escalation/speakToken.ts';
import { openEntry } from '../../shared/escalation/thread.ts';
import { call, run } from '../round/house.ts';
import { copyOf, filesIn, holding, rowsOf } from '../unlinkable/raw.ts';
import { canary, collectTokens, executives, goingOn, guardian, lookUp, message, nextBatch, openedKey, openingOf, reply, type SpeakingHouse, speakingHouse, staff, voucher, writing, type Writing } from './house.ts';

let h: SpeakingHouse;
let w: Writing;
beforeAll(async () => {
  [h, w] = [await speakingHouse(), await writing()];
}, 60_000);
afterAll(() => h.close());

const type = async (answer: ReturnType<typeof call>) => {
  const { status, body } = await answer;
  return status === 200 ? 200 : body['type'];
};
const open = (body: Record<string, unknown>) => type(call(h, 'openThread', { body }));
const tokensOf = new Map<string, Token[]>();
/** A token nobody has used. */
async function fresh(): Promise<Token> {
  for (const person of staff) {
    const there = tokensOf.get(person.id) ?? (await collectTokens(h, person));
    tokensOf.set(person.id, there);
    const token = there.shift();
    if (token !== undefined) return token;
  }
  throw new Error('all tokens are used');
}

describe('a token', () => {
  test('opens one thread: two hundred at once with one token open one, and the same request again is answered alike', async () => {
    const token = await fresh();
    const body = await openingOf(h, w, token, 'Once.');
    const names = await Promise.all(Array.from({ length: 200 }, async (_, i) => (i % 20 === 0 ? { ...body } : { ...body, thread: toBase64url(new Uint8Array(randomBytes(32))) })));
    const answers = await Promise.all(names.map((b) => open(b)));
    const opened = names.filter((_, i) => answers[i] === 200);
    expect(new Set(opened.map((b) => b.thread)).size).toBe(1);
    expect(new Set(answers)).toEqual(new Set([200, 'token-spent']));
    expect((await h.stores.anonymous.query(`spent#${monthOf(h.now)}`)).items).toHaveLength(1);
    expect((await h.stores.anonymous.query(`waiting#${dayOf(h.now)}`)).items).toHaveLength(1);
    expect(await open(opened[0]!)).toBe(200);
    expect((await h.stores.anonymous.query(`waiting#${dayOf(h.now)}`)).items).toHaveLength(1);
  });

  test('that is forged, changed, another month’s or for a check-in is refused by name', async () => {
    const token = await fresh();
    const body = await openingOf(h, await writing(newReceipt()), token, 'Not with this.');
    const changed = Uint8Array.from(token.signature, (b, i) => (i === 9 ? b ^ 1 : b));
    expect(await open({ ...body, signature: toBase64url(changed) })).toBe('forged-token');
    expect(await open({ ...body, prepared: toBase64url(Uint8Array.from(token.prepared, (b, i) => (i === 0 ? b ^ 1 : b))) })).toBe('forged-token');
    const own = await newSigningKey();
    const says = new Uint8Array([...randomBytes(32), ...(await speakMessage(monthOf(h.now)))]);
    const key = createPrivateKey({ key: Buffer.from(own.pkcs8), type: 'pkcs8', format: 'der' });
    const forged = signRsa('sha384', says, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 });
    expect(await open({ ...body, prepared: toBase64url(says), signature: toBase64url(new Uint8Array(forged)) })).toBe('forged-token');
    expect(await open({ ...body, month: monthOf(h.now) - 1 })).toBe('month-over');
    expect(await open({ ...body, month: monthOf(h.now) + 1 })).toBe('not-open-yet');
    // Signed with the month’s own key, but saying something else.
    const spki = String((await call(h, 'readSpeakKey', { params: { period: String(monthOf(h.now)) } })).body['key']);
    const kept = await h.stores.identity.get(identityKeys.speakKey(monthOf(h.now), await hashOfSpeakKey(monthOf(h.now), spki)));
    const public_ = await publicKeyOf(spki);
    const made = await blind(public_, await speakMessage(monthOf(h.now) - 1));
    const other = await finalize(public_, made, signBlinded(importSigningKey(attribute<Uint8Array>(kept!, 'pkcs8')), made.blinded));
    expect(await open({ ...body, prepared: toBase64url(other.prepared), signature: toBase64url(other.signature) })).toBe('forged-token');
    expect(await open(body), '(it was a good one all the time)').toBe(200);
  });

  test('of last month opens nothing once the month is over, and a second set is signed for nobody', async () => {
    const [a, b] = await collectTokens(h, executives[0]);
    const body = await openingOf(h, w, a!, 'Too late.');
    await expect(collectTokens(h, executives[0])).rejects.toThrow('collected-elsewhere');
    const before = h.now;
    h.now = Date.parse('2026-02-01T00:00:00Z');
    expect(await open(body)).toBe('month-over');
    expect(await open({ ...(await openingOf(h, w, b!, 'Too late.')) })).toBe('forged-token');
    h.now = before;
  });
});

describe('an envelope', () => {
  test('that is none is refused by name wherever one is taken, and spends no token', async () => {
    const token = await fresh();
    const body = await openingOf(h, await writing(newReceipt()), token, 'Whole.');
    const good = fromBase64url(String(body['sealed']));
    const foreign = [utf8(`${canary} `.repeat(40)), good.subarray(1), new Uint8Array([...good, 0]), new Uint8Array(good.length)].map((b) => toBase64url(b));
    for (const sealed of foreign) {
      expect(await open({ ...body, sealed })).toBe('not-an-envelope');
      expect(await type(call(h, 'appendToThread', { body: { threadId: w.threadId, number: 2, sealed, closes: false } }))).toBe('not-an-envelope');
      expect(await type(call(h, 'addToThread', { as: executives[0], params: { thread: w.thread }, body: { number: 1, mark: 'said', sealed } }))).toBe('not-an-envelope');
    }
    expect(await open(body)).toBe(200);
  });
});

describe('a thread', () => {
  let mine: Writing;
  beforeAll(async () => {
    mine = await writing(newReceipt());
    expect(await open(await openingOf(h, mine, await fresh(), canary))).toBe(200);
    await nextBatch(h);
  });
  const on = { v: 1, on: '2026-01-13', name: 'Executive 1' } as const;

  test('under another one’s name is not shown to its readers as that one’s: the swap is seen by name', async () => {
    const theirs = await writing(newReceipt());
    const body = await openingOf(h, theirs, await fresh(), 'Mine, put under your name.');
    expect(await open({ ...body, thread: mine.thread })).toBe(200);
    expect(await open({ ...(await openingOf(h, theirs, await fresh(), 'A third.')), thread: mine.thread }), 'nobody is told that it was received where it was not').toBe('number-taken');
    await nextBatch(h);
    const thread = await call(h, 'readInboxThread', { as: executives[0], params: { thread: mine.thread }, query: { after: '0' } });
    const entries = thread.body['entries'] as { sealed: string }[];
    expect(entries, 'the first that came stands').toHaveLength(1);
    const reading = { identities: [h.readers[0]!.identity], mine: [h.readers[0]!.id], signers: h.readers.map((k) => k.signs) };
    expect(await openEntry({ thread: mine.thread, from: 'writer', number: 1 }, fromBase64url(entries[0]!.sealed), reading)).toMatchObject({ entry: { text: canary } });
    expect(await openEntry({ thread: mine.thread, from: 'writer', number: 1 }, fromBase64url(String(body['sealed'])), reading)).toMatchObject({ refused: 'another-place' });
  });

  test('is added to under its next number alone, by whoever holds the receipt, and not before it was released', async () => {
    const said = message(mine.key.recipient, 'And again.');
    expect(await type(call(h, 'appendToThread', { body: { ...(await goingOn(h, mine, 2, said)), threadId: mine.thread } }))).toBe('not-found');
    expect(await type(call(h, 'appendToThread', { body: await goingOn(h, mine, 9, said) }))).toBe('not-found');
    const next = await goingOn(h, mine, 2, said);
    expect(await type(call(h, 'appendToThread', { body: next }))).toBe(200);
    expect(await type(call(h, 'appendToThread', { body: next }))).toBe(200);
    expect(await type(call(h, 'appendToThread', { body: await goingOn(h, mine, 2, message(mine.key.recipient, 'Something else.')) }))).toBe('number-taken');
    await nextBatch(h);
    expect(await type(call(h, 'appendToThread', { body: next }))).toBe('number-taken');
  });

  test('takes a reader’s entry under the next number alone: a reply replayed is refused, the same request again is answered alike', async () => {
    const first = await reply(h, mine, 1, { ...on, kind: 'acknowledged' }, 'acknowledged');
    expect(first.status).toBe(200);
    expect(await type(reply(h, mine, 1, { ...on, kind: 'reply', text: 'In its place.' }, 'answered', 1))).toBe('number-taken');
    expect(await type(reply(h, mine, 3, { ...on, kind: 'reply', text: 'Too far.' }, 'answered', 1))).toBe('number-taken');
    const both = await Promise.all([reply(h, mine, 2, { ...on, kind: 'reply', text: 'One.' }, 'answered', 0), reply(h, mine, 2, { ...on, kind: 'reply', text: 'Other.' }, 'answered', 1)]);
    expect(both.map((b) => b.status).sort((a, b) => a - b)).toEqual([200, 409]);
    const slot = await lookUp(h, mine.threadId, 2);
    const again = { as: executives[0], params: { thread: mine.thread } };
    const last = (await lookUp(h, mine.threadId, 3)).sealed;
    expect(await type(call(h, 'addToThread', { ...again, body: { number: 2, mark: 'answered', sealed: toBase64url(last) } })), 'the same again').toBe(200);
    expect(await type(call(h, 'addToThread', { ...again, body: { number: 3, mark: 'answered', sealed: toBase64url(slot.sealed) } }))).toBe(200);
    const shown = await openEntry({ thread: mine.thread, from: 'reader', number: 3 }, slot.sealed, { identities: [mine.identity], mine: [mine.key.id], signers: h.readers.map((k) => k.signs) });
    expect(shown, 'replayed by a server it opens as nothing').toMatchObject({ refused: 'another-place' });
  });
});

describe('a look-up', () => {
  let right: Writing;
  beforeAll(async () => {
    right = await writing(newReceipt());
    expect(await open(await openingOf(h, right, await fresh(), 'To be found.'))).toBe(200);
    await nextBatch(h);
    expect(await threadNamed(h.stores.published, right.thread), 'the right one is there to be found').not.toBeNull();
  });

  test('of a right and a wrong receipt has one shape and size, whatever is there, and asks the same of the store', async () => {
    const asked: string[] = [];
    const { anonymous, published } = h.stores;
    const noted = (pk: string) => void asked.push(pk.replace(/#.*/, ''));
    const stores = {
      ...h.stores,
      anonymous: { ...anonymous, put: async (...put: Parameters<typeof anonymous.put>) => (noted(put[0].pk), anonymous.put(...put)) },
      published: { ...published, get: async (key: { pk: string; sk: string }) => (noted(key.pk), published.get(key)) },
    };
    const counting = { ...h, stores };
    const wrong = await writing(newReceipt());
    const sizes = new Set<number>();
    const paths = new Set<string>();
    for (const [threadId, after] of [[right.threadId, 0], [right.threadId, 7], [wrong.threadId, 0], [wrong.threadId, 7]] as const) {
      asked.length = 0;
      const { status, body } = await call(counting, 'readThread', { body: { threadId, after, mark: 'm'.repeat(48) } });
      sizes.add(JSON.stringify(body).length * 1000 + status);
      paths.add(asked.filter((pk) => pk !== 'decoys').sort().join());
    }
    expect(sizes.size).toBe(1);
    expect([...paths]).toEqual(['opened,opened,thread,threads']);
  });

  test('that misses is answered with something that looks like an entry, the same every time, and opens with nothing', async () => {
    const wrong = await writing(newReceipt());
    expect(await openAsReader([h.readers[0]!.identity], (await lookUp(h, right.threadId, 0)).sealed), '(a right one opens)').not.toBeNull();
    const [one, again, next] = [await lookUp(h, wrong.threadId, 0), await lookUp(h, wrong.threadId, 0), await lookUp(h, wrong.threadId, 1)];
    expect(again).toEqual(one);
    expect(next.sealed).not.toEqual(one.sealed);
    expect(checkEnvelope(one.sealed)).toEqual({ keys: 3, bucket: 1024 });
    expect(await openAsReader([wrong.identity, ...h.readers.map((k) => k.identity)], one.sealed)).toBeNull();
    expect((one.sealed.length < slotBytes && one.number) === 1).toBe(true);
  });

  test('takes as long for a wrong receipt as for a right one', async () => {
    const wrong = await writing(newReceipt());
    const times = { right: [] as number[], wrong: [] as number[] };
    for (let i = 0; i < 600; i++)
      for (const which of i % 2 === 0 ? (['right', 'wrong'] as const) : (['wrong', 'right'] as const)) {
        const began = process.hrtime.bigint();
        await call(h, 'readThread', { body: { threadId: which === 'right' ? right.threadId : wrong.threadId, after: 0, mark: 'm'.repeat(48) } });
        times[which].push(Number(process.hrtime.bigint() - began) / 1000);
      }
    const at = (of: number[], share: number) => of.toSorted((a, b) => a - b)[Math.floor(of.length * share)] ?? 0;
    const spread = at(times.wrong, 0.75) - at(times.wrong, 0.25);
    console.info(`microseconds, quarter/middle/three quarters: right ${[0.25, 0.5, 0.75].map((s) => Math.round(at(times.right, s))).join('/')}, wrong ${[0.25, 0.5, 0.75].map((s) => Math.round(at(times.wrong, s))).join('/')}`);
    // Less apart than either is from itself.
    expect(Math.abs(at(times.right, 0.5) - at(times.wrong, 0.5))).toBeLessThan(Math.max(spread, 40));
  });
});

describe('a reader’s key', () => {
  test('counts only once another reader has signed it: not by its owner, a stranger, or one whose own does not count', async () => {
    const late = await openedKey(h, executives[1]);
    const newcomer = { ...executives[0], id: 'executive-9', name: 'Executive 9' };
    const theirs = await openedKey(h, newcomer);
    const [one] = h.readers;
    const tries: [Parameters<typeof call>[2]['as'], { by: string; signature: string }][] = [
      [executives[1], await voucher(executives[1], late, h.readers[1]!, h.readers[1]!.id)],
      [newcomer, await voucher(executives[1], late, theirs, h.readers[1]!.id)],
      [executives[0], { ...(await voucher(executives[1], late, one!, h.readers[1]!.id)), signature: toBase64url(new Uint8Array(64)) }],
      [executives[0], await voucher({ ...executives[1], name: 'Somebody else' }, late, one!, h.readers[1]!.id)],
      // Signed as a key of its own, it is put in nobody’s place; nor in somebody else’s.
      [executives[0], await voucher(executives[1], late, one!)],
      [executives[0], await voucher(executives[1], late, one!, h.readers[2]!.id)],
    ];
    const waiting = (await call(h, 'readInbox', { as: executives[0] })).body['waiting'] as { id: string; replaces: string | null }[];
    expect(waiting.find((k) => k.id === late.id)?.replaces, 'whoever signs is told whose place it takes').toBe(h.readers[1]!.id);
    for (const [as, body] of tries) expect(await type(call(h, 'vouchForKey', { as: as!, params: { id: late.id }, body }))).toBe('not-vouched');
    const listed = async () => ((await call(h, 'readReaders', {})).body['readers'] as { id: string; replaces: string | null }[]).map((r) => r.id);
    expect(await listed()).not.toContain(late.id);
    expect(await type(call(h, 'vouchForKey', { as: executives[0], params: { id: late.id }, body: await voucher(executives[1], late, one!, h.readers[1]!.id) }))).toBe(200);
    expect(await listed(), 'the one before it counts no more').toEqual([h.readers[0]!.id, late.id, h.readers[2]!.id].sort());
  });

  test('is none of the steward’s, whatever else they are', async () => {
    const steward = { ...guardian, roles: ['guardian', 'executive', 'steward'] as const };
    for (const name of ['readInbox', 'readInboxThread', 'addToThread', 'offerSpeakKey', 'confirmSpeakKey', 'vouchForKey', 'offerRecoveryKey'] as const) {
      const request = { params: { thread: w.thread, id: h.readers[0]!.id }, query: {}, body: { recipient: h.recovery.recipient, signs: h.readers[0]!.signs, wrapped: 'x'.repeat(400), opened: 'o'.repeat(43), by: 'b'.repeat(43), signature: 's'.repeat(86), number: 1, mark: 'said', sealed: 'c'.repeat(400) } };
      const fields: Record<string, readonly string[]> = { addToThread: ['number', 'mark', 'sealed'], offerSpeakKey: ['recipient', 'signs', 'wrapped'], confirmSpeakKey: ['opened'], vouchForKey: ['by', 'signature'], offerRecoveryKey: ['recipient', 'by', 'signature'] };
      const body = Object.fromEntries(Object.entries(request.body).filter(([field]) => fields[name]?.includes(field)));
      expect(await type(call(h, name, { as: steward, params: request.params, body })), name).toBe('holds-no-keys');
    }
  });
});

test('someone with every file of the server, and all its keys, opens nothing and finds no word of it', async () => {
  const taken = copyOf(h.folder);
  try {
    const files = filesIn(taken);
    const rows = (['identity', 'anonymous', 'published'] as const).flatMap((side) => rowsOf(taken, side));
    expect(rows.some((r) => r.pk.startsWith('thread#')), 'there is something to open').toBe(true);
    for (const secret of [canary, 'heron lantern', w.threadId]) expect(holding(files, secret === w.threadId ? fromBase64url(secret) : utf8(secret)), secret).toEqual([]);
    for (const { identity } of [...h.readers, h.recovery, { identity: w.identity }]) expect(holding(files, utf8(identity))).toEqual([]);
    const text = JSON.stringify(rows);
    expect(text).not.toMatch(/heron|lantern|AGE-SECRET-KEY/i);
    // Every 32 bytes in any record, taken for an age identity.
    const { bech32 } = await import('@scure/base');
    const spelled = [...new Set(text.match(/(?<![\w+/-])[\w+/-]{43}=?(?![\w+/-])/g) ?? [])].map((s) => bech32.encodeFromBytes('AGE-SECRET-KEY-', new Uint8Array(Buffer.from(s.replace('=', ''), 'base64url').subarray(0, 32))).toUpperCase());
    expect(spelled.length).toBeGreaterThan(20);
    const sealed = rows.filter((r) => r.pk.startsWith('thread#')).map((r) => new Uint8Array(Buffer.from((JSON.parse(r.body) as { sealed: { $bytes: string } }).sealed.$bytes, 'base64')));
    for (const envelope of sealed) expect(await openAsReader(spelled, envelope)).toBeNull();
    expect(await openAsReader([h.recovery.identity], sealed[0]!), '(the recovery key, which is nowhere here, opens it)').not.toBeNull();
  } finally {
    rmSync(taken, { recursive: true });
  }
});

test('what waits and what was spent names no person, group or hour, and what was released does not say under which token', async () => {
  const body = await openingOf(h, await writing(newReceipt()), await fresh(), 'Waiting.');
  expect(await open(body)).toBe(200);
  const [waiting, spent] = [(await h.stores.anonymous.query(`waiting#${dayOf(h.now)}`)).items, (await h.stores.anonymous.query(`spent#${monthOf(h.now)}`)).items];
  expect(Math.min(waiting.length, spent.length)).toBeGreaterThan(0);
  for (const row of waiting) expect(Object.keys(row).filter((name) => !['pk', 'sk', 'v', 'thread', 'number', 'sealed', 'closes'].includes(name))).toEqual([]);
  // Beside a token there is no thread, and nothing that can be worked out from a thread and what was sealed.
  for (const row of spent) expect(Object.keys(row).toSorted()).toEqual(['digest', 'pk', 'sk', 'v', 'why']);
  const [thread, sealed] = [String(body['thread']), fromBase64url(String(body['sealed']))];
  expect(JSON.stringify(spent)).not.toContain(thread);
  for (const guess of [hashNow('headroom/envelope-digest', sealed), hashNow(speakDomain.opened, thread, sealed), hashNow(speakDomain.opened, sealed), hashNow(speakDomain.opened, thread, sealed, fromBase64url(String(body['why'])))]) expect(JSON.stringify(spent)).not.toContain(toBase64url(guess));
  const tokens = spent.map((i) => i.sk);
  await nextBatch(h);
  const published = JSON.stringify([...(await h.stores.published.query('threads')).items, ...(await h.stores.published.query('released')).items]);
  for (const token of tokens) expect(published).not.toContain(token);
  expect(published).not.toMatch(/northside|T\d\d:\d\d|\d{13}/);
});

test('a batch killed anywhere and run again adds nothing twice and loses nothing', async () => {
  const all = await Promise.all([writing(newReceipt()), writing(newReceipt()), writing(newReceipt())]);
  for (const one of all) expect(await open(await openingOf(h, one, await fresh(), 'Batch.'))).toBe(200);
  const { published } = h.stores;
  const day = dayOf(h.now);
  h.now = (day + 1) * 86_400_000 + 6 * 3_600_000;
  for (let dies = 0; dies < 12; dies++) {
    let left = dies;
    const dying = <T extends unknown[], R>(act: (...of: T) => Promise<R>) => async (...of: T): Promise<R> => {
      if (left-- <= 0) throw new Error('killed');
      return act(...of);
    };
    const broken = { ...h, stores: { ...h.stores, published: { ...published, put: dying(published.put), transact: dying(published.transact) } } };
    await run(broken as never, 'releaseMessages', day).catch(() => undefined);
  }
  expect(await run(h, 'releaseMessages', day)).toBe('done');
  for (const { thread } of all) {
    expect((await published.query(`thread#${thread}`)).items).toHaveLength(1);
    expect(await published.get({ pk: 'threads', sk: thread })).toMatchObject({ entries: 1, fromWriter: 1 });
  }
  expect((await h.stores.anonymous.query(`waiting#${day}`)).items).toEqual([]);
});

test('a house that slept for months releases what waited before it did; what was spent stays until its month is counted', async () => {
  const sleeper = await writing(newReceipt());
  const token = await fresh();
  const month = monthOf(h.now);
  expect(await open(await openingOf(h, sleeper, token, 'Before the sleep.'))).toBe(200);
  const day = dayOf(h.now);
  const before = h.now;
  h.now += 130 * 86_400_000;
  expect(await run(h, 'releaseMessages', dayOf(h.now) - 1)).toBe('done');
  expect((await h.stores.published.query(`thread#${sleeper.thread}`)).items).toHaveLength(1);
  expect((await h.stores.anonymous.query(`waiting#${day}`)).items).toEqual([]);
  expect((await h.stores.anonymous.query(`spent#${month}`)).items).not.toEqual([]);
  h.now = before;
});
