import type { DBSchema, IDBPDatabase } from 'idb';

/**
 * Staff tokens of this device, in a database of their own: what answers rounds never opens it. Bytes are base64url.
 *
 *     asking ─▶ held ─▶ fewer held
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

interface Schema extends DBSchema {
  months: { key: [owner: string, month: number]; value: KeptTokens };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  const { openDB } = await import('idb');
  return openDB<Schema>('headroom-speaking', 1, { upgrade: (db) => void db.createObjectStore('months', { keyPath: ['owner', 'month'] }), terminated: () => (opened = null) });
}

export async function tokensKept(owner: string, month: number): Promise<KeptTokens | null> {
  return (await (await database()).get('months', [owner, month])) ?? null;
}

/** What stands there now: these, or those that were there first. Two tabs then ask with the same bytes. */
export async function keepIfAbsent(kept: AskingTokens): Promise<KeptTokens> {
  const change = (await database()).transaction('months', 'readwrite', { durability: 'strict' });
  const there = await change.store.get([kept.owner, kept.month]);
  if (there === undefined) await change.store.put(kept);
  await change.done;
  return there ?? kept;
}

/** Takes the place of what was asked. What another tab has held meanwhile, and perhaps spent from, stays as it is. */
export async function holdTokens(held: HeldTokens): Promise<void> {
  const change = (await database()).transaction('months', 'readwrite', { durability: 'strict' });
  if ((await change.store.get([held.owner, held.month]))?.state !== 'held') await change.store.put(held);
  await change.done;
}

export async function dropTokens(owner: string, month: number): Promise<void> {
  await (await database()).delete('months', [owner, month]);
}

/** Months that are over: their tokens open nothing. */
export async function forgetBefore(owner: string, month: number): Promise<void> {
  await (await database()).delete('months', IDBKeyRange.bound([owner, 0], [owner, month], false, true));
}

/** A token of a month that can be spent; null where there is none here. It stays until `spent` is told. */
export async function tokenFor(owner: string, month: number): Promise<SpeakToken | null> {
  const kept = await tokensKept(owner, month);
  return kept?.state === 'held' ? (kept.tokens[0] ?? null) : null;
}

/** The server has a thread under it: it leaves the device. */
export async function spent(owner: string, month: number, { prepared }: SpeakToken): Promise<void> {
  const change = (await database()).transaction('months', 'readwrite', { durability: 'strict' });
  const kept = await change.store.get([owner, month]);
  if (kept?.state === 'held') await change.store.put({ ...kept, tokens: kept.tokens.filter((t) => t.prepared !== prepared) });
  await change.done;
}
