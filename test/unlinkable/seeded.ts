import { createHash, createPrivateKey } from 'node:crypto';
import { vi } from 'vitest';

/** PKCS #8 around a raw X25519 private key (RFC 8410 §7). */
const x25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Everything a device draws at random meanwhile comes from a name: the same name draws the same again. */
export async function drawing<T>(name: string, act: () => Promise<T>): Promise<T> {
  let drawn = 0;
  const bytes = (length: number) => createHash('shake256', { outputLength: length }).update(`${name} ${drawn++}`).digest();
  const values = vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    if (!(array instanceof Uint8Array)) throw new Error('a device draws bytes');
    array.set(bytes(array.length));
    return array;
  });
  const keys = vi.spyOn(crypto.subtle, 'generateKey').mockImplementation((_algorithm, extractable, uses) => pairFrom(bytes(32), extractable, [...uses]));
  try {
    return await act();
  } finally {
    values.mockRestore();
    keys.mockRestore();
  }
}

async function pairFrom(seed: Buffer, extractable: boolean, uses: KeyUsage[]): Promise<CryptoKeyPair> {
  const der = Buffer.concat([x25519, seed]);
  const { x } = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }).export({ format: 'jwk' });
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('pkcs8', der, 'X25519', extractable, uses),
    crypto.subtle.importKey('raw', Buffer.from(x ?? '', 'base64url'), 'X25519', true, []),
  ]);
  return { privateKey, publicKey };
}
