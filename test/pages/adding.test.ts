import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { sealEnvelope } from '../../shared/escalation/envelope.ts';
import type { Reader } from '../../shared/escalation/reader.ts';
import { encodeWriterEntry, openEntry, type ReaderEntry, type WriterEntry } from '../../shared/escalation/thread.ts';
import { Refused } from '../../web/src/identity/contractClient.ts';
import type { HeldKey } from '../../web/src/pages/inbox/held.ts';
import type { OneThread } from '../../web/src/pages/inbox/messages.ts';
import { type Key, newKey } from '../escalation/keys.ts';

/** How a reader’s entries get into a thread, beside others who add to it, and where answers are lost on the way. The server is one that only counts. */
type Said = { from: 'writer' | 'reader'; number: number; sealed: string };
const { server } = vi.hoisted(() => ({ server: { answer: async (_name: string, _sent: { body: { number: number; sealed: string } }): Promise<unknown> => null } }));
vi.mock('../../web/src/identity/client.ts', async () => ({ ...(await import('../../web/src/identity/contractClient.ts')), identity: (name: string, sent: never) => server.answer(name, sent) }));

const thread = toBase64url(new Uint8Array(32).fill(1));
const reply = (text: string): ReaderEntry => ({ v: 1, kind: 'reply', on: '2026-01-13', name: 'Helen Marsh', text });
let [writer, mine, other, recovery]: Key[] = [];
let entries: Said[];
let asked: string[];
const line = () => ({ thread, receivedOn: '2026-01-12', acknowledgedOn: null, answeredOn: null, closedOn: null, closedBy: null, unreadSince: null, entries: entries.length, fromReaders: entries.filter(({ from }) => from === 'reader').length });
const refusal = (problem: 'number-taken' | 'unreachable') => new Refused(problem, '', '');

/** Takes the next number and no other. */
async function serve(name: string, sent: { body: { number: number; sealed: string } }): Promise<unknown> {
  asked.push(name);
  if (name === 'readInboxThread') return { line: line(), entries };
  const { number, sealed } = sent.body;
  if (number !== line().fromReaders + 1) throw refusal('number-taken');
  entries.push({ from: 'reader', number, sealed });
  return line();
}
const held = (): HeldKey => ({ ...mine!, state: 'counts' });
const opening = () => ({ identities: [mine!.identity], mine: [mine!.id], signers: [mine!.signs, other!.signs] });
const writing = () => ({ thread, mine: held(), recipients: [writer!, mine!, recovery!].map(({ recipient }) => recipient), opening: opening(), opened: 1 });
const add = async (entry: ReaderEntry, next: number) => (await import('../../web/src/pages/inbox/sealing.ts')).addEntry(writing(), entry, next);
const standing = () => Promise.all(entries.map(({ from, number, sealed }) => openEntry({ thread, from, number }, fromBase64url(sealed), opening())));
const texts = async () => (await standing()).map((one) => ('refused' in one ? one.refused : 'text' in one.entry ? one.entry.text : one.entry.kind));

beforeEach(async () => {
  [writer, mine, other, recovery] = [await newKey(), await newKey(), await newKey(), await newKey()];
  entries = [];
  asked = [];
  server.answer = serve;
});

describe('an entry', () => {
  test('whose number another reader took first is sealed and signed anew for the number after it, and both stand', async () => {
    await add(reply('The other was faster.'), 1);
    expect(await add(reply('Mine.'), 1)).toMatchObject({ fromReaders: 2 });
    expect(await texts()).toEqual(['The other was faster.', 'Mine.']);
    expect(asked).toEqual(['addToThread', 'addToThread', 'readInboxThread', 'addToThread']);
  });

  test('whose answer was lost on the way stands once, though it is sent again', async () => {
    server.answer = async (name, sent) => {
      await serve(name, sent);
      throw refusal('unreachable');
    };
    await expect(add(reply('Mine.'), 1)).rejects.toMatchObject({ problem: 'unreachable' });
    server.answer = serve;
    expect(await add(reply('Mine.'), 1)).toMatchObject({ fromReaders: 1 });
    expect(await texts()).toEqual(['Mine.']);
  });

  test('that says the same as an older one of mine is added, since only what came since can be it', async () => {
    await add(reply('Noted.'), 1);
    await add(reply('Between.'), 2);
    await add(reply('Noted.'), 3);
    expect(await texts()).toEqual(['Noted.', 'Between.', 'Noted.']);
  });

  test('is given up where every number is taken, and not tried for ever', async () => {
    server.answer = async (name, sent) => {
      if (name === 'addToThread') entries.push({ from: 'reader', number: line().fromReaders + 1, sealed: toBase64url(new Uint8Array(400)) });
      return serve(name, sent);
    };
    await expect(add(reply('Mine.'), 1)).rejects.toMatchObject({ problem: 'number-taken' });
    expect(asked.filter((name) => name === 'addToThread')).toHaveLength(6);
  });
});

describe('a hand-over', () => {
  const message = (about?: string[]): WriterEntry => ({ v: 1, kind: 'message', replyTo: writer!.recipient, theme: null, ...(about === undefined ? {} : { about }), text: 'It was at the desk.' });
  const readerOf = ({ id, recipient, signs }: Key, name: string, replaces: string | null = null): Reader => ({ id, name, role: 'executive', recipient, signs, by: id, signature: '', replaces });
  const listed = () => ({ readers: [readerOf(mine!, 'Helen Marsh'), readerOf(other!, 'David Osei')], former: [] as Reader[] });
  const found = (entry: WriterEntry): OneThread => ({ line: line(), shown: [], keys: [mine!.id], replyTo: writer!.recipient, written: [{ number: 1, entry }], copies: new Set() });
  async function handOver(entry: WriterEntry, list = listed()) {
    const place = { thread, from: 'writer', number: 1 } as const;
    entries = [{ ...place, sealed: toBase64url(await sealEnvelope(place, [mine!.recipient, recovery!.recipient], encodeWriterEntry(entry))) }];
    const { handOver } = await import('../../web/src/pages/inbox/sealing.ts');
    return handOver(found(entry), writing(), list.readers[1]!, list, { on: '2026-01-13', name: 'Helen Marsh', why: null });
  }

  test('copies what was written, then says so', async () => {
    await handOver(message());
    expect(await texts()).toEqual(['It was at the desk.', 'copy', 'handed-over']);
  });
  test('to somebody of whom its writer says that it is about them is refused before anything is sent, under a newer key of theirs too', async () => {
    await expect(handOver(message([other!.id]))).rejects.toThrow('about whom');
    const newer = readerOf(await newKey(), 'David Osei', other!.id);
    await expect(handOver(message([other!.id]), { readers: [listed().readers[0]!, newer], former: [listed().readers[1]!] })).rejects.toThrow('about whom');
    expect(asked).toEqual([]);
  });
});
