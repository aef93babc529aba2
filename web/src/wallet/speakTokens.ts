import type { DBSchema, IDBPDatabase } from 'idb';
import type { ForWriting } from './forWriting.ts';
import { idb } from './idb.ts';
import { isOver } from '../../../shared/escalation/speakToken.ts';
import type { Slip } from './slip.ts';
import type { Outgoing } from './speakingOutbox.ts';
import { createSpeakingStores, speakingDatabase, speakingVersion } from './speakingSchema.ts';

/**
 * Staff tokens of this device. Bytes are base64url.
 *
 *     asking ─▶ held: as many as were signed, for as long as the month or the year lasts. A spent one’s place is taken by bytes that look like one
 */
interface OfMonth {
  v: 1;
  owner: string;
  /** Or the year, whose one token is never spent: what it vouches for is sealed, and it stays as it is. */
  month: number;
}
/** Kept before they are asked for: whoever is killed while asking asks again with these same bytes. */
export type AskingTokens = OfMonth & { state: 'asking'; key: string; keyName: string; each: readonly { prepared: string; inverse: string; blinded: string }[] };
/** `key`: the month’s, which tells the ones that can be used from those that were (slip.ts). */
export type HeldTokens = OfMonth & { state: 'held'; key: string; tokens: readonly Slip[] };
export type KeptTokens = AskingTokens | HeldTokens;

interface Schema extends DBSchema {
  months: { key: [owner: string, month: number]; value: KeptTokens };
  outbox: { key: string; value: Outgoing };
  house: { key: 'forWriting'; value: ForWriting };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

export function speakingStores(): Promise<IDBPDatabase<Schema>> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  const { openDB, unwrap } = await idb();
  return openDB<Schema>(speakingDatabase, speakingVersion, {
    upgrade: (db) => createSpeakingStores(unwrap(db)),
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => (opened = null),
  });
}

export async function tokensKept(owner: string, month: number): Promise<KeptTokens | null> {
  return (await (await speakingStores()).get('months', [owner, month])) ?? null;
}

/** What stands there now: these, or those that were there first. Two tabs then ask with the same bytes. */
export async function keepIfAbsent(kept: AskingTokens): Promise<KeptTokens> {
  const change = (await speakingStores()).transaction('months', 'readwrite', { durability: 'strict' });
  const there = await change.store.get([kept.owner, kept.month]);
  if (there === undefined) await change.store.put(kept);
  await change.done;
  return there ?? kept;
}

/** Takes the place of what was asked. What another tab has held meanwhile, and perhaps spent from, stays as it is, and what was forgotten meanwhile stays forgotten. */
export async function holdTokens(held: HeldTokens): Promise<void> {
  const change = (await speakingStores()).transaction('months', 'readwrite', { durability: 'strict' });
  if ((await change.store.get([held.owner, held.month]))?.state === 'asking') await change.store.put(held);
  await change.done;
}

export async function dropTokens(owner: string, month: number): Promise<void> {
  await (await speakingStores()).delete('months', [owner, month]);
}

/** Months and years that are over, of everybody who collected here: their tokens open nothing. */
export async function forgetOver(now: number): Promise<void> {
  const change = (await speakingStores()).transaction('months', 'readwrite');
  for (const kept of await change.store.getAll()) if (isOver(kept.month, now)) await change.store.delete([kept.owner, kept.month]);
  await change.done;
}

/**
 * All that one person’s sign-ins have kept here. What waits with its slip leaves as ever: it says nobody’s name. What would need another slip goes, and what could
 * not be sent; what a writer needs goes with the last person who collected here.
 */
export async function forgetSpeaking(owner: string): Promise<void> {
  const change = (await speakingStores()).transaction(['months', 'outbox', 'house'], 'readwrite', { durability: 'strict' });
  const [months, outbox] = [change.objectStore('months'), change.objectStore('outbox')];
  await months.delete(IDBKeyRange.bound([owner, 0], [owner, Number.MAX_SAFE_INTEGER]));
  for (const row of await outbox.getAll()) if (row.kind === 'stuck' || row.kind === 'failed') await outbox.delete(row.thread);
  if ((await months.count()) === 0) await change.objectStore('house').clear();
  await change.done;
}
