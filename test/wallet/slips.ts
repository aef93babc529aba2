import { constants, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { speakMessage, tokensOf } from '../../shared/escalation/speakToken.ts';
import type { HeldTokens } from '../../web/src/wallet/speakTokens.ts';

/** A month’s key of the tests, and purses of slips that it signed: with `usable` of them as they were signed, and others in the place of those that were spent. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } });
const key = createPrivateKey({ key: pair.privateKey, type: 'pkcs8', format: 'der' });

export async function purseOf(owner: string, month: number, usable: number): Promise<HeldTokens> {
  const says = await speakMessage(month);
  const each = tokensOf(month);
  const tokens = Array.from({ length: each }, (_, i) => {
    const prepared = Buffer.concat([randomBytes(32), says]);
    const signature = i < each - usable ? randomBytes(256) : sign('sha384', prepared, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 });
    return { prepared: toBase64url(new Uint8Array(prepared)), signature: toBase64url(new Uint8Array(signature)) };
  });
  return { v: 1, state: 'held', owner, month, key: toBase64url(new Uint8Array(pair.publicKey)), tokens };
}

export async function putPurse(owner: string, month: number, usable = 2): Promise<void> {
  await (await (await import('../../web/src/wallet/speakTokens.ts')).speakingStores()).put('months', await purseOf(owner, month, usable));
}
