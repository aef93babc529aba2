/**
 * The store, a port with two adapters (`sqlite.ts`, `dynamo.ts`) and one conformance suite (`test/store/`). Items live under a
 * partition key and are ordered in it by a sort key (UTF-8 bytes). Reads see everything that was answered, and nothing that was not.
 * Nothing here that only one adapter has; what both of them take stands in `bounds.ts`.
 */
export interface Key {
  pk: string;
  sk: string;
}

export type Value = Scalar | readonly Value[] | { readonly [name: string]: Value };

/** What conditions compare: not lists and records, whose equality is nothing we need. */
export type Scalar = string | number | boolean | null | Uint8Array;

/** Every item carries the version of its own shape. `expiresAt`, where it is there, is epoch seconds: later the item is gone. */
export interface Item extends Key {
  v: number;
  expiresAt?: number;
  readonly [name: string]: Value | undefined;
}

/**
 * When a put may happen. `absent`: nothing stands there. `absentOr`: or what stands there has these very values (a repeated
 * request). `has`: what stands there has these values. What has expired does not stand there.
 *
 * A request whose answer is lost on the way is sent again by the client: under `absent` or `has`, false may then mean that one's own
 * put stands. `absentOr` says true both times, and so does a transaction.
 */
export type Condition = { absent: true } | { absentOr: Readonly<Record<string, Scalar>> } | { has: Readonly<Record<string, Scalar>> };

export interface Range {
  /** Only items whose sort key starts with this. */
  prefix?: string;
  /** Only items after this sort key, in reading order. */
  after?: string;
  /** At least 1, and 1,000 where it is not given. */
  limit?: number;
  reverse?: boolean;
}

/** At most `limit` items and about a megabyte, so it may be shorter than one asked for; it is empty only at the end. */
export interface Page {
  items: Item[];
  /** Hand this back as `after` to read on; null at the end. Whether more is there is only known by reading on. */
  next: string | null;
}

export type Change = { put: Item; when?: Condition } | { delete: Key };

export interface Store {
  get(key: Key): Promise<Item | null>;
  query(pk: string, range?: Range): Promise<Page>;
  /** True once it is durable; false where the condition did not hold, and then nothing changed. */
  put(item: Item, when?: Condition): Promise<boolean>;
  delete(key: Key): Promise<void>;
  /** Deletes a whole partition. Killed in between it leaves some of it: the same again takes the rest. */
  clear(pk: string): Promise<void>;
  /** All of up to 100 changes, or, with false, none. Each touches a key of its own; conditions are about what stood before. */
  transact(changes: readonly Change[]): Promise<boolean>;
  /** After deletions: leaves nothing of them in free pages or logs, where the adapter has such. */
  forget(): Promise<void>;
}

/** The store is held by somebody else, or has too much to do just now. Nothing was written; the same again does no harm. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/** All items of a partition, a page at a time. */
export async function* every(store: Pick<Store, 'query'>, pk: string, range: Omit<Range, 'reverse'> = {}): AsyncGenerator<Item> {
  let { after } = range;
  do {
    const page = await store.query(pk, after === undefined ? range : { ...range, after });
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** The store of closing keys: no backup, recovery or stream covers it. A round's keys are destroyed together. */
export interface ClosingKeys {
  put(round: number, id: string, privateKey: Uint8Array): Promise<void>;
  get(round: number, id: string): Promise<Uint8Array | null>;
  /** Destroys every key of the round. True where there was one. */
  delete(round: number): Promise<boolean>;
}
