import { type KeyObject, constants, createPublicKey, hash, verify } from 'node:crypto';
import { framed, fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { modulusBytes, tokenDomain } from '../../shared/crypto/token.ts';

/** Whether a token’s signature is one on `prepared`. */
export type Verifier = (prepared: Uint8Array, signature: Uint8Array) => boolean;

/**
 * The Verifier of RFC 9474, RSABSSA-SHA384-PSS-Randomized: an ordinary RSASSA-PSS check, about 0.04 ms. Make one for a cohort’s
 * key (SPKI, DER, base64url) and keep it. Throws where that is not an RSA-2048 key with exponent 65537.
 */
export function verifierOf(spki: string): Verifier {
  const key = createPublicKey({ key: Buffer.from(fromBase64url(spki)), type: 'spki', format: 'der' });
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || modulusLength !== modulusBytes * 8 || publicExponent !== 65_537n)
    throw new TypeError('a cohort’s key is RSA-2048 with exponent 65537');
  return pssVerifier(key, 48);
}

/**
 * Any RSA key and salt: the other variants and the 4,096-bit keys of the RFC’s vectors. A signature of another length is none.
 * It takes the key over: the options stand on the key itself, since Node tells that an object around a key is none by throwing
 * two errors at every call, which is a third of the work.
 */
export function pssVerifier(key: KeyObject, saltLength: number): Verifier {
  const pss = Object.assign(key, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  return (prepared, signature) => verify('sha384', prepared, pss, signature);
}

/** `hashOf` of shared/crypto, at once: on the way of an answer nothing needs to wait for another thread. */
export const hashNow = (domain: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array => new Uint8Array(hash('sha256', framed(domain, ...parts), 'buffer'));

/** What a token of this round and cohort says. */
export const messageNow = (round: number, cohort: string): Uint8Array => hashNow(tokenDomain.message, String(round), cohort);

/** The sort key a token is spent under. */
export const spentName = (prepared: Uint8Array): string => toBase64url(hashNow(tokenDomain.spent, prepared));
