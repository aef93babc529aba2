import { concat, hashOf, sameBytes, utf8 } from '../crypto/encoding.ts';
import { maxCommentBytes } from '../pulse/answer.ts';

/** Where a comment belongs: it opens as itself nowhere else. */
export interface CommentPlace {
  round: number;
  /** The group whose list it is in. */
  group: string;
  id: string;
}

const placeBytes = 32;
/** Every comment has this one length before it is sealed to its reviewers, so that a sealed one does not tell how much was written. */
export const paddedCommentBytes = 3 + placeBytes + maxCommentBytes;

const placeHash = ({ round, group, id }: CommentPlace): Promise<Uint8Array> => hashOf('headroom/comment', String(round), group, id);

/**
 *     version 1 | hash of its place 32 | length 2 | comment (UTF-8) | zeros … 1,035
 */
export async function encodeComment(place: CommentPlace, text: string): Promise<Uint8Array> {
  const comment = utf8(text);
  if (comment.length > maxCommentBytes) throw new RangeError(`a comment is at most ${maxCommentBytes} bytes`);
  const length = new Uint8Array(2);
  new DataView(length.buffer).setUint16(0, comment.length);
  const whole = new Uint8Array(paddedCommentBytes);
  whole.set(concat(new Uint8Array([1]), await placeHash(place), length, comment));
  return whole;
}

/** The comment; null where these bytes are none, or were put in another one’s place. */
export async function decodeComment(place: CommentPlace, bytes: Uint8Array): Promise<string | null> {
  if (bytes.length !== paddedCommentBytes || bytes[0] !== 1) return null;
  if (!sameBytes(bytes.subarray(1, 1 + placeBytes), await placeHash(place))) return null;
  const from = 3 + placeBytes;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(from - 2);
  if (length > maxCommentBytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(from, from + length));
  } catch {
    return null;
  }
}
