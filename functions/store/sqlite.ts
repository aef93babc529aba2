import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Change, Condition, Item, Key, Page, Range, Store, Value } from './store.ts';

/**
 * The embedded store: one SQLite file a side, in write-ahead mode and durable at every answer (`synchronous=FULL`).
 *
 * Puts that arrive together share one fsync: they wait for the end of the event loop's turn and commit in one transaction, each
 * with its own condition. A put is answered only after its commit.
 *
 * A file must not remember who came when: no rowids, the table is ordered by its keys alone, deleted bytes are overwritten
 * (`secure_delete`), and `forget` empties the write-ahead log and rewrites the file without its free pages.
 */
export interface SqliteStore extends Store {
  close(): void;
}

/** Table and pragmas, apart so that a test can take a guard out and see what it was for. */
export const schema = {
  table: 'CREATE TABLE IF NOT EXISTS item (pk TEXT NOT NULL, sk TEXT NOT NULL, expiresAt INTEGER, body TEXT NOT NULL, PRIMARY KEY (pk, sk)) WITHOUT ROWID, STRICT',
  pragmas: ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'busy_timeout = 5000'],
} as const;

interface Row {
  pk: string;
  sk: string;
  body: string;
}

interface Waiting {
  changes: readonly Change[];
  done(result: boolean): void;
  failed(error: unknown): void;
}

export function sqliteStore(path: string, now: () => number = Date.now, made: { table: string; pragmas: readonly string[] } = schema): SqliteStore {
  const db = new DatabaseSync(path);
  for (const pragma of made.pragmas) db.exec(`PRAGMA ${pragma}`);
  db.exec(made.table);
  const live = '(expiresAt IS NULL OR expiresAt > ?)';
  const one = db.prepare(`SELECT pk, sk, body FROM item WHERE pk = ? AND sk = ? AND ${live}`);
  const upsert = db.prepare('INSERT INTO item (pk, sk, expiresAt, body) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk) DO UPDATE SET expiresAt = excluded.expiresAt, body = excluded.body');
  const remove = db.prepare('DELETE FROM item WHERE pk = ? AND sk = ?');
  const ranges = new Map<string, StatementSync>();
  let waiting: Waiting[] = [];

  const seconds = () => Math.floor(now() / 1000);
  const read = (key: Key): Item | null => {
    const row = one.get(key.pk, key.sk, seconds()) as Row | undefined;
    return row === undefined ? null : itemOf(row);
  };

  /** Applies all changes or none. Runs inside a transaction; a savepoint takes a refused group back. */
  function apply(changes: readonly Change[]): boolean {
    for (const change of changes) if ('put' in change && change.when !== undefined && !holds(change.when, read(change.put))) return false;
    for (const change of changes) {
      if ('delete' in change) remove.run(change.delete.pk, change.delete.sk);
      else upsert.run(change.put.pk, change.put.sk, change.put.expiresAt ?? null, bodyOf(change.put));
    }
    return true;
  }

  function commit(): void {
    const batch = waiting;
    waiting = [];
    const results: boolean[] = [];
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const { changes } of batch) results.push(apply(changes));
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      for (const w of batch) w.failed(error);
      return;
    }
    batch.forEach((w, i) => w.done(results[i] === true));
  }

  function change(changes: readonly Change[]): Promise<boolean> {
    return new Promise((done, failed) => {
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ changes, done, failed });
    });
  }

  return {
    async get(key) {
      return read(key);
    },
    async query(pk, { prefix = '', after, limit = 1000, reverse = false }: Range = {}): Promise<Page> {
      const sql = `SELECT pk, sk, body FROM item WHERE pk = ? AND sk >= ? AND sk < ? ${after === undefined ? '' : `AND sk ${reverse ? '<' : '>'} ?`} AND ${live} ORDER BY sk ${reverse ? 'DESC' : 'ASC'} LIMIT ?`;
      const statement = ranges.get(sql) ?? db.prepare(sql);
      ranges.set(sql, statement);
      const bounds = [pk, prefix, `${prefix}\u{10FFFF}`, ...(after === undefined ? [] : [after]), seconds(), limit + 1];
      const rows = statement.all(...bounds) as unknown as Row[];
      const items = rows.slice(0, limit).map(itemOf);
      return { items, next: rows.length > limit ? (items.at(-1)?.sk ?? null) : null };
    },
    put: (item, when) => change([when === undefined ? { put: item } : { put: item, when }]),
    async delete(key) {
      await change([{ delete: key }]);
    },
    transact(changes) {
      if (changes.length > 100) throw new RangeError('a transaction holds at most 100 changes');
      return change(changes);
    },
    async forget() {
      db.prepare('DELETE FROM item WHERE expiresAt <= ?').run(seconds());
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.exec('VACUUM');
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close() {
      if (waiting.length > 0) commit();
      db.close();
    },
  };
}

function holds(when: Condition, there: Item | null): boolean {
  if ('absent' in when) return there === null;
  if ('absentOr' in when) return there === null || hasAll(there, when.absentOr);
  return there !== null && hasAll(there, when.has);
}

const hasAll = (item: Item, values: Readonly<Record<string, Value>>): boolean =>
  Object.entries(values).every(([name, value]) => item[name] !== undefined && JSON.stringify(pack(item[name])) === JSON.stringify(pack(value)));

/** Bytes in JSON: `{"$bytes": base64}`. */
function pack(value: Value): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(pack);
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, pack(v)]));
  return value;
}

const bodyOf = ({ pk: _pk, sk: _sk, ...rest }: Item): string =>
  JSON.stringify(Object.fromEntries(Object.entries(rest).flatMap(([k, v]) => (v === undefined ? [] : [[k, pack(v)]]))));

const unpack = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$bytes' in value && typeof value.$bytes === 'string' ? new Uint8Array(Buffer.from(value.$bytes, 'base64')) : value;

const itemOf = ({ pk, sk, body }: Row): Item => ({ ...(JSON.parse(body, unpack) as Omit<Item, 'pk' | 'sk'>), pk, sk }) as Item;
