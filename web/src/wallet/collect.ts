import './strictPolicy.ts';
import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { tokenMessage } from '../../../shared/crypto/token.ts';
import { hashOfSalt, isListed, listedWithoutTeam, rosterOf } from '../../../shared/pulse/roster.ts';
import type { Asking, Changed, Held } from './kept.ts';
import type { Wallet } from './openWallet.ts';
import { followLog } from './publicLog.ts';
import { type PublicRecord, Unreachable } from './publicRecord.ts';
import { entriesOf, keyOf, manifestOf } from './publishedRound.ts';
import { Refused, type Refusal } from './refusal.ts';

/**
 * Collecting the token of one round. What the identity side says is checked against the public record before anything is
 * asked of it, and what is asked is kept before it is asked.
 *
 *     log ─▶ manifest ─▶ all entries: nobody twice ─▶ mine: hash, size, names, me ─▶ prepare, blind ─▶ KEEP ─▶ ask ─▶ unblind, verify ─▶ HELD
 *                                                                                          ▲
 *                                                              killed anywhere after it: ──┘ the same bytes again
 */
export interface Identity {
  /** Whom I am asked together with; null where I am not asked. */
  cohort(round: number): Promise<{ cohort: string; group: string; name: string; salt: string; names: readonly string[]; changed: Changed | null } | null>;
  /** The signature on `blinded`, both base64url. Throws an error with the problem's name in `problem`. */
  sign(round: number, blinded: string): Promise<string>;
}

export interface CollectWith {
  wallet: Wallet;
  record: PublicRecord;
  identity: Identity;
  /** My own name, as the people table has it. */
  name: string;
}

export type Collected = { state: 'held'; round: number } | { state: 'elsewhere'; round: number } | { state: 'refused'; round: number; why: Refusal };

export async function collect(round: number, { wallet, record, identity, name }: CollectWith): Promise<Collected> {
  try {
    if (globalThis.crypto?.subtle === undefined) throw new Refused('cannot-encrypt');
    const kept = (await wallet.kept(round)) ?? (await wallet.putIfAbsent(await prepare(round, { wallet, record, identity, name })));
    if (kept.state === 'asking') await wallet.put(await ask(kept, identity));
    return { state: 'held', round };
  } catch (error) {
    if (problemOf(error) === 'collected-elsewhere') {
      // What was kept here will never be signed. A reply that was only lost is another thing: the same bytes are signed again.
      await wallet.drop(round);
      return { state: 'elsewhere', round };
    }
    return { state: 'refused', round, why: whyOf(error) };
  }
}

async function prepare(round: number, { wallet, record, identity, name }: CollectWith): Promise<Asking> {
  const log = await followLog(record);
  if (log === null) throw new Refused('log-rewritten');
  const { manifest, head } = await manifestOf(round, log, record);
  const mine = await identity.cohort(round);
  if (mine === null) throw new Refused('not-in-round');
  const { mine: entry, all } = await entriesOf(manifest, mine.cohort, record);
  if (entry.people.length !== mine.names.length) throw new Refused('size-differs');
  const told = await rosterOf(mine.salt, mine.names);
  if ((await hashOfSalt(mine.salt)) !== manifest.salt || !told.every((tag, i) => tag === entry.people[i])) throw new Refused('roster-differs');
  if (await listedWithoutTeam(mine.salt, mine.names, all)) throw new Refused('in-two-groups');
  if (!isListed(name, mine.names)) throw new Refused('not-among-names');

  const { blind } = await import('../../../shared/crypto/blindToken.ts');
  const { prepared, inverse, blinded } = await blind(await keyOf(entry.key), await tokenMessage(round, mine.cohort));
  const { cohort, group, name: called, names, changed } = mine;
  return {
    v: 1, state: 'asking', owner: wallet.owner, round, cohort, group, name: called, names, changed, size: entry.people.length, manifest, head,
    key: entry.key, prepared: toBase64url(prepared), inverse: toBase64url(inverse), blinded: toBase64url(blinded),
  };
}

async function ask({ key, inverse, blinded, ...rest }: Asking, identity: Identity): Promise<Held> {
  const signature = await identity.sign(rest.round, blinded);
  const { finalize } = await import('../../../shared/crypto/blindToken.ts');
  const verified = await keyOf(key);
  const token = await Promise.resolve()
    .then(() => finalize(verified, { prepared: fromBase64url(rest.prepared), inverse: fromBase64url(inverse) }, fromBase64url(signature)))
    .catch(() => {
      throw new Refused('signature-wrong');
    });
  return { ...rest, state: 'held', signature: toBase64url(token.signature) };
}

const nameable = ['not-in-round', 'round-closed', 'signed-out'] as const satisfies readonly Refusal[];

function whyOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.why;
  if (error instanceof Unreachable || error instanceof TypeError) return 'unreachable';
  if (error instanceof DOMException) return 'cannot-keep';
  const problem = problemOf(error);
  if (problem === null) throw error;
  return nameable.find((name) => name === problem) ?? 'unreachable';
}

const problemOf = (error: unknown): string | null =>
  error instanceof Error && 'problem' in error && typeof error.problem === 'string' ? error.problem : null;
