import { concat, fromBase64url, sameBytes, toBase64url } from '../crypto/encoding.ts';
import { openAsReader, sealToReaders } from '../crypto/readerKey.ts';
import { idOfReaderKey, recipientShape } from '../crypto/recipient.ts';
import { buckets, checkEnvelope, fewestKeys, mostKeys } from './envelopeShape.ts';

/**
 * What travels: an age file to everyone who may read it, of one of three sizes. Inside, before it was sealed:
 *
 *     version 1 | thread 32 | from 1 | number 4 | readers n | key ids 32 × n | length 4 | content | zeros … 1, 4 or 16 KiB
 *
 * Where it belongs and who can read it is inside, so that it opens as itself in no other place. Nothing falls back to plain text.
 */
/** Who wrote it: the one who holds the receipt, or one of those it was written to. */
export type From = 'writer' | 'reader';
const letterOf = { writer: 0x77, reader: 0x72 } as const satisfies Record<From, number>;

/** Where an envelope belongs. Each side numbers its own, from 1. */
export interface Place {
  /** The thread’s name: the hash of its id. */
  thread: string;
  from: From;
  number: number;
}

const hashBytes = 32;
const headBytes = 1 + hashBytes + 1 + 4 + 1;
const frontBytes = (keys: number): number => headBytes + keys * hashBytes + 4;

/** How many bytes of content fit with this many keys. */
export const maxContentBytes = (keys: number): number => buckets[2] - frontBytes(keys);

/** Somebody whom a message is for. `recipient` is null where they have no key that works. */
export interface Keyholder {
  name: string;
  key: { id: string; recipient: string } | null;
}

/** Why nothing is sealed, and so nothing is sent. */
export type SealRefusal = 'nobody-chosen' | 'no-working-key' | 'no-recovery-key' | 'too-many-keys' | 'too-long';
export class Unsealable extends Error {
  override readonly name = 'Unsealable';
  readonly why: SealRefusal;
  /** Whose key it is about. */
  readonly who: string | null;
  constructor(why: SealRefusal, who: string | null = null) {
    super(why);
    this.why = why;
    this.who = who;
  }
}

/** The keys of all of these and the recovery key; throws `Unsealable` where one of them has none that works. No one is left out silently. */
export async function keysOf(readers: readonly Keyholder[], recovery: Keyholder['key']): Promise<string[]> {
  if (readers.length === 0) throw new Unsealable('nobody-chosen');
  if (recovery === null || !(await isWorking(recovery))) throw new Unsealable('no-recovery-key');
  const recipients: string[] = [];
  for (const { name, key } of readers) {
    if (key === null || !(await isWorking(key))) throw new Unsealable('no-working-key', name);
    recipients.push(key.recipient);
  }
  return [...new Set([...recipients, recovery.recipient])];
}

const isWorking = async ({ id, recipient }: { id: string; recipient: string }): Promise<boolean> => recipientShape.test(recipient) && (await idOfReaderKey(recipient)) === id;

/** Seals content to all of these recipients, as `keysOf` gave them. Throws `Unsealable`, and whatever the browser cannot do throws too. */
export async function sealEnvelope(place: Place, recipients: readonly string[], content: Uint8Array): Promise<Uint8Array> {
  if (recipients.length < fewestKeys) throw new Unsealable('no-working-key');
  if (recipients.length > mostKeys) throw new Unsealable('too-many-keys');
  const ids = await Promise.all(recipients.map(idOfReaderKey));
  const front = concat(new Uint8Array([1]), fromBase64url(place.thread), new Uint8Array([letterOf[place.from]]), fourBytes(place.number), new Uint8Array([ids.length]), ...ids.map(fromBase64url), fourBytes(content.length));
  const size = buckets.find((bucket) => front.length + content.length <= bucket);
  if (size === undefined) throw new Unsealable('too-long');
  const padded = new Uint8Array(size);
  padded.set(front);
  padded.set(content, front.length);
  return sealToReaders(recipients, padded).catch(() => {
    throw new Unsealable('no-working-key');
  });
}

export interface Opened {
  content: Uint8Array;
  /** The ids of all keys it was sealed to, as its writer says. */
  keys: readonly string[];
}

/**
 * Why one is not shown. `does-not-open`: it is not for these keys, or was changed. `another-place`: it belongs to another thread,
 * direction or number. `other-keys`: it was sealed to others than it says.
 */
export type OpenRefusal = 'does-not-open' | 'another-place' | 'other-keys';

/** What is inside, or why not. `mine` are the ids of the keys one opens it with. */
export async function openEnvelope(place: Place, identities: readonly string[], mine: readonly string[], sealed: Uint8Array): Promise<Opened | { refused: OpenRefusal }> {
  const plain = await openAsReader(identities, sealed);
  if (plain === null || !buckets.some((size) => size === plain.length) || plain[0] !== 1) return { refused: 'does-not-open' };
  const view = new DataView(plain.buffer, plain.byteOffset, plain.length);
  const letterAt = 1 + hashBytes;
  if (!sameBytes(plain.subarray(1, letterAt), fromBase64url(place.thread)) || plain[letterAt] !== letterOf[place.from] || view.getUint32(letterAt + 1) !== place.number) return { refused: 'another-place' };
  const count = plain[letterAt + 5] ?? 0;
  const front = frontBytes(count);
  if (count < fewestKeys || count > mostKeys || checkEnvelope(sealed)?.keys !== count) return { refused: 'other-keys' };
  const keys = Array.from({ length: count }, (_, i) => toBase64url(plain.slice(headBytes + i * hashBytes, headBytes + (i + 1) * hashBytes)));
  const length = view.getUint32(front - 4);
  if (front + length > plain.length || !keys.some((id) => mine.includes(id))) return { refused: 'other-keys' };
  return { content: plain.slice(front, front + length), keys };
}

function fourBytes(n: number): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(n) || n < 0 || n > 0xffff_ffff) throw new RangeError('a whole number of four bytes');
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
}
