import './strictPolicy.ts';
import type { SealedWhy } from '../../../shared/escalation/sealedWhy.ts';
import { type Slip, inItsPlace, usableSlips } from './slip.ts';
import { speakingStores, tokensKept } from './speakTokens.ts';

/**
 * What waits to leave this device, sealed: it cannot open it, and no row says whose it is. What has arrived leaves nothing here.
 *
 *     opens ─▶ gone        its slip is of no use ─▶ stuck ─▶ opens, under another        refused for good ─▶ failed, until that was shown
 *     adds  ─▶ gone                                                                      refused for good ─▶ failed
 */
interface Row {
  v: 1;
  /** What it stands under: the thread’s name, and with what is added to one the first number it may have. */
  thread: string;
}
interface OnItsWay extends Row {
  /** Epoch milliseconds by this device’s clock. */
  sendAfter: number;
  tries: number;
  /** How often it was overdue when a page opened, and was given a pause anew. */
  putOff: number;
}
/** `why`: one for each month it may go in, whether anybody is leaving or not. */
interface Opens {
  sealed: string;
  why: readonly SealedWhy[];
}
export type Opening = OnItsWay & Slip & Opens & { kind: 'opens'; month: number };
/** `number`: what it was to have, by which it stands in its order. `under`: the same words under that one, and those after it, where another device took that one today. */
export type Addition = OnItsWay & { kind: 'adds'; threadId: string; number: number; closes: boolean; under: readonly { number: number; sealed: string }[] };
export type Stuck = Row & Opens & { kind: 'stuck' };
/** Nothing but that it could not be sent. */
export type Failed = Row & { kind: 'failed' };
export type Outgoing = Opening | Addition | Stuck | Failed;

export const leaves = (row: Outgoing): row is Opening | Addition => row.kind === 'opens' || row.kind === 'adds';

/**
 * A usable slip of this month leaves the owner’s purse and goes out with a message, in one change: two tabs never send two messages under one. What lies in the purse
 * afterwards looks as before. Null where there is none to spend. What is stuck is put here again with another.
 */
export async function queueUnderToken(message: Pick<Opening, 'thread' | 'sealed' | 'why' | 'sendAfter'>, owner: string, month: number): Promise<Opening | null> {
  for (;;) {
    const kept = await tokensKept(owner, month);
    const [slip] = kept?.state === 'held' ? await usableSlips(kept) : [];
    if (slip === undefined) return null;
    const { thread, sealed, why, sendAfter } = message;
    const queued: Opening = { v: 1, kind: 'opens', thread, sealed, why, sendAfter, month, prepared: slip.prepared, signature: slip.signature, tries: 0, putOff: 0 };
    if (await spend(owner, slip, queued)) return queued;
  }
}

/** False where another tab has spent it meanwhile. */
async function spend(owner: string, slip: Slip, queued: Opening): Promise<boolean> {
  const change = (await speakingStores()).transaction(['months', 'outbox'], 'readwrite', { durability: 'strict' });
  const [months, outbox] = [change.objectStore('months'), change.objectStore('outbox')];
  const kept = await months.get([owner, queued.month]);
  const there = kept?.state === 'held' && kept.tokens.some((one) => one.prepared === slip.prepared);
  if (there) {
    await months.put({ ...kept, tokens: kept.tokens.map((one) => (one.prepared === slip.prepared ? inItsPlace(one) : one)) });
    await outbox.put(queued);
  }
  await change.done;
  return there;
}

/** The one person whose slips of this month lie here; null where there is nobody, or more than one: then nobody’s slip is spent on what another one may have written. */
export async function onlyOwner(month: number): Promise<string | null> {
  const owners = new Set((await (await speakingStores()).getAll('months')).flatMap((kept) => (kept.month === month && kept.state === 'held' ? [kept.owner] : [])));
  const [owner] = owners;
  return owners.size === 1 && owner !== undefined ? owner : null;
}

/** In their order, as they were written. */
export const outgoing = async (): Promise<Outgoing[]> => (await speakingStores()).getAll('outbox');
export const keepOutgoing = async (row: Outgoing): Promise<void> => void (await (await speakingStores()).put('outbox', row));
export const arrived = async (thread: string): Promise<void> => (await speakingStores()).delete('outbox', thread);

/** Once it was shown that something could not be sent. */
export async function forgetFailed(): Promise<void> {
  for (const row of await outgoing()) if (row.kind === 'failed') await arrived(row.thread);
}
