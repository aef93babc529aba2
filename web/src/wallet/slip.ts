import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { holding, prefixBytes } from '../../../shared/crypto/token.ts';

/**
 * A staff token as this device keeps it, or what took its place when it was spent: bytes that look like one. Which of the two only a check of
 * the signature against the month’s key tells, so that what lies here has one count and one shape for everybody.
 */
export interface Slip {
  prepared: string;
  signature: string;
}

/** Those that still open a thread. `key`: the month’s (SPKI, base64url), which was checked against the log before anything was asked with it. */
export async function usableSlips({ key, tokens }: { key: string; tokens: readonly Slip[] }): Promise<Slip[]> {
  const isOne = await holding(key);
  const holds = await Promise.all(tokens.map(({ prepared, signature }) => isOne({ prepared: fromBase64url(prepared), signature: fromBase64url(signature) })));
  return tokens.filter((_, i) => holds[i]);
}

/** What takes a spent one’s place: it says the same month, and nothing else of it is left. */
export function inItsPlace({ prepared, signature }: Slip): Slip {
  const [says, signed] = [fromBase64url(prepared), fromBase64url(signature)];
  crypto.getRandomValues(says.subarray(0, prefixBytes));
  return { prepared: toBase64url(says), signature: toBase64url(crypto.getRandomValues(signed)) };
}
