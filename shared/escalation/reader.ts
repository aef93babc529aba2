import * as z from 'zod';
import { bytes, hash } from '../contract/shapes.ts';
import { canonical, hashOf, toBase64url, utf8 } from '../crypto/encoding.ts';
import { recipientShape } from '../crypto/recipient.ts';
import { isSignedBy } from '../crypto/signing.ts';

/**
 * Somebody messages may be sealed to: who they are, their key, and which other reader signed it. Public, and named by the log.
 * A browser that knows an older list sees which keys are new.
 */
export const reader = z.object({
  id: hash,
  name: z.string().max(200),
  role: z.enum(['executive', 'guardian']),
  recipient: z.string().regex(recipientShape),
  /** Ed25519: what their replies are signed with. */
  signs: bytes(32),
  /** The day from which it counts: when it was last confirmed. */
  from: z.iso.date(),
  by: hash,
  signature: bytes(64),
  /** Their key before this one, which counts no more. */
  replaces: hash.nullable(),
  /** When they last said that it is still theirs, and that, signed: no server can say it for them. Absent: not since `from`. */
  confirmed: z.object({ on: z.iso.date(), signature: bytes(64) }).optional(),
  /** Its holder reads messages no more. */
  gone: z.literal(true).optional(),
});
export type Reader = z.infer<typeof reader>;
export type ReaderKey = Pick<Reader, 'id' | 'name' | 'role' | 'recipient' | 'signs'>;

const said = ({ id, name, role, recipient, signs }: ReaderKey): string => canonical({ id, name, role, recipient, signs });

/** What another reader signs. */
export const voucherBytes = (key: ReaderKey): Uint8Array<ArrayBuffer> => utf8(`headroom/voucher ${said(key)}`);

/** What a reader signs to say that a key is still theirs. */
export const stillMineBytes = (id: string, on: string): Uint8Array<ArrayBuffer> => utf8(`headroom/still-mine ${id} ${on}`);

/** The day on which this key was last confirmed, as its holder signed it; where that is not so, the day it was vouched for. */
export async function confirmedOn({ id, signs, from, confirmed }: Pick<Reader, 'id' | 'signs' | 'from' | 'confirmed'>): Promise<string> {
  const isTheirs = confirmed !== undefined && confirmed.on > from && (await isSignedBy(signs, stillMineBytes(id, confirmed.on), confirmed.signature));
  return isTheirs ? confirmed.on : from;
}

/** What its line in the public log stands for: key, name and role, so that none of them is changed unseen. */
export const hashOfReader = async (key: ReaderKey): Promise<string> => toBase64url(await hashOf('headroom/speak-reader', said(key)));

/** Those whose keys count: none that was replaced by a newer one, and none of somebody who is gone. */
export function counting(all: readonly Reader[]): Reader[] {
  const replaced = new Set(all.map((r) => r.replaces));
  return all.filter((r) => !replaced.has(r.id) && r.gone !== true).sort((a, b) => (a.id < b.id ? -1 : 1));
}
