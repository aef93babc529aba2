import * as z from 'zod';
import { hash, instant, roundNumber } from '../contract/shapes.ts';
import { canonical, hashOf, toBase64url } from '../crypto/encoding.ts';

/**
 * The one public log. Each line carries the hash of the line before, so its head stands for all of it; a device remembers the
 * head it saw and refuses a log that does not extend it.
 *
 *     line 1 ◀─previous─ line 2 ◀─previous─ line 3   head = hash(line 3)
 */
export const logLine = z.lazy(() =>
  z.object({
    v: z.literal(1),
    seq: z.number().int().min(1),
    kind: z.enum(['prepared', 'closed', 'reader-key', 'speak-key', 'why-key', 'speak-reader', 'speak-reader-gone', 'recovery-key']),
    /** Of a reader's key: the first round whose comments may be sealed to it. Of what has to do with speaking up: the month, as `monthOf` numbers it, or of a year’s key the year. */
    round: roundNumber,
    /** The hash of the round's manifest, or of its release, or of a key. */
    body: hash,
    /** When this was due by the round's own times, not when it was written; of a key the day. */
    at: instant,
    previous: hash.nullable(),
  }),
);
export type LogLine = z.infer<typeof logLine>;

export const hashOfLine = async (line: LogLine): Promise<string> => toBase64url(await hashOf('headroom/log', canonical(line)));

export interface Head {
  seq: number;
  hash: string;
}

/** The head after `lines` follow on `from` (null: from the beginning); null where they do not. */
export async function follow(from: Head | null, lines: readonly LogLine[]): Promise<Head | null> {
  let head = from;
  for (const line of lines) {
    if (line.seq !== (head?.seq ?? 0) + 1 || line.previous !== (head?.hash ?? null)) return null;
    head = { seq: line.seq, hash: await hashOfLine(line) };
  }
  return head;
}
