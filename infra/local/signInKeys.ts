import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { readIfThere, writeWhole } from './clock.ts';

/** The embedded provider’s own keys, made once and kept in the data folder: whoever is signed in stays so over a restart. */
export interface SignInKeys {
  /** Signs access and identity tokens: ES256, with its private half. */
  signing: JWK;
  /** Signs the provider’s cookies and the field of its forms. */
  cookies: string;
}

export async function signInKeys(folder: string): Promise<SignInKeys> {
  const file = join(folder, 'sign-in.json');
  const kept = readIfThere(file);
  if (kept !== null) return (JSON.parse(kept) as { keys: SignInKeys }).keys;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: toBase64url(randomBytes(8)) };
  const keys = { signing, cookies: toBase64url(randomBytes(32)) };
  writeWhole(file, JSON.stringify({ v: 1, keys }));
  return keys;
}

/** The half that anyone may see. */
export const publicHalf = ({ kty, crv, x, y, alg, use, kid }: JWK): JWK => ({ kty, crv, x, y, alg, use, kid }) as JWK;
