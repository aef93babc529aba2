import { constants, createHash, createPublicKey, type KeyObject, publicEncrypt, randomBytes, verify } from 'node:crypto';
import { blind, type Blinded, finalize, publicKeyOf } from '../../shared/crypto/blindToken.ts';
import { concat, fromBase64url } from '../../shared/crypto/encoding.ts';
import { prefixBytes, type Token } from '../../shared/crypto/token.ts';
import { inverseOf, toBytes, toNumber } from './number.ts';

/** What a device does with a cohort’s key (SPKI, base64url): blinds, has it signed, and finalizes. */
export type Client = (spki: string, message: Uint8Array, sign: (blinded: Uint8Array) => Promise<Uint8Array>) => Promise<Token>;

/** As browsers do it. */
export const browsersClient: Client = async (spki, message, sign) => {
  const key = await publicKeyOf(spki);
  const made = await blind(key, message);
  return finalize(key, made, await sign(made.blinded));
};

/**
 * The Client of RFC 9474 in the processor's own RSA, some ten times as fast as the browser's big numbers: for tests of what is
 * done with tokens. It does what ours does, byte for byte (`rfc9474.test.ts`), and is not constant in time.
 */
export const quickClient: Client = async (spki, message, sign) => {
  const key = quickKeyOf(spki);
  const made = blindQuickly(key, message);
  return finalizeQuickly(key, made, await sign(made.blinded));
};

export const quickKeyOf = (spki: string): KeyObject => createPublicKey({ key: Buffer.from(fromBase64url(spki)), type: 'spki', format: 'der' });

/** The three draws may be given, in the order the protocol makes them. */
export function blindQuickly(key: KeyObject, message: Uint8Array, prefix: Uint8Array = randomBytes(prefixBytes), salt: Uint8Array = randomBytes(48), r?: Uint8Array): Blinded {
  const modulus = toNumber(fromBase64url(key.export({ format: 'jwk' }).n!));
  const length = modulus.toString(16).length / 2;
  const prepared = concat(prefix, message);
  const factor = toNumber(r ?? randomBytes(length)) % modulus;
  const power = toNumber(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, toBytes(factor, length)));
  return { prepared, inverse: toBytes(inverseOf(factor, modulus), length), blinded: toBytes((toNumber(encoded(prepared, salt, length)) * power) % modulus, length) };
}

/** Throws where the signature is not one on what was blinded. */
export function finalizeQuickly(key: KeyObject, { prepared, inverse }: Pick<Blinded, 'prepared' | 'inverse'>, blindSignature: Uint8Array, saltLength = 48): Token {
  const modulus = toNumber(fromBase64url(key.export({ format: 'jwk' }).n!));
  const signature = toBytes((toNumber(blindSignature) * toNumber(inverse)) % modulus, inverse.length);
  if (!verify('sha384', prepared, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)) throw new Error('a signature on something else');
  return { prepared, signature };
}

const sha384 = (...parts: Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha384')).digest();

/** EMSA-PSS-ENCODE (RFC 8017 §9.1.1) for a modulus of whole bytes. */
function encoded(message: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  const h = sha384(new Uint8Array(8), sha384(message), salt);
  const block = new Uint8Array(length - h.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  for (let i = 0; i * h.length < block.length; i++)
    for (const [j, byte] of sha384(h, Uint8Array.of(0, 0, 0, i)).entries()) if (i * h.length + j < block.length) block[i * h.length + j]! ^= byte;
  block[0]! &= 0x7f;
  return concat(block, h, Uint8Array.of(0xbc));
}
