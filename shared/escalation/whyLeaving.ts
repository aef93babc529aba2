import { concat, hashOf, toBase64url, utf8 } from '../crypto/encoding.ts';
import { newClosingKey, seal } from '../crypto/sealed.ts';
import { modulusBytes, preparedBytes, type Token } from '../crypto/token.ts';
import { reasonBytes, type SealedWhy, whyBytes } from './sealedWhy.ts';
import { type Reason, reasons } from './themes.ts';

/**
 * What travels beside every first message, so that reasons for leaving can be counted apart from it: HPKE to the month’s own key, of one size,
 * whatever the message is about. Inside, before it was sealed:
 *
 *     version 1 | length 1 | the reason’s name, zeros … 24 | this year’s token: prepared 64, signature 256
 *
 * All zeros after the version where nobody is leaving. It names no thread. Only the count at the month’s end opens it; the token, which is seen nowhere
 * else, lets each person be counted once.
 */
export interface Why {
  reason: Reason;
  token: Token;
}

export function encodeWhy(why: Why | null): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(whyBytes);
  plain[0] = 1;
  if (why === null) return plain;
  const { reason, token } = why;
  const name = utf8(reason);
  if (name.length > reasonBytes || token.prepared.length !== preparedBytes || token.signature.length !== modulusBytes) throw new RangeError('a reason and a token have their sizes');
  plain[1] = name.length;
  plain.set(concat(name, new Uint8Array(reasonBytes - name.length), token.prepared, token.signature), 2);
  return plain;
}

/** Null where nobody is leaving, and where it is nothing that Headroom writes. Whether the token is one, its caller checks. */
export function decodeWhy(plain: Uint8Array): Why | null {
  if (plain.length !== whyBytes || plain[0] !== 1) return null;
  const name = new TextDecoder().decode(plain.subarray(2, 2 + (plain[1] ?? 0)));
  const [at, signatureAt] = [2 + reasonBytes, 2 + reasonBytes + preparedBytes];
  return isReason(name) ? { reason: name, token: { prepared: plain.slice(at, signatureAt), signature: plain.slice(signatureAt) } } : null;
}

const isReason = (name: string): name is Reason => Object.hasOwn(reasons, name);

/** Binds what is sealed to its month and key. */
export const infoOfWhy = (month: number, key: string): Promise<Uint8Array<ArrayBuffer>> => hashOf('headroom/why', String(month), key);

/**
 * Sealed for each of these months, since a message that is held up goes with a later month’s token, and once to a key that nobody keeps. Where a month’s
 * key is not known here one of that kind stands in its place: that cannot be told from outside.
 */
export async function sealWhy(why: Why | null, months: readonly number[], keys: Readonly<Record<number, string>>): Promise<SealedWhy[]> {
  const plain = encodeWhy(why);
  return Promise.all(
    [...months, null].map(async (month) => {
      const key = (month === null ? undefined : keys[month]) ?? (await newClosingKey()).publicKey;
      return { month, sealed: toBase64url(await seal(key, await infoOfWhy(month ?? 0, key), plain)) };
    }),
  );
}
