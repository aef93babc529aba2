import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat, fromBase64url, hashOf, toBase64url } from './encoding.ts';
import { encapsulatedBytes } from './size.ts';

/**
 * RFC 9180 (HPKE): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. A sealed answer is
 *
 *     encapsulated key 32 | ciphertext of the padded answer | tag 16
 *
 * `info` binds it to its round, cohort, closing key and the log's head, so that it opens nowhere else.
 */
export const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });

export interface Binding {
  round: number;
  cohort: string;
  closingKeyId: string;
  /** The hash of the log's line that prepared this round: all of the log up to there. */
  head: string;
}

export const infoOf = (b: Binding): Promise<Uint8Array<ArrayBuffer>> => hashOf('headroom/sealed', String(b.round), b.cohort, b.closingKeyId, b.head);

export const idOfClosingKey = async (raw: Uint8Array): Promise<string> => toBase64url(await hashOf('headroom/closing-key', raw));

/** Seals to a raw X25519 public key (base64url). Rejects where the browser cannot: then nothing is sent. */
export async function seal(closingKey: string, info: Uint8Array, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64url(closingKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  return concat(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plain)));
}

/** The plain bytes; null where this was not sealed to this key and info, or was changed. */
export async function open(privateKey: CryptoKey, info: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | null> {
  try {
    const recipient = await suite.createRecipientContext({ recipientKey: privateKey, info, enc: sealed.subarray(0, encapsulatedBytes) });
    return new Uint8Array(await recipient.open(sealed.subarray(encapsulatedBytes)));
  } catch {
    return null;
  }
}

export interface ClosingKeyPair {
  id: string;
  publicKey: string;
  /** Raw, 32 bytes. */
  privateKey: Uint8Array;
}

export async function newClosingKey(): Promise<ClosingKeyPair> {
  const pair = await suite.kem.generateKeyPair();
  const raw = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
  return { id: await idOfClosingKey(raw), publicKey: toBase64url(raw), privateKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)) };
}

export const importClosingKey = (raw: Uint8Array): Promise<CryptoKey> => suite.kem.deserializePrivateKey(raw);

/** What a mark is: the beginning of a hash, under a domain of its own. */
export const mark = { domain: 'headroom/mark', bytes: 16 } as const;

/** The mark of a sealed answer: what its device looks for in the published list. It tells nothing about what is inside. */
export const markOf = async (sealed: Uint8Array): Promise<string> => toBase64url((await hashOf(mark.domain, sealed)).subarray(0, mark.bytes));
