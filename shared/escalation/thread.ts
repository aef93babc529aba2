import * as z from 'zod';
import { bytes, hash, written } from '../contract/shapes.ts';
import { framed, fromBase64url, utf8 } from '../crypto/encoding.ts';
import { recipientShape } from '../crypto/recipient.ts';
import { isSignedBy, signAs } from '../crypto/signing.ts';
import { reasonNames, type Status, statuses, type Theme, themes } from './themes.ts';
import { mostKeys } from './envelopeShape.ts';
import { type OpenRefusal, openEnvelope, type Place, Unsealable } from './envelope.ts';

/**
 * What a thread is made of. Each entry is the content of one envelope, and no server ever reads one.
 *
 *     writer   message · closed                             says where replies are sealed to
 *     reader   acknowledged · reply · status · safeguarding · handed-over · copy · closed      signed
 */
const text = written(1, 10_000, 'write something');
/** What a writer’s entry may hold, in bytes: a copy of it, signed and sealed again, still fits the largest envelope. */
export const maxWriterBytes = 11_000;
const person = written(1, 120, 'say who');
const day = z.iso.date();

export { type Status, statuses, type Theme, themes };

const themeNames = Object.keys(themes) as [Theme, ...Theme[]];
const statusNames = Object.keys(statuses) as [Status, ...Status[]];
/** The keys of readers whom it is about, as its writer says: it is not sealed to them, and whoever reads it hands it to none of them. */
const about = z.array(hash).max(mostKeys).optional();
const replyTo = z.string().regex(recipientShape);

export const writerEntry = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ v: z.literal(1), kind: z.literal('message'), replyTo, theme: z.enum(themeNames).nullable(), /** Why somebody is leaving, with the theme of that name alone. */ reason: z.enum(reasonNames).optional(), about, text }),
    z.strictObject({ v: z.literal(1), kind: z.literal('closed'), replyTo }),
  ]),
);
export type WriterEntry = z.infer<typeof writerEntry>;

/** `on`: the day, by the reader’s own calendar; `name`: as they are known in the house. */
const common = { v: z.literal(1), on: day, name: person };
export const readerEntry = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('acknowledged') }),
    z.strictObject({ ...common, kind: z.literal('reply'), text }),
    z.strictObject({ ...common, kind: z.literal('status'), status: z.enum(statusNames), text: text.nullable() }),
    /** That a child or adult at risk was referred, by whom and on which day: no detail, which belongs in that person’s record. */
    z.strictObject({ ...common, kind: z.literal('safeguarding'), actedOn: day, actedBy: person }),
    z.strictObject({ ...common, kind: z.literal('handed-over'), to: person, why: text.nullable() }),
    /** What the writer wrote before, for whom it was handed to: the very bytes, base64url, and which of the writer’s it was. */
    z.strictObject({ ...common, kind: z.literal('copy'), of: z.number().int().min(1), content: z.string().regex(/^[A-Za-z0-9_-]+$/).max(Math.ceil((maxWriterBytes * 4) / 3)) }),
    z.strictObject({ ...common, kind: z.literal('closed'), text: text.nullable() }),
  ]),
);
export type ReaderEntry = z.infer<typeof readerEntry>;

const signedEntry = z.lazy(() => z.strictObject({ v: z.literal(1), entry: z.string().max(15_900), signer: bytes(32), signature: bytes(64) }));

/** Throws `Unsealable` where it is longer than could be handed over. */
export function encodeWriterEntry(entry: WriterEntry): Uint8Array {
  const content = utf8(JSON.stringify(writerEntry.parse(entry)));
  if (content.length > maxWriterBytes) throw new Unsealable('too-long');
  return content;
}

/** A reader’s entry, signed for this one place: it is theirs nowhere else. */
export async function encodeReaderEntry(place: Place, entry: ReaderEntry, identity: string, signer: string): Promise<Uint8Array> {
  const said = JSON.stringify(readerEntry.parse(entry));
  return utf8(JSON.stringify({ v: 1, entry: said, signer, signature: await signAs(identity, signedBytes(place, said)) }));
}

const signedBytes = ({ thread, from, number }: Place, said: string): Uint8Array => framed('headroom/entry', thread, from, String(number), said);

/** Why an entry is not shown, beside why its envelope does not open. `not-signed`: none of the known readers signed it for this place. */
export type EntryRefusal = OpenRefusal | 'not-an-entry' | 'not-signed';

export const entryRefusals = {
  'does-not-open': 'This was not sealed to you, or it was changed on the way.',
  'another-place': 'This belongs to another thread, or to another place in it. Somebody has put it here.',
  'other-keys': 'This was sealed to others than it says.',
  'not-an-entry': 'This is nothing that Headroom writes.',
  'not-signed': 'This was not signed by one of the readers that stand in the public log.',
} as const satisfies Record<EntryRefusal, string>;

export type ThreadEntry =
  | { place: Place; from: 'writer'; entry: WriterEntry; keys: readonly string[] }
  | { place: Place; from: 'reader'; entry: ReaderEntry; signer: string; keys: readonly string[] };

/** What one opens a thread with, and whose signatures count: the readers of the public log. */
export interface Opening {
  identities: readonly string[];
  /** The ids of these keys. */
  mine: readonly string[];
  signers: readonly string[];
}

/** One entry, opened, checked for its place and, where a reader wrote it, for its signature; or why it is not shown. */
export async function openEntry(place: Place, sealed: Uint8Array, { identities, mine, signers }: Opening): Promise<ThreadEntry | { place: Place; refused: EntryRefusal }> {
  const opened = await openEnvelope(place, identities, mine, sealed);
  if ('refused' in opened) return { place, refused: opened.refused };
  const { content, keys } = opened;
  if (place.from === 'writer') {
    const entry = writerEntry.safeParse(jsonOf(content));
    return entry.success ? { place, from: 'writer', entry: entry.data, keys } : { place, refused: 'not-an-entry' };
  }
  const signed = signedEntry.safeParse(jsonOf(content));
  if (!signed.success) return { place, refused: 'not-an-entry' };
  const { entry: said, signer, signature } = signed.data;
  if (!signers.includes(signer) || !(await isSignedBy(signer, signedBytes(place, said), signature))) return { place, refused: 'not-signed' };
  const entry = readerEntry.safeParse(jsonOf(utf8(said)));
  return entry.success ? { place, from: 'reader', entry: entry.data, signer, keys } : { place, refused: 'not-an-entry' };
}

/** The entry that a copy is of; null where it is none. */
export function copied(content: string): WriterEntry | null {
  const entry = writerEntry.safeParse(jsonOf(fromBase64url(content)));
  return entry.success ? entry.data : null;
}

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return null;
  }
}

/** Where a thread stands by what is in it. The writer’s browser works it out for itself, so that no server can say that it was answered. */
export interface Standing {
  acknowledgedOn: string | null;
  answeredOn: string | null;
  closedBy: 'writer' | 'reader' | null;
  status: Status | null;
  safeguarding: { actedOn: string; actedBy: string } | null;
  /** To whom it was handed over last. */
  with: string | null;
}

/** `entries` in the order in which they stand. */
export function standingOf(entries: readonly ThreadEntry[]): Standing {
  const now: Standing = { acknowledgedOn: null, answeredOn: null, closedBy: null, status: null, safeguarding: null, with: null };
  for (const one of entries) {
    if (one.from === 'writer') {
      now.closedBy = one.entry.kind === 'closed' ? 'writer' : null;
      continue;
    }
    const { entry } = one;
    // Whatever a reader says shows that it has arrived.
    now.acknowledgedOn ??= entry.on;
    if (answers(entry)) now.answeredOn ??= entry.on;
    if (entry.kind === 'status') now.status = entry.status;
    if (entry.kind === 'safeguarding') now.safeguarding = { actedOn: entry.actedOn, actedBy: entry.actedBy };
    if (entry.kind === 'handed-over') now.with = entry.to;
    // What its writer has ended is theirs.
    if (entry.kind === 'closed') now.closedBy ??= 'reader';
  }
  return now;
}

/** What counts as an answer: words to the writer. Neither that it arrived, nor that it was handed on, nor a status without a word. */
export const answers = (entry: ReaderEntry): boolean => entry.kind === 'reply' || ((entry.kind === 'status' || entry.kind === 'closed') && entry.text !== null);

/** The keys of readers whom it is about, by all that was written. */
export const aboutIn = (written: readonly WriterEntry[]): string[] => written.flatMap((entry) => (entry.kind === 'message' ? (entry.about ?? []) : []));

/** A message about a reader is never handed to that reader. `about` are keys of readers the message is about, as its writer says or whoever hands over. */
export const mayHandTo = (reader: { id: string }, by: { id: string }, about: readonly string[]): boolean => reader.id !== by.id && !about.includes(reader.id);
