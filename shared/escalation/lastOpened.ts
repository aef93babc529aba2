import { bech32 } from '@scure/base';
import { concat, utf8 } from '../crypto/encoding.ts';

/**
 * The mark by which a writer sees that somebody else has used the receipt: the day of the latest look-up, sealed with a key that only the
 * receipt gives. Servers keep it and cannot read, make or date it; readers never see it.
 *
 *     36 bytes: iv 12 | AES-GCM( version 1 | day 4 | zeros 3 ) + tag 16
 */
const ivBytes = 12;

async function keyOf(identity: string): Promise<CryptoKey> {
  const { bytes } = bech32.decodeToBytes(identity.toLowerCase());
  const root = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('headroom/receipt/v1/last-opened') }, root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export interface MarkedThread {
  thread: string;
  /** The receipt’s age identity. */
  identity: string;
}

/** A mark of this day (counted as `dayOf` counts) for this thread. Two of one day are not alike. */
export async function markOpened({ thread, identity }: MarkedThread, day: number): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(8);
  plain[0] = 1;
  new DataView(plain.buffer).setUint32(1, day);
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  return concat(iv, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(thread) }, await keyOf(identity), plain)));
}

/** The day of the look-up that left it; null where nobody with the receipt did. */
export async function openedOn({ thread, identity }: MarkedThread, mark: Uint8Array): Promise<number | null> {
  const [iv, sealed] = [new Uint8Array(mark.subarray(0, ivBytes)), new Uint8Array(mark.subarray(ivBytes))];
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(thread) }, await keyOf(identity), sealed).catch(() => null);
  return plain === null || plain.byteLength !== 8 ? null : new DataView(plain).getUint32(1);
}
