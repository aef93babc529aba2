import type { DBSchema, IDBPDatabase } from 'idb';
import { idb } from './idb.ts';
import { createStores, databaseName, databaseVersion } from './schema.ts';
import type { Kept, Queued, RememberedLog } from './kept.ts';

export interface Schema extends DBSchema {
  rounds: { key: [owner: string, round: number]; value: Kept };
  queue: { key: string; value: Queued };
  /** `log`: what was seen of the public log. `clock`: how far the server's clock is ahead of this device's, in milliseconds. */
  device: { key: 'log' | 'clock'; value: RememberedLog | number };
}
export type Database = IDBPDatabase<Schema>;

let opened: Promise<Database> | null = null;

/** One connection a document. It steps aside when a newer version wants to upgrade, and is opened anew after that. */
export function database(): Promise<Database> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<Database> {
  const { openDB, unwrap } = await idb();
  return openDB<Schema>(databaseName, databaseVersion, {
    upgrade: (db) => createStores(unwrap(db)),
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => (opened = null),
  });
}
