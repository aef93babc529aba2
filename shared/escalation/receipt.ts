import { bech32 } from '@scure/base';
import { toBase64url, utf8 } from '../crypto/encoding.ts';
import { nameOfThread } from './threadName.ts';
import { words } from './words.ts';

/**
 * The only way back to a message: seven words, made in the browser and kept by its writer alone.
 *
 *     seven words ──PBKDF2──▶ secret ──HKDF─┬─ thread  ──▶ thread id, 32 bytes ──SHA-256──▶ the name its server knows
 *                                           └─ reading ──▶ X25519 identity (age), to which replies are sealed
 *
 * 7 words of 7,745 are 90.4 bits: nobody tries them all, and stretching makes each try cost 2^17 hashes more.
 */
export const wordsInReceipt = 7;

/** More than the longest receipt with many spaces. What is longer is no receipt, and is not looked at. */
export const maxReceiptLetters = 160;
/** Fixed, so that nobody can ask for more work than this. A tenth of a second on a phone. */
const stretchings = 131_072;

const known = new Map(words.map((word, i) => [word, i]));

/** Seven words drawn evenly: what would favour the first words of the list is thrown away and drawn again. */
export function newReceipt(): string {
  const drawn = new Uint32Array(1);
  const fair = Math.floor(2 ** 32 / words.length) * words.length;
  const receipt: string[] = [];
  while (receipt.length < wordsInReceipt) {
    crypto.getRandomValues(drawn);
    const [at = 0] = drawn;
    if (at < fair) receipt.push(words[at % words.length] ?? '');
  }
  return receipt.join(' ');
}

export type ReadReceipt =
  | { receipt: string; /** The one word that was put right, as it was typed; null where none was. */ corrected: { typed: string; word: string } | null }
  | { problem: 'too-long' | 'not-seven-words' | 'unknown-word'; /** Which words are on no list, from 1. */ at: readonly number[] };

/**
 * What somebody typed, as the receipt it means. Case, spaces, line ends, dashes, commas and dots do not matter, and one word may be
 * one slip away (a letter more, less, other, or two that changed places) from a single word of the list. Two such words are too many: then it is said which.
 */
export function readReceipt(typed: string): ReadReceipt {
  if (typed.length > maxReceiptLetters) return { problem: 'too-long', at: [] };
  const parts = typed.toLowerCase().split(/[^\p{L}\p{M}\d]+/u).filter((part) => part !== '');
  if (parts.length !== wordsInReceipt) return { problem: 'not-seven-words', at: [] };
  const unknown = parts.flatMap((part, i) => (known.has(part) ? [] : [i]));
  const [only, another] = unknown;
  if (only === undefined) return { receipt: parts.join(' '), corrected: null };
  const slip = parts[only] ?? '';
  const meant = another === undefined ? wordsNear(slip) : [];
  const [word] = meant;
  if (meant.length !== 1 || word === undefined) return { problem: 'unknown-word', at: unknown.map((i) => i + 1) };
  return { receipt: parts.with(only, word).join(' '), corrected: { typed: slip, word } };
}

/** What of these words is not as in the receipt they are to be; null where all of it is, but for what is forgiven. `unknown-word`: those at these places differ. */
export function differing(typed: string, receipt: string): Extract<ReadReceipt, { problem: unknown }> | null {
  const read = readReceipt(typed);
  if ('problem' in read) return read;
  const meant = receipt.split(' ');
  const at = read.receipt.split(' ').flatMap((word, i) => (word === meant[i] ? [] : [i + 1]));
  return at.length === 0 ? null : { problem: 'unknown-word', at };
}

const wordsNear = (slip: string): string[] => words.filter((word) => isOneSlipFrom(word, slip));

/** Whether one letter was added, left out or changed, or two neighbours changed places. */
export function isOneSlipFrom(word: string, typed: string): boolean {
  const [short, long] = word.length <= typed.length ? [word, typed] : [typed, word];
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  if (short.length < long.length) return short.slice(from) === long.slice(from + 1);
  if (short.slice(from + 1) === long.slice(from + 1)) return short !== long;
  return short[from] === long[from + 1] && short[from + 1] === long[from] && short.slice(from + 2) === long.slice(from + 2);
}

export interface ThreadKeys {
  /** 32 bytes, base64url: whoever shows it may read the sealed thread and add to it. The server keeps its hash alone. */
  threadId: string;
  /** The name the server knows it by. */
  thread: string;
  /** `AGE-SECRET-KEY-1…`: opens what readers reply. */
  identity: string;
}

/**
 * What seven words give for one use of them, `domain`: 32 bytes under each name, of which none tells another. Throws where the words are not as
 * `readReceipt` or `newReceipt` gave them: nothing is derived from anything else.
 */
export async function derivedFrom(receipt: string, domain: string): Promise<(name: string) => Promise<Uint8Array<ArrayBuffer>>> {
  const read = readReceipt(receipt);
  if ('problem' in read || read.receipt !== receipt) throw new TypeError('a receipt is seven words of the list');
  const typed = await crypto.subtle.importKey('raw', utf8(receipt), 'PBKDF2', false, ['deriveBits']);
  const secret = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: utf8(domain), iterations: stretchings }, typed, 256);
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return async (name) => new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(`${domain}/${name}`) }, root, 256));
}

/** 32 bytes as age writes an X25519 identity. */
export const identityFrom = (bytes: Uint8Array): string => bech32.encodeFromBytes('AGE-SECRET-KEY-', bytes).toUpperCase();

/** The thread and the keys of a receipt. Throws where it is none. */
export async function threadOf(receipt: string): Promise<ThreadKeys> {
  const part = await derivedFrom(receipt, 'headroom/receipt/v1');
  const [id, identity] = await Promise.all([part('thread'), part('reading')]);
  return { threadId: toBase64url(id), thread: await nameOfThread(id), identity: identityFrom(identity) };
}
