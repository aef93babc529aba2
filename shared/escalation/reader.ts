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
  by: hash,
  signature: bytes(64),
  /** Their key before this one, which counts no more. */
  replaces: hash.nullable(),
  /** When they last said that it is still theirs, and that, signed: no server can say it for them. Absent: never yet. */
  confirmed: z.object({ on: z.iso.date(), signature: bytes(64) }).optional(),
  /** Its holder reads messages no more. */
  gone: z.literal(true).optional(),
});
export type Reader = z.infer<typeof reader>;
export type ReaderKey = Pick<Reader, 'id' | 'name' | 'role' | 'recipient' | 'signs'>;

const said = ({ id, name, role, recipient, signs }: ReaderKey): string => canonical({ id, name, role, recipient, signs });

/** A key to be signed, and which one it takes the place of. */
export type Replacing = ReaderKey & Pick<Reader, 'replaces'>;

/** What another reader signs: the key, and whose place it takes, so that nobody puts one of theirs in another’s. */
export const voucherBytes = (key: Replacing): Uint8Array<ArrayBuffer> => utf8(`headroom/voucher ${canonical({ key: said(key), replaces: key.replaces })}`);

/** What every message is sealed to as well, and which reader signed that it is. */
export const recoveryKey = z.object({ id: hash, recipient: z.string().regex(recipientShape), by: hash, signature: bytes(64) });
export type RecoveryKey = z.infer<typeof recoveryKey>;

/** What a reader signs to say that a recovery key is the house’s. */
export const recoveryBytes = (id: string): Uint8Array<ArrayBuffer> => utf8(`headroom/recovery-key ${id}`);

/**
 * The first keys in the log have nobody before them who could have signed them: they sign each other. Every later one is signed by one that stands before it.
 */
export const beginners = 2;

/** What a reader signs to say that a key is still theirs. */
export const stillMineBytes = (id: string, on: string): Uint8Array<ArrayBuffer> => utf8(`headroom/still-mine ${id} ${on}`);

/** The day on which this key was last confirmed, as its holder signed it; null where they have not. No day that a server alone says takes its place. */
export async function confirmedOn({ id, signs, confirmed }: Pick<Reader, 'id' | 'signs' | 'confirmed'>): Promise<string | null> {
  const isTheirs = confirmed !== undefined && (await isSignedBy(signs, stillMineBytes(id, confirmed.on), confirmed.signature));
  return isTheirs ? confirmed.on : null;
}

/** What its line in the public log stands for: key, name and role, so that none of them is changed unseen. */
export const hashOfReader = async (key: ReaderKey): Promise<string> => toBase64url(await hashOf('headroom/speak-reader', said(key)));

/** Those whose keys count: none that was replaced by a newer one, and none of somebody who is gone. */
export function counting(all: readonly Reader[]): Reader[] {
  const replaced = new Set(all.map((r) => r.replaces));
  return all.filter((r) => !replaced.has(r.id) && r.gone !== true).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A reader’s key with those it took the place of, as far back as the list has them. */
export function everyKeyOf(reader: Reader, all: readonly Reader[]): Reader[] {
  const keys: Reader[] = [];
  for (let key: Reader | undefined = reader; key !== undefined && !keys.includes(key); ) {
    const { replaces }: Reader = key;
    keys.push(key);
    key = all.find(({ id }) => id === replaces);
  }
  return keys;
}
