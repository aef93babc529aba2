import { afterAll, beforeAll, expect, test } from 'vitest';
import { attribute } from '../../functions/store/record.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { openEntry } from '../../shared/escalation/thread.ts';
import { call } from '../round/house.ts';
import { filesIn, holding } from '../unlinkable/raw.ts';
import { collectTokens, executives, goingOn, lookUp, message, nextBatch, openingOf, reply, type SpeakingHouse, speakingHouse, staff, writing, type Writing } from './house.ts';

/** The whole way of a message, through the functions with their own grants: collected, opened, released, read, answered, answered again. */
let h: SpeakingHouse;
let w: Writing;
beforeAll(async () => {
  h = await speakingHouse();
  w = await writing();
}, 60_000);
afterAll(() => h.close());

const asReader = (by: number) => ({ identities: [h.readers[by]!.identity], mine: [h.readers[by]!.id], signers: h.readers.map((k) => k.signs) });
const asWriter = () => ({ identities: [w.identity], mine: [w.key.id], signers: h.readers.map((k) => k.signs) });
const inbox = async () => (await call(h, 'readInbox', { as: executives[0] })).body as { threads: { line: Record<string, unknown>; first: string }[]; waiting: unknown[]; keys: { state: string }[] };

test('every reader’s key counts once another has signed it, and stands in the log and in the public list', async () => {
  const { body } = await call(h, 'readReaders', {});
  const readers = body['readers'] as { id: string; by: string }[];
  expect(readers.map((r) => r.id).sort()).toEqual(h.readers.map((k) => k.id).sort());
  expect(readers.every((r) => r.by !== r.id)).toBe(true);
  expect((body['recovery'] as { id: string }).id).toBe(h.recovery.id);
  const log = (await call(h, 'readLog', { query: { after: '0' } })).body['lines'] as { kind: string }[];
  expect(log.map((l) => l.kind)).toEqual(['speak-key', 'speak-key', 'speak-key', 'why-key', 'why-key', 'speak-reader', 'speak-reader', 'speak-reader', 'recovery-key']);
  expect(await inbox()).toMatchObject({ threads: [], waiting: [], keys: [{ state: 'counts' }] });
});

test('a message waits for the day’s end, then its readers find and open it', async () => {
  const [token] = await collectTokens(h, staff[0]!);
  expect(await call(h, 'openThread', { body: await openingOf(h, w, token!, 'Two of us cover four rotas.') })).toMatchObject({ status: 200 });
  expect((await inbox()).threads).toEqual([]);
  expect(await openEntry({ thread: w.thread, from: 'writer', number: 1 }, (await lookUp(h, w.threadId, 0)).sealed, asReader(0))).toMatchObject({ refused: 'does-not-open' });
  expect(await nextBatch(h)).toBe('done');
  const { threads } = await inbox();
  expect(threads).toMatchObject([{ line: { thread: w.thread, receivedOn: '2026-01-12', acknowledgedOn: null, unreadSince: '2026-01-12', entries: 1, fromReaders: 0 } }]);
  for (const by of [0, 1, 2]) expect(await openEntry({ thread: w.thread, from: 'writer', number: 1 }, fromBase64url(threads[0]!.first), asReader(by))).toMatchObject({ entry: { text: 'Two of us cover four rotas.', replyTo: w.key.recipient } });
});

test('it is acknowledged and answered, and the writer reads it with the receipt', async () => {
  const on = { v: 1, on: '2026-01-13', name: 'Executive 1' } as const;
  expect(await reply(h, w, 1, { ...on, kind: 'acknowledged' }, 'acknowledged')).toMatchObject({ status: 200, body: { acknowledgedOn: '2026-01-13', answeredOn: null, unreadSince: null, entries: 2 } });
  expect(await reply(h, w, 2, { ...on, kind: 'reply', text: 'Which rotas?' }, 'answered')).toMatchObject({ status: 200, body: { answeredOn: '2026-01-13' } });
  const slots = [await lookUp(h, w.threadId, 0), await lookUp(h, w.threadId, 1), await lookUp(h, w.threadId, 2)];
  expect(slots.map(({ from, number, more }) => [from, number, more])).toEqual([['writer', 1, true], ['reader', 1, true], ['reader', 2, false]]);
  expect(await openEntry({ thread: w.thread, from: 'reader', number: 2 }, slots[2]!.sealed, asWriter())).toMatchObject({ entry: { kind: 'reply', text: 'Which rotas?' }, signer: h.readers[0]!.signs });
});

test('the writer goes on with the next day’s batch, and ends it; its days are then all the clock knows', async () => {
  expect(await call(h, 'appendToThread', { body: await goingOn(h, w, 2, message(w.key.recipient, 'The night ones.')) })).toMatchObject({ status: 200 });
  expect(await call(h, 'appendToThread', { body: await goingOn(h, w, 3, { v: 1, kind: 'closed', replyTo: w.key.recipient }) })).toMatchObject({ status: 200 });
  await nextBatch(h);
  const thread = await call(h, 'readInboxThread', { as: executives[1], params: { thread: w.thread }, query: { after: '3' } });
  expect(thread.body).toMatchObject({ line: { closedOn: '2026-01-13', unreadSince: '2026-01-13', entries: 5 } });
  expect((thread.body['entries'] as { from: string; number: number }[]).map((e) => [e.from, e.number])).toEqual([['writer', 2], ['writer', 3]]);
  expect((await call(h, 'readSpeakingFigures', {})).body).toEqual({ overdue: 0, received: [], acknowledged: [], answered: [], leaving: [] });
});

test('weeks after its end it is deleted, and its days stay for the figures under another name', async () => {
  // Of each entry what no other one has: the end of what was sealed, a piece that lies on one page of a file.
  const sealed = (await h.stores.published.query(`thread#${w.thread}`)).items.map((entry) => attribute<Uint8Array>(entry, 'sealed').slice(-120, -24));
  expect(sealed).toHaveLength(5);
  const inFiles = () => sealed.map((piece) => holding(filesIn(h.folder), piece).length > 0);
  expect(inFiles(), 'what stands is found in the files').toEqual([true, true, true, true, true]);
  h.now += 106 * 86_400_000;
  await nextBatch(h);
  expect(inFiles(), 'what is deleted is not').toEqual([false, false, false, false, false]);
  expect((await h.stores.published.query(`thread#${w.thread}`)).items).toEqual([]);
  expect(await h.stores.published.get({ pk: 'threads', sk: w.thread })).toBeNull();
  expect((await h.stores.published.query('threadsGone')).items).toMatchObject([{ receivedOn: '2026-01-12', answeredOn: '2026-01-13', closedOn: '2026-01-13', closedBy: 'writer' }]);
  expect(JSON.stringify((await h.stores.published.query('threadsGone')).items)).not.toContain(w.thread);
});
