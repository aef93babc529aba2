import { beforeAll, describe, expect, test } from 'vitest';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { type Place, sealEnvelope } from '../../shared/escalation/envelope.ts';
import { copiedTo, copyIs, handOverIs } from '../../shared/escalation/handOver.ts';
import { everyKeyOf, type Reader } from '../../shared/escalation/reader.ts';
import { encodeReaderEntry, encodeWriterEntry, openEntry, type ReaderEntry, type WriterEntry } from '../../shared/escalation/thread.ts';
import { type Key, newKey } from './keys.ts';

/** A hand-over as its writer’s browser sees it: Helen Marsh, whom they wrote to, hands it to Ruth Calder. */
const thread = toBase64url(new Uint8Array(32).fill(1));
const readerOf = ({ id, recipient, signs }: Key, name: string, replaces: string | null = null): Reader => ({ id, name, role: 'executive', recipient, signs, by: id, signature: '', replaces });
let [writer, helen, ruth, david, recovery]: Key[] = [];
let listed: { readers: Reader[]; former: Reader[] };
beforeAll(async () => {
  [writer, helen, ruth, david, recovery] = [await newKey(), await newKey(), await newKey(), await newKey(), await newKey()];
  listed = { readers: [readerOf(helen, 'Helen Marsh'), readerOf(ruth, 'Ruth Calder'), readerOf(david, 'David Osei')], former: [] };
});

const message = (text: string, about?: string[]): WriterEntry => ({ v: 1, kind: 'message', replyTo: writer!.recipient, theme: 'bullying', ...(about === undefined ? {} : { about }), text });
const said = { v: 1, on: '2026-01-13', name: 'Helen Marsh' } as const;
const copy = (of: number, entry: WriterEntry): ReaderEntry => ({ ...said, kind: 'copy', of, content: toBase64url(encodeWriterEntry(entry)) });
const over: ReaderEntry = { ...said, kind: 'handed-over', to: 'Ruth Calder', why: null };

type Step = { write: WriterEntry; to?: Key[] } | { say: ReaderEntry; to?: Key[] };
const isWritten = (step: Step): step is Extract<Step, { write: WriterEntry }> => 'write' in step;

/** Seals each as it would be, and opens it with the receipt’s key alone. */
async function seenByWriter(...steps: Step[]) {
  const count = { writer: 0, reader: 0 };
  const found = [];
  for (const step of steps) {
    const from = isWritten(step) ? 'writer' : 'reader';
    const place: Place = { thread, from, number: (count[from] += 1) };
    const to = step.to ?? (isWritten(step) ? [helen!, writer!] : [writer!, helen!, ruth!]);
    const content = isWritten(step) ? encodeWriterEntry(step.write) : await encodeReaderEntry(place, step.say, helen!.identity, helen!.signs);
    const sealed = await sealEnvelope(place, [...to, recovery!].map((key) => key.recipient), content);
    found.push(await openEntry(place, sealed, { identities: [writer!.identity], mine: [writer!.id], signers: listed.readers.map(({ signs }) => signs) }));
  }
  return found;
}
/** Of the last that was handed over. */
async function is(...steps: Step[]) {
  const entries = await seenByWriter(...steps);
  return handOverIs(steps.findLastIndex((step) => !isWritten(step) && step.say.kind === 'handed-over'), entries, listed);
}
const [first, second] = ['He raised his voice at two of us.', 'And again on Friday.'];

describe('what was handed over', () => {
  test('is word for word what was written, where each message was copied as it is', async () => {
    expect(await is({ write: message(first) }, { write: message(second) }, { say: copy(1, message(first)) }, { say: copy(2, message(second)) }, { say: over })).toBe('word-for-word');
  });
  test('need not be copied where it was sealed to them from the beginning', async () => {
    expect(await is({ write: message(first), to: [helen!, ruth!, writer!] }, { say: over })).toBe('word-for-word');
  });
  test.each([
    ['a word of it', () => message(first.replace('two', 'one'))],
    ['what it is about', () => ({ ...message(first), theme: 'other' }) as WriterEntry],
    ['whom it is about', () => message(first, [ruth!.id])],
    ['where replies go', () => ({ ...message(first), replyTo: david!.recipient })],
  ] as const)('is not, where %s was changed', async (_what, forged) => {
    expect(await is({ write: message(first) }, { say: copy(1, forged()) }, { say: over })).toBe('changed');
    // Nor where the true one stands beside it, before or after.
    expect(await is({ write: message(first) }, { say: copy(1, forged()) }, { say: copy(1, message(first)) }, { say: over })).toBe('changed');
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, { say: over }, { say: copy(1, forged()) })).toBe('changed');
  });
  test('is not, where something was copied that was never written', async () => {
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, { say: copy(2, message('I take it all back.')) }, { say: over })).toBe('changed');
  });
  test('is not all, where a message or its order was left out; what was written later does not count', async () => {
    expect(await is({ write: message(first) }, { write: message(second) }, { say: copy(2, message(second)) }, { say: over })).toBe('left-out');
    expect(await is({ write: message(first) }, { write: message(second) }, { say: copy(1, message(second)) }, { say: copy(2, message(first)) }, { say: over })).toBe('changed');
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, { say: over }, { write: message(second) })).toBe('word-for-word');
  });
  test('is not vouched for where a reader has added what these words do not open: it may be another copy', async () => {
    const hidden = { say: copy(1, message('Nothing happened.')), to: [ruth!] };
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, hidden, { say: over })).toBe('cannot-tell');
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, { say: over }, hidden)).toBe('cannot-tell');
  });
  test('is not vouched for where the writer’s own message does not open, or nobody of that name is listed', async () => {
    expect(await is({ write: message(first), to: [helen!] }, { say: copy(1, message(first)) }, { say: over })).toBe('cannot-tell');
    expect(await is({ write: message(first) }, { say: copy(1, message(first)) }, { say: { ...over, to: 'Somebody Else' } as ReaderEntry })).toBe('cannot-tell');
  });
  test('was copied to whom it went, and not to somebody else', async () => {
    expect(await is({ write: message(first) }, { say: copy(1, message(first)), to: [writer!, helen!, david!] }, { say: over })).toBe('left-out');
  });
  test('and went to somebody whom it is about, is said first of all, under whichever of their keys its writer said so', async () => {
    const about = message(first, [ruth!.id]);
    expect(await is({ write: about }, { say: copy(1, about) }, { say: over })).toBe('to-whom-it-is-about');
    const newer = await newKey();
    const entries = await seenByWriter({ write: about }, { say: copy(1, about) }, { say: over });
    expect(handOverIs(2, entries, { readers: [readerOf(newer, 'Ruth Calder', ruth!.id)], former: [readerOf(ruth!, 'Ruth Calder')] })).toBe('to-whom-it-is-about');
  });
});

test('each copy says by itself whether it is what was written', async () => {
  const entries = await seenByWriter({ write: message(first) }, { write: message(second), to: [helen!] });
  const of = (number: number, entry: WriterEntry) => copyIs(copy(number, entry) as Extract<ReaderEntry, { kind: 'copy' }>, entries);
  expect([of(1, message(first)), of(1, message(second)), of(2, message(second)), of(3, message(first))]).toEqual(['word-for-word', 'changed', 'cannot-tell', 'never-written']);
});

test('a copy says for whom it is by what it is sealed to, though nobody says that it was handed over', async () => {
  const entries = await seenByWriter({ write: message(first) }, { say: copy(1, message(first)), to: [writer!, helen!, david!] }, { say: copy(1, message(first)), to: [writer!, helen!] });
  const names = entries.map((one) => ('refused' in one || one.entry.kind !== 'copy' ? [] : copiedTo({ keys: one.keys, entry: one.entry }, entries, listed).map(({ name }) => name)));
  expect(names).toEqual([[], ['David Osei'], []]);
});

test('somebody’s keys go back to their first, and a list that goes round in a circle ends', () => {
  const [a, b, c] = [readerOf(helen!, 'Helen Marsh', 'b'), { ...readerOf(ruth!, 'Helen Marsh', 'c'), id: 'b' }, { ...readerOf(david!, 'Helen Marsh'), id: 'c' }];
  expect(everyKeyOf(a, [c, b]).map(({ id }) => id)).toEqual([helen!.id, 'b', 'c']);
  expect(everyKeyOf(b, [b, { ...c, replaces: 'b' }]).map(({ id }) => id)).toEqual(['b', 'c']);
});
