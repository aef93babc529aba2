import { type KeyObject, constants, createPrivateKey, createPublicKey, generateKeyPair, privateDecrypt, publicEncrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { Problem } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { modulusBytes } from '../../shared/crypto/token.ts';

/**
 * The Issuer of RFC 9474: BlindSign, and nothing else. It raises what it is given to the private exponent, cannot tell what
 * that is, and never sees the token that comes of it.
 */
export interface NewSigningKey {
  /** The public half as it stands in a cohort’s entry: SPKI, DER, base64url. */
  spki: string;
  /** The private half, PKCS #8, DER. Deleted when issuing ends. */
  pkcs8: Uint8Array;
}

export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** Big-endian, without a leading zero: as long as everything that is signed. */
  modulus: Uint8Array;
}

const generate = promisify(generateKeyPair);

/**
 * RSA-2048, exponent 65537, under the plain rsaEncryption OID: Node refuses raw RSA with a key that is marked RSASSA-PSS.
 * On the thread pool, about 0.1 s of one core.
 */
export async function newSigningKey(): Promise<NewSigningKey> {
  const pair = await generate('rsa', { modulusLength: modulusBytes * 8, publicExponent: 65_537 });
  return {
    spki: toBase64url(pair.publicKey.export({ type: 'spki', format: 'der' })),
    pkcs8: new Uint8Array(pair.privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}

/** Throws where it is not a private RSA key. Costs a quarter of a signature. */
export const importSigningKey = (pkcs8: Uint8Array): SigningKey =>
  signingKeyOf(createPrivateKey({ key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length), type: 'pkcs8', format: 'der' }));

export function signingKeyOf(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const { n } = publicKey.export({ format: 'jwk' });
  if (privateKey.asymmetricKeyType !== 'rsa' || n === undefined) throw new TypeError('tokens are signed with a plain RSA key');
  return { privateKey, publicKey, modulus: fromBase64url(n) };
}

/**
 * BlindSign (RFC 9474 §4.3), as long as the modulus. Throws `malformed` where `blinded` is no number below the modulus of
 * exactly its length: Node itself takes 255 bytes and signs another number.
 *
 * What was signed is checked before it leaves, since one faulty signature gives a factor of the key away (Boneh, DeMillo,
 * Lipton 1997). Then it throws a plain error: that is a broken machine and no refusal.
 */
export function signBlinded(key: SigningKey, blinded: Uint8Array): Uint8Array {
  if (blinded.length !== key.modulus.length) throw new Problem('malformed', `blinded: must hold ${key.modulus.length} bytes`);
  if (Buffer.compare(blinded, key.modulus) >= 0) throw new Problem('malformed', 'blinded: must be below the key’s modulus');
  const signature = privateDecrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, blinded);
  const back = publicEncrypt({ key: key.publicKey, padding: constants.RSA_NO_PADDING }, signature);
  if (signature.length !== key.modulus.length || !back.equals(blinded)) throw new Error('a signature did not check out, and was not given out');
  return new Uint8Array(signature);
}
