import './strictPolicy.ts';
import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { hashOfSpeakKey, periodsToCollect, speakMessage, tokensOf } from '../../../shared/escalation/speakToken.ts';
import { followLog } from './publicLog.ts';
import type { PublicRecord } from './publicRecord.ts';
import { keyOf } from './publishedRound.ts';
import { Refused } from './refusal.ts';
import { type AskingTokens, dropTokens, forgetOver, forgetSpeaking, holdTokens, keepIfAbsent, tokensKept } from './speakTokens.ts';

/**
 * Collecting staff tokens, at every sign-in on an own device, whether or not they will ever be used: for this month, a month ahead, and this
 * year. What is asked for is the same in number and size for everyone, and nothing that is done with a token changes it.
 *
 *     log: one key a month or year ─▶ the key itself ─▶ prepare, blind ─▶ KEEP ─▶ ask ─▶ unblind, verify ─▶ HELD
 */
export interface SpeakingWith {
  owner: string;
  record: Pick<PublicRecord, 'log' | 'speakKey'>;
  /** The signatures on these. Throws an error with the problem’s name in `problem`. */
  sign(month: number, key: string, blinded: readonly string[]): Promise<readonly string[]>;
  /** The server’s time, in epoch milliseconds. */
  now: number;
  /** Whether this is still the owner’s own device: they may say that it is not while it collects. */
  isOwn: () => boolean;
}

export type SpeakingCollected = 'held' | 'elsewhere' | 'not-yet' | 'refused';

/** What came of it, by month, and of the year. It never throws for what can go wrong outside, and is tried again at the next sign-in. */
export async function collectSpeaking({ owner, record, sign, now, isOwn }: SpeakingWith): Promise<ReadonlyMap<number, SpeakingCollected>> {
  const came = new Map<number, SpeakingCollected>();
  try {
    await forgetOver(now);
  } catch {
    return came;
  }
  for (const month of periodsToCollect(now)) came.set(month, await collectMonth(month, { owner, record, sign }));
  if (!isOwn()) await forgetSpeaking(owner).catch(() => undefined);
  return came;
}

async function collectMonth(month: number, { owner, record, sign }: Pick<SpeakingWith, 'owner' | 'record' | 'sign'>): Promise<SpeakingCollected> {
  try {
    const there = (await tokensKept(owner, month)) ?? (await prepare(month, owner, record));
    if (there === null) return 'not-yet';
    if (there.state === 'held') return 'held';
    const kept = await keepIfAbsent(there);
    if (kept.state === 'held') return 'held';
    const signatures = await sign(month, kept.keyName, kept.each.map((e) => e.blinded));
    const { finalize } = await import('../../../shared/crypto/blindToken.ts');
    const key = await keyOf(kept.key);
    const tokens = await Promise.all(
      kept.each.map(async ({ prepared, inverse }, i) => {
        const token = await finalize(key, { prepared: fromBase64url(prepared), inverse: fromBase64url(inverse) }, fromBase64url(signatures[i] ?? ''));
        return { prepared, signature: toBase64url(token.signature) };
      }),
    );
    await holdTokens({ v: 1, state: 'held', owner, month, key: kept.key, tokens });
    return 'held';
  } catch (error) {
    if (!(error instanceof Error && 'problem' in error && error.problem === 'collected-elsewhere')) return 'refused';
    await dropTokens(owner, month).catch(() => undefined);
    return 'elsewhere';
  }
}

/** Null where the log has no key for that month or year yet. One that the log does not have, or has beside another, is not used: it could be made for one person. */
async function prepare(month: number, owner: string, record: SpeakingWith['record']): Promise<AskingTokens | null> {
  const log = await followLog(record);
  if (log === null) throw new Refused('log-rewritten');
  const line = log.speakKeys?.[month];
  if (line === undefined) return null;
  const spki = await record.speakKey(month);
  if (spki === null || (await hashOfSpeakKey(month, spki)) !== line) throw new Refused('speak-key-differs');
  const { blind } = await import('../../../shared/crypto/blindToken.ts');
  const [key, says] = [await keyOf(spki), await speakMessage(month)];
  const each = await Promise.all(
    Array.from({ length: tokensOf(month) }, async () => {
      const { prepared, inverse, blinded } = await blind(key, says);
      return { prepared: toBase64url(prepared), inverse: toBase64url(inverse), blinded: toBase64url(blinded) };
    }),
  );
  return { v: 1, state: 'asking', owner, month, key: spki, keyName: line, each };
}
