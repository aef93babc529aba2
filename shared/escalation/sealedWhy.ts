import { hashOf, toBase64url } from '../crypto/encoding.ts';
import { sealOverheadBytes } from '../crypto/size.ts';
import { modulusBytes, preparedBytes } from '../crypto/token.ts';

/** What a reason for leaving looks like from outside. Apart from `whyLeaving.ts`, so that who only carries one does not carry the sealing along. */
export const reasonBytes = 24;
export const whyBytes = 2 + reasonBytes + preparedBytes + modulusBytes;
export const sealedWhyBytes = whyBytes + sealOverheadBytes;

/** What a month’s line of the public log stands for: the one key that reasons of that month are sealed to. */
export const hashOfWhyKey = async (month: number, key: string): Promise<string> => toBase64url(await hashOf('headroom/why-key', String(month), key));

/** For a message of this month; null: of any other month, and then nobody opens it. */
export interface SealedWhy {
  month: number | null;
  sealed: string;
}

/** The one that travels with a message of this month. */
export function whyIn(sealed: readonly SealedWhy[], month: number): string {
  const found = sealed.find((one) => one.month === month) ?? sealed.find((one) => one.month === null);
  if (found === undefined) throw new TypeError('there is one for any month');
  return found.sealed;
}
