import { bech32 } from '@scure/base';
import { concat, fromBase64url, toBase64url, utf8 } from './encoding.ts';

/**
 * Ed25519 (RFC 8032) for those who read messages: what they reply is theirs, and no server can say it for them. The signing key comes from
 * the age identity, so that one passphrase opens both and one loss loses both.
 */
const pkcs8 = fromBase64url('MC4CAQAwBQYDK2VwBCIEIA');

async function privateKeyOf(identity: string): Promise<CryptoKey> {
  const { prefix, bytes } = bech32.decodeToBytes(identity.toLowerCase());
  if (prefix !== 'age-secret-key-' || bytes.length !== 32) throw new TypeError('an age identity is 32 bytes');
  const root = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'HKDF', false, ['deriveBits']);
  const seed = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('headroom/reader/signing/v1') }, root, 256);
  return crypto.subtle.importKey('pkcs8', concat(pkcs8, new Uint8Array(seed)), 'Ed25519', true, ['sign']);
}

/** The public half (32 bytes, base64url) of the signing key that goes with an age identity. */
export async function signsAs(identity: string): Promise<string> {
  const { x } = await crypto.subtle.exportKey('jwk', await privateKeyOf(identity));
  if (x === undefined) throw new TypeError('this is no Ed25519 key');
  return x;
}

export const signAs = async (identity: string, message: Uint8Array): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', await privateKeyOf(identity), new Uint8Array(message))));

/** False, too, where key or signature is none. */
export async function isSignedBy(publicKey: string, message: Uint8Array, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64url(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, fromBase64url(signature), new Uint8Array(message));
  } catch {
    return false;
  }
}
