import { bech32 } from '@scure/base';
import { combine, split } from 'shamir-secret-sharing';
import { concat, fromBase64url, sameBytes } from '../crypto/encoding.ts';
import { recipientOf } from '../crypto/readerKey.ts';
import { idOfReaderKey } from '../crypto/recipient.ts';

/**
 * The recovery key in three shares, of which any two give it back and one alone says nothing (Shamir). Each is printed for one person:
 *
 *     headroomshare1…   bech32 of  version 1 | key 4, the beginning of its id | share 33
 *
 * The checksum finds a letter that was mistyped, the beginning of the id a share of another key.
 */
const [shares, needed] = [3, 2];
const sharePrefix = 'headroomshare';
const identityPrefix = 'age-secret-key-';
const nameBytes = 4;

const nameOf = async (identity: string): Promise<Uint8Array> => fromBase64url(await idOfReaderKey(await recipientOf(identity))).slice(0, nameBytes);

/** Three shares of an age identity, as they are printed. */
export async function splitIdentity(identity: string): Promise<string[]> {
  const { prefix, bytes } = bech32.decodeToBytes(identity.toLowerCase());
  if (prefix !== identityPrefix) throw new TypeError('this is no age identity');
  const name = await nameOf(identity);
  return (await split(new Uint8Array(bytes), shares, needed)).map((share) => bech32.encodeFromBytes(sharePrefix, concat(new Uint8Array([1]), name, share)));
}

/** Why two shares give nothing. `not-a-share`: it is none, or a letter is wrong; which of the two, from 1. */
export type JoinRefusal = { problem: 'not-a-share'; at: 1 | 2 } | { problem: 'same-share' | 'other-keys' };

/** The identity of which these are two shares. Spaces, line ends and case do not matter. */
export async function joinShares(one: string, other: string): Promise<{ identity: string } | JoinRefusal> {
  const [first, second] = [shareOf(one), shareOf(other)];
  if (first === null) return { problem: 'not-a-share', at: 1 };
  if (second === null) return { problem: 'not-a-share', at: 2 };
  if (!sameBytes(first.name, second.name)) return { problem: 'other-keys' };
  // The last byte of a share is where on the line it lies.
  if (first.share.at(-1) === second.share.at(-1)) return { problem: 'same-share' };
  const identity = bech32.encodeFromBytes(identityPrefix, await combine([first.share, second.share])).toUpperCase();
  return sameBytes(await nameOf(identity), first.name) ? { identity } : { problem: 'other-keys' };
}

function shareOf(typed: string): { name: Uint8Array; share: Uint8Array } | null {
  const found = bech32.decodeUnsafe(typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '').slice(0, 200), 90);
  const bytes = found === undefined || found.prefix !== sharePrefix ? undefined : bech32.fromWordsUnsafe(found.words);
  if (bytes?.[0] !== 1 || bytes.length !== 1 + nameBytes + 33) return null;
  return { name: bytes.slice(1, 1 + nameBytes), share: bytes.slice(1 + nameBytes) };
}

/** In groups of five, to be read and typed. */
export const spaced = (share: string): string => share.replaceAll(/(.{5})(?=.)/g, '$1 ');
