import { beforeAll, describe, expect, test } from 'vitest';
import { toBase64url, utf8 } from '../../shared/crypto/encoding.ts';
import { isSignedBy, signAs, signsAs } from '../../shared/crypto/signing.ts';
import { type Place, sealEnvelope } from '../../shared/escalation/envelope.ts';
import { copied, encodeReaderEntry, encodeWriterEntry, entryRefusals, maxWriterBytes, mayHandTo, openEntry, type Opening, type ReaderEntry, standingOf, statuses, type ThreadEntry, type WriterEntry } from '../../shared/escalation/thread.ts';
import { bytesOf, maxTextBytes } from '../../web/src/speaking/draft.ts';
import { type Key, newKey } from './keys.ts';

const thread = toBase64url(new Uint8Array(32).fill(1));
const written: Place = { thread, from: 'writer', number: 1 };
const replied: Place = { thread, from: 'reader', number: 1 };

let writer: Key;
let reader: Key;
let recovery: Key;
let stranger: Key;
beforeAll(async () => {
  [writer, reader, recovery, stranger] = [await newKey(), await newKey(), await newKey(), await newKey()];
});
const openingOf = (key: Key): Opening => ({ identities: [key.identity], mine: [key.id], signers: [reader.signs] });
const reply: ReaderEntry = { v: 1, kind: 'reply', on: '2026-11-24', name: 'Jo Reed, Director', text: 'The order is taken back from Monday on.' };
const message = (): WriterEntry => ({ v: 1, kind: 'message', replyTo: writer.recipient, theme: 'decision', text: 'We were told to close cases by number.' });

async function sealedReply(entry: ReaderEntry, at: Place = replied, by: Key = reader, signedFor: Place = at, signer: string = by.signs): Promise<Uint8Array> {
  return sealEnvelope(at, [writer.recipient, reader.recipient, recovery.recipient], await encodeReaderEntry(signedFor, entry, by.identity, signer));
}

test('a message is read by its reader as it was written, and says where replies go', async () => {
  const sealed = await sealEnvelope(written, [reader.recipient, recovery.recipient], encodeWriterEntry(message()));
  expect(await openEntry(written, sealed, openingOf(reader))).toMatchObject({ from: 'writer', entry: message(), keys: [reader.id, recovery.id] });
  expect(await openEntry(written, sealed, openingOf(stranger))).toEqual({ place: written, refused: 'does-not-open' });
});

test('a reply is read by the writer, who knows which reader signed it', async () => {
  expect(await openEntry(replied, await sealedReply(reply), openingOf(writer))).toMatchObject({ from: 'reader', entry: reply, signer: reader.signs });
});

describe('a reply is refused by name', () => {
  test('where it was replayed to another place, thread or direction', async () => {
    const sealed = await sealedReply(reply);
    for (const place of [{ ...replied, number: 2 }, { ...replied, thread: toBase64url(new Uint8Array(32).fill(2)) }, written])
      expect(await openEntry(place, sealed, openingOf(writer))).toEqual({ place, refused: 'another-place' });
  });
  test('where its words were signed for another place and sealed again for this one', async () => {
    const replay = await sealedReply(reply, { ...replied, number: 2 }, reader, replied);
    expect(await openEntry({ ...replied, number: 2 }, replay, openingOf(writer))).toMatchObject({ refused: 'not-signed' });
  });
  test('where somebody signed it who is no reader, under their own name or a reader’s', async () => {
    expect(await openEntry(replied, await sealedReply(reply, replied, stranger), openingOf(writer))).toMatchObject({ refused: 'not-signed' });
    expect(await openEntry(replied, await sealedReply(reply, replied, stranger, replied, reader.signs), openingOf(writer))).toMatchObject({ refused: 'not-signed' });
  });
  test('where it is nothing that Headroom writes', async () => {
    for (const content of ['', '{', '{"v":1}', JSON.stringify({ v: 1, entry: '{}', signer: reader.signs, signature: 'A'.repeat(86), more: 1 })]) {
      const sealed = await sealEnvelope(replied, [writer.recipient, recovery.recipient], utf8(content));
      expect(await openEntry(replied, sealed, openingOf(writer))).toMatchObject({ refused: 'not-an-entry' });
    }
    const said = JSON.stringify({ ...reply, kind: 'html', text: '<script>' });
    const bytes = await encodeReaderEntry(replied, reply, reader.identity, reader.signs);
    const signed = JSON.parse(new TextDecoder().decode(bytes)) as object;
    const sealed = await sealEnvelope(replied, [writer.recipient, recovery.recipient], utf8(JSON.stringify({ ...signed, entry: said })));
    expect(await openEntry(replied, sealed, openingOf(writer))).toMatchObject({ refused: 'not-signed' });
  });
  test('and each refusal has words', () => {
    for (const words of Object.values(entryRefusals)) expect(words).toMatch(/^[A-Z].{20,}\.$/);
  });
});

test('a writer who says what no writer says is not shown: no reader’s entry, and no address that nobody can seal to', async () => {
  expect(() => encodeWriterEntry({ ...message(), replyTo: 'age1nobody' })).toThrow();
  const asReader = await encodeReaderEntry(written, reply, reader.identity, reader.signs);
  const sealed = await sealEnvelope(written, [reader.recipient, recovery.recipient], asReader);
  expect(await openEntry(written, sealed, openingOf(reader))).toMatchObject({ refused: 'not-an-entry' });
});

describe('where a thread stands is worked out from what is in it', () => {
  const on = { v: 1, name: 'Jo Reed, Director' } as const;
  const from = (...entries: (WriterEntry | ReaderEntry)[]): ThreadEntry[] =>
    entries.map((entry, i): ThreadEntry =>
      entry.kind === 'message' || 'replyTo' in entry ? { place: { ...written, number: i + 1 }, from: 'writer', entry, keys: [] } : { place: { ...replied, number: i + 1 }, from: 'reader', entry, signer: reader.signs, keys: [] },
    );
  const nothing = { acknowledgedOn: null, answeredOn: null, closedBy: null, status: null, safeguarding: null, with: null };

  test('not acknowledged until a reader has said anything, and not answered until one has said words', () => {
    expect(standingOf(from(message()))).toEqual(nothing);
    const acknowledged = from(message(), { ...on, kind: 'acknowledged', on: '2026-11-02' }, { ...on, kind: 'status', on: '2026-11-03', status: 'looking-into-it', text: null }, { ...on, kind: 'handed-over', on: '2026-11-04', to: 'The guardian', why: null });
    expect(standingOf(acknowledged)).toEqual({ ...nothing, acknowledgedOn: '2026-11-02', status: 'looking-into-it', with: 'The guardian' });
    expect(standingOf([...acknowledged, ...from({ ...reply, on: '2026-11-09' }, { ...reply, on: '2026-11-10' })])).toMatchObject({ acknowledgedOn: '2026-11-02', answeredOn: '2026-11-09' });
  });
  test('closed by either side, and open again once its writer goes on', () => {
    const closed = from(message(), { ...on, kind: 'closed', on: '2026-11-02', text: null });
    expect(standingOf(closed)).toMatchObject({ closedBy: 'reader', answeredOn: null });
    expect(standingOf([...closed, ...from(message())])).toMatchObject({ closedBy: null });
    const ended = from(message(), { v: 1, kind: 'closed', replyTo: writer.recipient });
    expect([ended, [...ended, ...closed.slice(-1)]].map((entries) => standingOf(entries).closedBy), 'nor does a reader end it anew').toEqual(['writer', 'writer']);
  });
  test('with what was done for somebody at risk: the day and by whom, and no room for more', async () => {
    const entry = { ...on, kind: 'safeguarding', on: '2026-11-02', actedOn: '2026-11-02', actedBy: 'The out-of-hours team' } as const;
    expect(standingOf(from(entry)).safeguarding).toEqual({ actedOn: '2026-11-02', actedBy: 'The out-of-hours team' });
    await expect(encodeReaderEntry(replied, { ...entry, detail: 'a name' } as never, reader.identity, reader.signs)).rejects.toThrow();
  });
  test('and every status has words for the writer', () => {
    for (const words of Object.values(statuses)) expect(words).toMatch(/^[A-Z].{15,}\.$/);
  });
});

test('the longest message there can be is copied to twelve keys when it is handed over, and is the same there', async () => {
  const longest = encodeWriterEntry({ v: 1, kind: 'message', replyTo: writer.recipient, theme: null, text: '"\n'.repeat(2700) });
  expect(longest.length).toBeGreaterThan(maxWriterBytes - 300);
  const copy: ReaderEntry = { v: 1, kind: 'copy', on: '2026-11-24', name: 'Jo Reed, Director', of: 1, content: toBase64url(longest) };
  const twelve = [writer, reader, recovery, ...(await Promise.all(Array.from({ length: 9 }, newKey)))].map((k) => k.recipient);
  const sealed = await sealEnvelope(replied, twelve, await encodeReaderEntry(replied, copy, reader.identity, reader.signs));
  const found = await openEntry(replied, sealed, openingOf(writer));
  expect(found).toMatchObject({ entry: copy });
  expect(encodeWriterEntry(copied(toBase64url(longest))!)).toEqual(longest);
  expect(copied(toBase64url(utf8('{"kind":"message"}')))).toBeNull();
  expect(() => encodeWriterEntry({ v: 1, kind: 'message', replyTo: writer.recipient, theme: null, text: 'ü'.repeat(5600) })).toThrow('too-long');
});

test('the longest text that the page takes fits with as many readers as a message can be about', () => {
  const about = Array.from({ length: 12 }, (_, i) => toBase64url(new Uint8Array(32).fill(i)));
  const longest = { v: 1, kind: 'message', replyTo: writer.recipient, theme: 'sexual-harassment', reason: 'time-for-people', about } as const;
  for (const letter of ['x', '"', 'ü']) expect(encodeWriterEntry({ ...longest, text: letter.repeat(maxTextBytes / bytesOf(letter)) }).length).toBeLessThanOrEqual(maxWriterBytes);
  expect(() => encodeWriterEntry({ ...longest, text: 'x', about: [...about, about[0]!] })).toThrow();
});

test('a message about a reader is not handed to that reader, and nobody hands one to themselves', () => {
  expect(mayHandTo({ id: 'a' }, { id: 'b' }, [])).toBe(true);
  expect(mayHandTo({ id: 'a' }, { id: 'b' }, ['a'])).toBe(false);
  expect(mayHandTo({ id: 'a' }, { id: 'a' }, [])).toBe(false);
});

describe('a signing key', () => {
  test('follows from the age identity, and signs as itself alone', async () => {
    expect(await signsAs(reader.identity)).toBe(reader.signs);
    const signature = await signAs(reader.identity, utf8('said'));
    expect(await isSignedBy(reader.signs, utf8('said'), signature)).toBe(true);
    expect(await isSignedBy(reader.signs, utf8('Said'), signature)).toBe(false);
    expect(await isSignedBy(stranger.signs, utf8('said'), signature)).toBe(false);
    for (const [key, mark] of [['', signature], ['x', signature], [reader.signs, ''], [reader.signs, 'no']] as const) expect(await isSignedBy(key, utf8('said'), mark)).toBe(false);
  });
  test('is not the age identity in another coat', () => expect(reader.signs).not.toBe(reader.id));
});
