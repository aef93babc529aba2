import { concat, fromBase64url, hashOf, sameBytes, toBase64url, utf8 } from '../crypto/encoding.ts';
import { openAsReader, recipientOf, sealToReaders } from '../crypto/readerKey.ts';
import { buckets } from '../escalation/envelopeShape.ts';
import { derivedFrom, identityFrom } from '../escalation/receipt.ts';

/**
 * A private reflection beside a piece of a CPD record: an age file to its owner’s own key, made and opened in their browser. No rule counts it and
 * nothing that is filed holds it. Inside, before it was sealed:
 *
 *     version 1 | hash of the piece’s id 32 | length 4 | text | zeros … 1, 4 or 16 KiB
 *
 * Which piece it belongs to is inside, so that it opens beside no other.
 *
 *     seven words ──▶ X25519 identity (age), in the tab’s memory ──▶ recipient, kept with the record, so that writing needs no words
 */
export interface OwnKey {
  /** `AGE-SECRET-KEY-1…`: never leaves the tab. */
  identity: string;
  recipient: string;
}

/** The key of seven words as `readReceipt` or `newReceipt` gave them: another one than any receipt’s. Throws where they are none. */
export async function keyOfWords(words: string): Promise<OwnKey> {
  const part = await derivedFrom(words, 'headroom/own-words/v1');
  const identity = identityFrom(await part('reading'));
  return { identity, recipient: await recipientOf(identity) };
}

const hashBytes = 32;
const frontBytes = 1 + hashBytes + 4;
const placeOf = (piece: string): Promise<Uint8Array> => hashOf('headroom/reflection/v1', piece);

/** Base64url of the envelope. Throws where the text is longer than the largest holds (16,347 bytes), and where the browser cannot seal: then nothing is sent. */
export async function sealReflection(recipient: string, piece: string, text: string): Promise<string> {
  const said = utf8(text);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, said.length);
  const size = buckets.find((bucket) => frontBytes + said.length <= bucket);
  if (size === undefined) throw new RangeError('a reflection fits the largest envelope');
  const padded = new Uint8Array(size);
  padded.set(concat(new Uint8Array([1]), await placeOf(piece), length, said));
  return toBase64url(await sealToReaders([recipient], padded));
}

/** What it says; null where none of these keys opens it, it belongs beside another piece, or it was changed. */
export async function openReflection(keys: readonly OwnKey[], piece: string, sealed: string): Promise<string | null> {
  const plain = keys.length === 0 ? null : await openAsReader(keys.map(({ identity }) => identity), fromBase64url(sealed));
  if (plain === null || !buckets.some((size) => size === plain.length) || plain[0] !== 1) return null;
  if (!sameBytes(plain.subarray(1, 1 + hashBytes), await placeOf(piece))) return null;
  const length = new DataView(plain.buffer, plain.byteOffset, plain.length).getUint32(1 + hashBytes);
  return frontBytes + length > plain.length ? null : new TextDecoder().decode(plain.subarray(frontBytes, frontBytes + length));
}
