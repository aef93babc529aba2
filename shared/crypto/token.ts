import { fromBase64url, hashOf } from './encoding.ts';

/** What a token is, on both sides of the wire. Apart from `blindToken.ts`, so that no function carries the browser’s big numbers along. */
export const modulusBytes = 256;
export const prefixBytes = 32;
export const preparedBytes = prefixBytes + 32;

export interface Token {
  prepared: Uint8Array;
  signature: Uint8Array;
}

/** The hashes a token has a part in, by their domains. */
export const tokenDomain = { message: 'headroom/token', spent: 'headroom/spent' } as const;

/** What a token says: this round and this cohort, and nothing about who. The random prefix that `prepare` adds makes each one its own. */
export const tokenMessage = (round: number, cohort: string): Promise<Uint8Array<ArrayBuffer>> => hashOf(tokenDomain.message, String(round), cohort);

/** The name a token is spent under. */
export const hashOfToken = (prepared: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => hashOf(tokenDomain.spent, prepared);

/** What `prepared` must end with. */
export const saysMessage = (prepared: Uint8Array, message: Uint8Array): boolean =>
  prepared.length === preparedBytes && message.length === preparedBytes - prefixBytes && message.every((byte, i) => prepared[prefixBytes + i] === byte);

/** Whether signatures are this key’s (SPKI, base64url), asked of what a browser and Node have of themselves. The anonymous side’s own way is at once (`functions/anonymous/verifier.ts`). */
export async function holding(spki: string): Promise<(token: Token) => Promise<boolean>> {
  const key = await crypto.subtle.importKey('spki', fromBase64url(spki), { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['verify']);
  return ({ prepared, signature }) => crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 48 }, key, new Uint8Array(signature), new Uint8Array(prepared));
}
