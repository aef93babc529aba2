import './strictPolicy.ts';
import * as z from 'zod';
import { hash } from '../../../shared/contract/shapes.ts';
import { type Reader, reader, type RecoveryKey, recoveryKey } from '../../../shared/escalation/reader.ts';
import { type Referrals, referrals } from '../../../shared/escalation/referrals.ts';
import type { Terms } from '../../../shared/escalation/terms.ts';
import { terms } from '../../../shared/escalation/termsShape.ts';
import { type LogLine, logLine } from '../../../shared/pulse/log.ts';
import { type Entry, entry, type Manifest, manifest } from '../../../shared/pulse/manifest.ts';

/** What everyone may read, fetched without saying who one is. Rejects where it cannot be had; null where there is no such thing. */
export interface PublicRecord {
  log(after: number): Promise<readonly LogLine[]>;
  manifest(round: number): Promise<Manifest | null>;
  entries(round: number): Promise<readonly Entry[]>;
  marks(round: number): Promise<Marks | null>;
  /** The key (SPKI) that signs the staff tokens of a month or year. */
  speakKey(period: number): Promise<string | null>;
  /** The key that reasons for leaving are sealed to in a month. */
  whyKey(month: number): Promise<string | null>;
  /** Whom messages may be sealed to, and whose replies are read on, unchecked. */
  readers(): Promise<{ readers: readonly Reader[]; former: readonly Reader[]; recovery: RecoveryKey | null }>;
  beforeWriting(): Promise<BeforeWriting>;
}

/** What everyone knows before they write. */
export interface BeforeWriting {
  /** Whom to ring where somebody may be at risk; null where nobody has set it. */
  referrals: Referrals | null;
  /** How soon messages are answered here. */
  terms: Terms;
}

const marks = z.object({ round: z.number(), marks: z.array(z.string()) });
export type Marks = z.infer<typeof marks>;

export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export function publicRecord(anonymousHost: string): PublicRecord {
  async function read<T>(path: string, shape: z.ZodType<T>): Promise<T | null> {
    const response = await fetch(anonymousHost + path, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch((cause: unknown) => {
      throw new Unreachable('no connection', { cause });
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new Unreachable(`answered ${response.status}`);
    const parsed = shape.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new Unreachable('answered something that is not in the contract');
    return parsed.data;
  }
  const keysOf = (period: number) => read(`/speak-keys/${period}`, z.object({ period: z.literal(period), key: z.string().max(500), why: hash.nullable() }));
  return {
    log: async (after) => (await read(`/log?after=${after}`, z.object({ lines: z.array(logLine) })))?.lines ?? [],
    manifest: (round) => read(`/rounds/${round}`, manifest),
    entries: async (round) => (await read(`/rounds/${round}/entries`, z.object({ entries: z.array(entry) })))?.entries ?? [],
    marks: (round) => read(`/rounds/${round}/marks`, marks),
    speakKey: async (period) => (await keysOf(period))?.key ?? null,
    whyKey: async (month) => (await keysOf(month))?.why ?? null,
    readers: async () => (await read('/readers', z.object({ readers: z.array(reader), former: z.array(reader), recovery: recoveryKey.nullable() }))) ?? { readers: [], former: [], recovery: null },
    beforeWriting: async () => (await read('/referrals', z.object({ referrals: referrals.nullable(), terms }))) ?? { referrals: null, terms: [] },
  };
}
