import { createHash, randomBytes } from 'node:crypto';
import type { FeedProblem } from '../../shared/time/published.ts';
import type { Slot } from '../../shared/time/line.ts';
import { attribute } from '../store/record.ts';
import type { Key, Store } from '../store/store.ts';

/**
 * Where people’s diaries are, in the identity table.
 *
 *     feeds        / person     since when there is a private address, and the hash of its secret
 *     feedSecrets  / hash       whose it is: the secret itself is kept nowhere
 *     busyFeeds    / person     the calendar they publish, when it is read next, and what of our sessions was seen in it
 *     busy#person  / times      the times it says they are busy, and nothing else of it
 */
export const keys = {
  feed: (person: string): Key => ({ pk: 'feeds', sk: person }),
  secret: (hash: string): Key => ({ pk: 'feedSecrets', sk: hash }),
  busyFeed: (person: string): Key => ({ pk: busyFeeds, sk: person }),
  busyTimes: (person: string): Key => ({ pk: `busy#${person}`, sk: 'times' }),
} as const;
export const busyFeeds = 'busyFeeds';

/** A private address: 256 bits that nobody guesses, and the hash by which it is found. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export interface Feed {
  /** Null: taken back. */
  hash: string | null;
  madeAt: string;
}

export interface BusyFeed {
  person: string;
  /** Null: read no more. */
  address: string | null;
  nextAt: string;
  lastReadAt: string | null;
  lastFailure: { at: string; problem: FeedProblem } | null;
  /** How often in a row it failed. */
  failures: number;
  times: number;
  /** Sessions that were seen in it, by the time at which they were: a session that moves is looked for anew. */
  seen: Readonly<Record<string, string>>;
  /** Those of them that are there no more. */
  gone: readonly string[];
  /** Those of which somebody said that they stand all the same. */
  kept: Readonly<Record<string, string>>;
}

export const newBusyFeed = (person: string, address: string | null, now: number): BusyFeed => ({
  person, address, nextAt: new Date(now).toISOString(), lastReadAt: null, lastFailure: null, failures: 0, times: 0, seen: {}, gone: [], kept: {},
});

type Reads = Pick<Store, 'get'>;

export async function busyFeedOf(identity: Reads, person: string): Promise<{ feed: BusyFeed | null; version: number }> {
  const item = await identity.get(keys.busyFeed(person));
  return item === null ? { feed: null, version: 0 } : { feed: attribute<BusyFeed>(item, 'feed'), version: attribute<number>(item, 'version') };
}

/** Under what a feed may change: that it is still what it was when it was read. */
export const asItWas = (version: number) => (version === 0 ? ({ absent: true } as const) : { has: { version } });

export async function busyTimesOf(identity: Reads, person: string): Promise<readonly Slot[]> {
  const item = await identity.get(keys.busyTimes(person));
  return item === null ? [] : attribute<readonly Slot[]>(item, 'times');
}

export async function feedOf(identity: Reads, person: string): Promise<Feed | null> {
  const item = await identity.get(keys.feed(person));
  return item === null ? null : attribute<Feed>(item, 'feed');
}
