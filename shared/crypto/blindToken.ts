import { type BlindRSA, RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64url } from './encoding.ts';
import { modulusBytes, type Token } from './token.ts';

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
export { hashOfToken, modulusBytes, prefixBytes, preparedBytes, saysMessage, tokenMessage, type Token } from './token.ts';

export interface Blinded {
  /** Prefix and message: what is signed in the end, and sent with the answer. */
  prepared: Uint8Array;
  /** Undoes the blinding. It never leaves the device. */
  inverse: Uint8Array;
  /** What the identity side sees and signs. */
  blinded: Uint8Array;
}

const suite = RSABSSA.SHA384.PSS.Randomized({ supportsRSARAW: false });

/** A cohort's public key (SPKI, base64url) as the Client takes it. Rejects where it is not an RSA-2048 key with exponent 65537. */
export async function publicKeyOf(spki: string): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('spki', fromBase64url(spki), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
  const { algorithm } = key;
  const fits =
    'modulusLength' in algorithm && algorithm.modulusLength === modulusBytes * 8 &&
    'publicExponent' in algorithm && algorithm.publicExponent instanceof Uint8Array && algorithm.publicExponent.join() === '1,0,1';
  if (!fits) throw new TypeError('a cohort’s key is RSA-2048 with exponent 65537');
  return key;
}

/** `by` is another variant of the RFC, for its vectors alone. */
export async function blind(key: CryptoKey, message: Uint8Array, by: BlindRSA = suite): Promise<Blinded> {
  const prepared = by.prepare(message);
  const { blindedMsg, inv } = await by.blind(key, prepared);
  return { prepared, inverse: inv, blinded: blindedMsg };
}

/** The token; rejects where the signature is not one on what was blinded. */
export async function finalize(key: CryptoKey, { prepared, inverse }: Pick<Blinded, 'prepared' | 'inverse'>, blindSignature: Uint8Array, by: BlindRSA = suite): Promise<Token> {
  return { prepared, signature: await by.finalize(key, prepared, blindSignature, inverse) };
}
