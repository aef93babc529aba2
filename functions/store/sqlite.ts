import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, hasAll, itemOf } from './body.ts';
import { bounds, checkChanges, checkItem, checkKey, justAbove, spanOf } from './bounds.ts';
import { type Change, type Condition, type Item, type Key, type Page, type Range, type Store, StoreBusy } from './store.ts';

/**
 * The embedded store: one SQLite file a side, in write-ahead mode and durable at every answer (`synchronous=FULL`).
 *
 * Puts that arrive together share one fsync: they wait for the end of the event loop's turn and commit in one transaction, each
 * with its own condition. A put is answered only after its commit; where that fails, all of them fail and nothing is written.
 * Another process may hold the file: then a commit waits its turn without stopping this one, and gives up as `StoreBusy`.
 *
 * A file must not remember who came when: no rowids, the table is ordered by its keys alone, deleted bytes are overwritten
 * (`secure_delete`), and `forget` empties the write-ahead log and rewrites the file in the order of its keys, without free pages.
 * Between two `forget`s the log and the places within a page do tell the order of arrival.
 */
export interface SqliteStore extends Store {
  close(): void;
}

/** Table and pragmas, apart so that a test can take a guard out and see what it was for. */
export const schema = {
  table: 'CREATE TABLE IF NOT EXISTS item (pk TEXT NOT NULL, sk TEXT NOT NULL, expiresAt INTEGER, body TEXT NOT NULL, PRIMARY KEY (pk, sk)) WITHOUT ROWID, STRICT',
  // A rewrite's scratch copy stays in memory, where it would else be a file somewhere that nothing overwrites.
  pragmas: ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'temp_store = MEMORY'],
} as const;

/** How often, and for how long, a commit waits for another process: two seconds, then the answer is `busy`. */
const patience = { tries: 80, waitMs: 25 };

type Row = { pk: string; sk: string; body: string };

/** A change as it will be written: made when it is asked for, so that what cannot be written fails alone. */
type Ready = { pk: string; sk: string; when: Condition | null; expiresAt: number | null; body: string | null };

interface Waiting {
  changes: readonly Ready[];
  done(result: boolean): void;
  failed(error: unknown): void;
}

export function sqliteStore(path: string, now: () => number = Date.now, made: { table: string; pragmas: readonly string[] } = schema): SqliteStore {
  // Its owner's alone; the log and the shared index beside it take the file's mode.
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
  const db = new DatabaseSync(path, { timeout: patience.tries * patience.waitMs });
  for (const pragma of made.pragmas) db.exec(`PRAGMA ${pragma}`);
  db.exec(made.table);
  db.exec('PRAGMA busy_timeout = 0');

  const live = '(expiresAt IS NULL OR expiresAt > ?)';
  const insert = 'INSERT INTO item (pk, sk, expiresAt, body) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk)';
  const begin = db.prepare('BEGIN IMMEDIATE');
  const end = db.prepare('COMMIT');
  const one = db.prepare(`SELECT pk, sk, body FROM item WHERE pk = ? AND sk = ? AND ${live}`);
  const upsert = db.prepare(`${insert} DO UPDATE SET expiresAt = excluded.expiresAt, body = excluded.body`);
  const insertIfAbsent = db.prepare(`${insert} DO NOTHING`);
  const remove = db.prepare('DELETE FROM item WHERE pk = ? AND sk = ?');
  const removeAll = db.prepare('DELETE FROM item WHERE pk = ?');
  const ranges = new Map<string, StatementSync>();
  let waiting: Waiting[] = [];

  const seconds = () => Math.floor(now() / 1000);
  const rowOf = ({ pk, sk }: Key): Row | null => (one.get(pk, sk, seconds()) as Row | undefined) ?? null;

  /** Runs inside a transaction. What is not there yet costs one insert, and what stands there is read. SQLite itself writes no bytes that are there already. */
  function write({ pk, sk, expiresAt, body }: Ready, when: Condition | null): boolean {
    if (body === null) return remove.run(pk, sk).changes >= 0;
    if (when !== null && !('has' in when) && insertIfAbsent.run(pk, sk, expiresAt, body).changes === 1) return true;
    if (when !== null && !holds(when, rowOf({ pk, sk }))) return false;
    upsert.run(pk, sk, expiresAt, body);
    return true;
  }

  /** Applies all changes or none. Runs inside a transaction; keys are distinct, so every condition can be looked at first. */
  function apply(changes: readonly Ready[]): boolean {
    const [only, another] = changes;
    if (only !== undefined && another === undefined) return write(only, only.when);
    if (!changes.every((change) => change.when === null || holds(change.when, rowOf(change)))) return false;
    return changes.every((change) => write(change, null));
  }

  /** Everything that waits, in one transaction. It keeps waiting where another process holds the file. */
  function commit(): void {
    const batch = waiting;
    try {
      begin.run();
      const results = batch.map(({ changes }) => apply(changes));
      end.run();
      waiting = [];
      batch.forEach((w, i) => w.done(results[i] === true));
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  function fail(error: unknown): void {
    const batch = waiting;
    waiting = [];
    for (const w of batch) w.failed(error);
  }

  function change(changes: readonly Ready[]): Promise<boolean> {
    return new Promise((done, failed) => {
      if (!db.isOpen) throw new Error('the store is closed');
      if (waiting.length === 0) setImmediate(() => void patiently(() => waiting.length > 0 && commit()).catch(fail));
      waiting.push({ changes, done, failed });
    });
  }

  function pageOf(pk: string, range: Range): Page {
    const span = spanOf(range);
    if (span === null) return { items: [], next: null };
    const { prefix, after, limit, reverse } = span;
    // One bound each way: given two, SQLite would start at the wider one and walk.
    const low = after === null || reverse ? { sql: 'sk >= ?', at: prefix } : { sql: 'sk > ?', at: after };
    const high = after === null || !reverse ? justAbove(prefix) : after;
    const sql = `SELECT pk, sk, body FROM item WHERE pk = ? AND ${low.sql}${high === null ? '' : ' AND sk < ?'} AND ${live} ORDER BY sk ${reverse ? 'DESC' : 'ASC'} LIMIT ?`;
    const statement = ranges.get(sql) ?? db.prepare(sql);
    ranges.set(sql, statement);
    const items: Item[] = [];
    let size = 0;
    for (const row of statement.iterate(pk, low.at, ...(high === null ? [] : [high]), seconds(), limit + 1) as Iterable<Row>) {
      size += row.body.length;
      if (items.length === limit || (items.length > 0 && size > bounds.pageBytes)) return { items, next: items.at(-1)?.sk ?? null };
      items.push(itemOf(row));
    }
    return { items, next: null };
  }

  /** The file without its log. SQLite answers with a row, and not an error, where somebody else is reading it. */
  function emptyLog(): void {
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy !== 0) throw new StoreBusy('the file is being read');
  }

  return {
    async get(key) {
      checkKey(key);
      const row = await patiently(() => rowOf(key));
      return row === null ? null : itemOf(row);
    },
    async query(pk, range = {}) {
      checkKey({ pk, sk: '-' });
      return patiently(() => pageOf(pk, range));
    },
    async put(item, when) {
      checkItem(item);
      return change([ready(when === undefined ? { put: item } : { put: item, when })]);
    },
    async delete(key) {
      checkKey(key);
      await change([ready({ delete: key })]);
    },
    async clear(pk) {
      checkKey({ pk, sk: '-' });
      await patiently(() => removeAll.run(pk));
    },
    async transact(changes) {
      checkChanges(changes);
      return changes.length === 0 || change(changes.map(ready));
    },
    async forget() {
      await patiently(() => db.prepare('DELETE FROM item WHERE expiresAt <= ?').run(seconds()));
      await patiently(emptyLog);
      await patiently(() => db.exec('VACUUM'));
      await patiently(emptyLog);
    },
    close() {
      try {
        if (waiting.length > 0) commit();
      } catch (error) {
        fail(isBusy(error) ? new StoreBusy('another process is writing') : error);
      }
      db.close();
    },
  };
}

const ready = (change: Change): Ready =>
  'delete' in change
    ? { ...keyOf(change.delete), when: null, expiresAt: null, body: null }
    : { ...keyOf(change.put), when: change.when ?? null, expiresAt: change.put.expiresAt ?? null, body: bodyOf(change.put) };

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

function holds(when: Condition, there: Row | null): boolean {
  if (there === null) return !('has' in when);
  if ('absent' in when) return false;
  return hasAll(itemOf(there), 'has' in when ? when.has : when.absentOr);
}

/** SQLITE_BUSY and SQLITE_LOCKED, in all their variants. */
const isBusy = (error: unknown): boolean =>
  error instanceof StoreBusy || (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && [5, 6].includes(error.errcode & 0xff));

/** Tries again, letting everything else run between, while another process holds the file. */
async function patiently<T>(work: () => T): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tries === patience.tries) throw new StoreBusy('another process holds the file');
    }
    await sleep(patience.waitMs);
  }
}
