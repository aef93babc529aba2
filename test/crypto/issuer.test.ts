import { type JsonWebKey, constants, createPrivateKey, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importSigningKey, newSigningKey, signBlinded, signingKeyOf } from '../../functions/identity/issuer.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { publicKeyOf } from '../../shared/crypto/blindToken.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { powerOf, toBytes, toNumber } from './number.ts';

const made = await newSigningKey();
const key = importSigningKey(made.pkcs8);
const n = toNumber(key.modulus);
const belowN = fc.bigInt({ min: 0n, max: n - 1n });
const raw = (privateKey: typeof key.privateKey, message: Uint8Array) => privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Problem ? error.problem : `not a refusal: ${String(error)}`;
  }
  return 'taken';
}

test('a cohort’s key is RSA-2048 under the plain OID, which devices and raw RSA both take', async () => {
  // 1.2.840.113549.1.1.1 rsaEncryption with NULL parameters, RFC 8017 appendix C
  expect(Buffer.from(fromBase64url(made.spki)).includes(Buffer.from('300d06092a864886f70d0101010500', 'hex'))).toBe(true);
  await expect(publicKeyOf(made.spki)).resolves.toMatchObject({ type: 'public' });
  const again = await newSigningKey();
  expect(again.spki).not.toBe(made.spki);
});

test('a signature raised to the public exponent is what was signed, whatever number below the modulus it was', () => {
  fc.assert(
    fc.property(fc.oneof(belowN, fc.constantFrom(0n, 1n, 2n, n - 1n)), (message) => {
      const signature = signBlinded(key, toBytes(message, 256));
      return signature.length === 256 && powerOf(toNumber(signature), 65_537n, n) === message;
    }),
    { numRuns: 30 },
  );
});

test('a signature that is a small number keeps its leading zeros', () => {
  const message = toBytes(powerOf(2n, 65_537n, n), 256);
  expect(signBlinded(key, message)).toEqual(toBytes(2n, 256));
});

describe('what is not a number of 256 bytes below the modulus is refused', () => {
  test('any other length, 255 above all, which Node itself would sign', () => {
    const short = new Uint8Array(255).fill(7);
    expect(raw(key.privateKey, short)).toHaveLength(256);
    expect(refusal(() => signBlinded(key, short))).toBe('malformed');
    fc.assert(fc.property(fc.integer({ min: 0, max: 600 }).filter((l) => l !== 256), (length) => refusal(() => signBlinded(key, new Uint8Array(length).fill(1))) === 'malformed'));
  });

  test('the modulus and everything above it', () => {
    const above = fc.bigInt({ min: n, max: (1n << 2048n) - 1n });
    fc.assert(fc.property(above, (message) => refusal(() => signBlinded(key, toBytes(message, 256))) === 'malformed'));
    expect(refusal(() => signBlinded(key, key.modulus))).toBe('malformed');
    expect(refusal(() => signBlinded(key, toBytes(n - 1n, 256)))).toBe('taken');
  });
});

describe('a faulty machine gives nothing away', () => {
  const jwk = key.privateKey.export({ format: 'jwk' });
  const flipped = (...names: ('d' | 'dp' | 'dq' | 'qi' | 'p' | 'q')[]) => {
    const faulty: JsonWebKey = { ...jwk };
    for (const name of names) {
      const bytes = Buffer.from(String(jwk[name]), 'base64url');
      bytes[bytes.length - 2]! ^= 4;
      faulty[name] = bytes.toString('base64url');
    }
    return createPrivateKey({ key: faulty, format: 'jwk' });
  };
  const message = new Uint8Array(randomBytes(256)).with(0, 0);
  const right = signBlinded(key, message);

  // OpenSSL finds a wrong CRT result and computes again from `d`; with `d` wrong too nothing but our own check is left.
  test.each([[['dp', 'd']], [['dq', 'd']], [['qi', 'd']], [['p', 'd']]] as const)('with %j flipped nothing is signed', (names) => {
    const faulty = flipped(...names);
    expect(raw(faulty, message).equals(right), 'the fault shows without the check').toBe(false);
    expect(() => signBlinded(signingKeyOf(faulty), message)).toThrow(/did not check out/);
    expect(refusal(() => signBlinded(signingKeyOf(faulty), message))).toContain('not a refusal');
  });

  test.each([[['dp']], [['dq']], [['qi']], [['d']]] as const)('with %j alone flipped it is the right signature or none', (names) => {
    let signed: Uint8Array | null = null;
    try {
      signed = signBlinded(signingKeyOf(flipped(...names)), message);
    } catch (error) {
      expect(error).not.toBeInstanceOf(Problem);
    }
    expect(signed === null || Buffer.from(signed).equals(right)).toBe(true);
  });
});

test('a key that is not a private RSA key is not taken for one', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect(() => importSigningKey(new Uint8Array(ec.export({ type: 'pkcs8', format: 'der' })))).toThrow(TypeError);
  expect(() => importSigningKey(new Uint8Array(10))).toThrow();
  const marked = generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' }).privateKey;
  expect(() => signingKeyOf(marked)).toThrow();
});
