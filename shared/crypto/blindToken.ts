import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64url, hashOf } from './encoding.ts';

/**
 * RFC 9474 blind signatures, RSABSSA-SHA384-PSS-Randomized, RSA-2048. The signer never sees what it signs, so a spent token
 * cannot be matched to the request that collected it: for any pair of the two a blinding inverse exists.
 *
 *     device (Client)                                        identity side (Issuer)
 *     prepare, blind  ──── blinded ────────────────────────▶ once per person and round
 *     finalize        ◀─── signature on the blinded ────────
 *                                                            anonymous side (Verifier)
 *     spend           ──── prepared, signature ────────────▶ once per token, no name
 *
 * The Client runs in a browser. Issuer and Verifier use Node's own RSA (`functions/identity/issuer.ts`,
 * `functions/anonymous/verifier.ts`): the big-number path takes 280 ms where the processor's takes 0.3 ms.
 */
export const modulusBytes = 256;
export const prefixBytes = 32;
export const preparedBytes = prefixBytes + 32;

/** What a token says: this round and this cohort, and nothing about who. The random prefix that `prepare` adds makes each one its own. */
export const tokenMessage = (round: number, cohort: string): Promise<Uint8Array<ArrayBuffer>> => hashOf('headroom/token', String(round), cohort);

/** The name a token is spent under. */
export const hashOfToken = (prepared: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => hashOf('headroom/spent', prepared);

export interface Blinded {
  /** Prefix and message: what is signed in the end, and sent with the answer. */
  prepared: Uint8Array;
  /** Undoes the blinding. It never leaves the device. */
  inverse: Uint8Array;
  /** What the identity side sees and signs. */
  blinded: Uint8Array;
}

export interface Token {
  prepared: Uint8Array;
  signature: Uint8Array;
}

const suite = RSABSSA.SHA384.PSS.Randomized({ supportsRSARAW: false });

/** A cohort's public key (SPKI, base64url) as the Client takes it. Rejects where it is not an RSA-2048 key with exponent 65537. */
export async function publicKeyOf(spki: string): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('spki', fromBase64url(spki), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
  const { modulusLength, publicExponent } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength !== 2048 || publicExponent.join() !== '1,0,1') throw new TypeError('a cohort’s key is RSA-2048 with exponent 65537');
  return key;
}

export async function blind(key: CryptoKey, message: Uint8Array): Promise<Blinded> {
  const prepared = suite.prepare(message);
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  return { prepared, inverse: inv, blinded: blindedMsg };
}

/** The token; rejects where the signature is not one on what was blinded. */
export async function finalize(key: CryptoKey, { prepared, inverse }: Pick<Blinded, 'prepared' | 'inverse'>, blindSignature: Uint8Array): Promise<Token> {
  return { prepared, signature: await suite.finalize(key, prepared, blindSignature, inverse) };
}

/** What `prepared` must end with. */
export const saysMessage = (prepared: Uint8Array, message: Uint8Array): boolean =>
  prepared.length === preparedBytes && message.every((byte, i) => prepared[prefixBytes + i] === byte);
