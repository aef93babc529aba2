import type { DBSchema, IDBPDatabase } from 'idb';
import type { ForWriting } from './forWriting.ts';
import { createSpeakingStores, speakingDatabase, speakingVersion } from './speakingSchema.ts';

/**
 * Staff tokens of this device, and messages on their way under one. Bytes are base64url.
 *
 *     asking ─▶ held ─▶ fewer held
 *                 └───▶ outbox ─▶ sent, and nothing is left of it
 */
interface OfMonth {
  v: 1;
  owner: string;
  month: number;
}
/** Kept before they are asked for: whoever is killed while asking asks again with these same bytes. */
export type AskingTokens = OfMonth & { state: 'asking'; key: string; keyName: string; each: readonly { prepared: string; inverse: string; blinded: string }[] };
/** Those that were not spent yet. */
export type HeldTokens = OfMonth & { state: 'held'; tokens: readonly SpeakToken[] };
export type KeptTokens = AskingTokens | HeldTokens;

export interface SpeakToken {
  prepared: string;
  signature: string;
}

/** A sealed message on its way. This device cannot open it. It leaves when it has arrived. */
export interface Outgoing extends SpeakToken {
  v: 1;
  owner: string;
  /** The month of its token. */
  month: number;
  thread: string;
  sealed: string;
  /** Epoch milliseconds by this device’s clock. */
  sendAfter: number;
  tries: number;
  /** How often it was overdue when a page opened, and was given a pause anew. */
  putOff: number;
  /** Why it cannot go, where it cannot; it stays, and goes with another token once there is one. */
  problem: string | null;
}

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
  const { openDB, unwrap } = await import('idb');
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

/** Takes the place of what was asked. What another tab has held meanwhile, and perhaps spent from, stays as it is. */
export async function holdTokens(held: HeldTokens): Promise<void> {
  const change = (await speakingStores()).transaction('months', 'readwrite', { durability: 'strict' });
  if ((await change.store.get([held.owner, held.month]))?.state !== 'held') await change.store.put(held);
  await change.done;
}

export async function dropTokens(owner: string, month: number): Promise<void> {
  await (await speakingStores()).delete('months', [owner, month]);
}

/** Months that are over: their tokens open nothing. */
export async function forgetBefore(owner: string, month: number): Promise<void> {
  await (await speakingStores()).delete('months', IDBKeyRange.bound([owner, 0], [owner, month], false, true));
}

/**
 * A token of this month leaves the device’s purse and goes out with a message, in one change: two tabs never send two messages under one.
 * Null where there is none to spend. A message that could not go with its own (`problem`) is put here again with another.
 */
export async function queueUnderToken(message: Pick<Outgoing, 'owner' | 'thread' | 'sealed' | 'sendAfter'>, month: number): Promise<Outgoing | null> {
  const change = (await speakingStores()).transaction(['months', 'outbox'], 'readwrite', { durability: 'strict' });
  const [months, outbox] = [change.objectStore('months'), change.objectStore('outbox')];
  const kept = await months.get([message.owner, month]);
  const [token, ...rest] = kept?.state === 'held' ? kept.tokens : [];
  let queued: Outgoing | null = null;
  if (kept?.state === 'held' && token !== undefined) {
    const { owner, thread, sealed, sendAfter } = message;
    queued = { v: 1, owner, thread, sealed, sendAfter, month, ...token, tries: 0, putOff: 0, problem: null };
    await months.put({ ...kept, tokens: rest });
    await outbox.put(queued);
  }
  await change.done;
  return queued;
}

export const outgoing = async (): Promise<Outgoing[]> => (await speakingStores()).getAll('outbox');
export const keepOutgoing = async (message: Outgoing): Promise<void> => void (await (await speakingStores()).put('outbox', message));
export const arrived = async (thread: string): Promise<void> => (await speakingStores()).delete('outbox', thread);
