import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { schema, sqliteStore, type SqliteStore } from '../../functions/store/sqlite.ts';
import type { Item } from '../../functions/store/store.ts';

/**
 * A file does not remember who came when. Each way to read the order of arrival out of it, or what was deleted, is tried
 * with its guard in place and with the guard taken out, where it has to succeed: else it would prove nothing.
 */
const withRowids = { ...schema, table: schema.table.replace('WITHOUT ROWID, ', '') };
const withoutOverwriting = { ...schema, pragmas: schema.pragmas.map((p) => (p === 'secure_delete = ON' ? 'secure_delete = OFF' : p)) };

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-arrival-'));
  path = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const newItem = (bytes: number): Item => ({ pk: 'answers#1', sk: randomBytes(32).toString('base64url'), v: 1, sealed: new Uint8Array(randomBytes(bytes)) });

/** Puts them one after the other, as people come. */
async function arrive(store: SqliteStore, items: readonly Item[]): Promise<void> {
  for (const item of items) await store.put(item, { absent: true });
}

const namesOf = (items: readonly Item[]): string[] => items.map((i) => i.sk);
const inOrderOfKeys = (items: readonly Item[]): string[] => namesOf(items).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const raw = (suffix = '') => (existsSync(path + suffix) ? readFileSync(path + suffix) : Buffer.alloc(0));

/** The order in which rows were made, null where the file has no such thing. */
function byRowid(): string[] | null {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return db.prepare('SELECT sk FROM item ORDER BY rowid').all().map((row) => String(row['sk']));
  } catch (error) {
    expect(String(error)).toContain('no such column: rowid');
    return null;
  } finally {
    db.close();
  }
}

/** SQLite fills a page from its end: what came first lies last. */
const byPlace = (items: readonly Item[]): string[] => namesOf(items).sort((a, b) => raw().lastIndexOf(b) - raw().lastIndexOf(a));

/** The log has a page a commit: what appears first came first. */
function byLog(items: readonly Item[]): string[] {
  const log = raw('-wal');
  return namesOf(items).filter((sk) => log.includes(sk)).sort((a, b) => log.indexOf(a) - log.indexOf(b));
}

/** How many of the items left any trace, in whatever file: their name, or 15 bytes of what was in them. */
function traces(items: readonly Item[]): number {
  const files = Buffer.concat([raw(), raw('-wal'), raw('-shm')]);
  return items.filter(({ sk, sealed }) => {
    const body = Buffer.from(sealed as Uint8Array).toString('base64');
    const pieces = Array.from({ length: Math.floor(body.length / 20) }, (_, i) => body.slice(i * 20, i * 20 + 20));
    return [sk, ...pieces].some((piece) => files.includes(piece));
  }).length;
}

/** The file but for SQLite's own counters of changes and rewrites, in its header (https://sqlite.org/fileformat2.html#the_database_header). */
function image(): string {
  const bytes = raw();
  for (const counter of [24, 40, 92]) bytes.fill(0, counter, counter + 4);
  return bytes.toString('base64');
}

describe('who came when cannot be told by', () => {
  const items = Array.from({ length: 12 }, () => newItem(30));

  test('the number of a row, because rows have none', async () => {
    const store = sqliteStore(path);
    await arrive(store, items);
    store.close();
    expect(byRowid()).toBeNull();
  });
  test('(guard out: with rowids it can)', async () => {
    const store = sqliteStore(path, Date.now, withRowids);
    await arrive(store, items);
    await store.forget();
    store.close();
    expect(byRowid()).toStrictEqual(namesOf(items));
  });

  test('the place in a page, once forgotten', async () => {
    const store = sqliteStore(path);
    await arrive(store, items);
    await store.forget();
    expect(byPlace(items)).toStrictEqual(inOrderOfKeys(items));
    store.close();
  });
  test('(guard out: not forgotten, it can)', async () => {
    const store = sqliteStore(path);
    await arrive(store, items);
    store.close();
    expect(byPlace(items)).toStrictEqual(namesOf(items));
  });

  test('the write-ahead log, once forgotten', async () => {
    const store = sqliteStore(path);
    await arrive(store, items);
    await store.forget();
    expect(byLog(items)).toStrictEqual([]);
    expect(raw('-wal')).toHaveLength(0);
    store.close();
  });
  test('(guard out: not forgotten, it can)', async () => {
    const store = sqliteStore(path);
    await arrive(store, items);
    expect(byLog(items)).toStrictEqual(namesOf(items));
    store.close();
  });

  test('anything else in the file: once forgotten, any order of arrival leaves the same bytes', async () => {
    const answers = Array.from({ length: 30 }, () => newItem(1456));
    const images = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(answers, { minLength: answers.length }), async (arrival) => {
        path = join(folder, `${randomBytes(8).toString('hex')}.db`);
        const store = sqliteStore(path);
        await arrive(store, arrival);
        await store.forget();
        store.close();
        images.add(image());
      }),
      { numRuns: 8 },
    );
    expect(images.size).toBe(1);
  });
  test('(guard out: not forgotten, each order leaves bytes of its own)', async () => {
    const images = new Set<string>();
    for (const arrival of [items, [...items].reverse()]) {
      path = join(folder, `${randomBytes(8).toString('hex')}.db`);
      const store = sqliteStore(path);
      await arrive(store, arrival);
      store.close();
      images.add(image());
    }
    expect(images.size).toBe(2);
  });
});

describe('what was deleted leaves no byte', () => {
  const gone = Array.from({ length: 40 }, () => newItem(1456));
  const kept = Array.from({ length: 5 }, () => newItem(1456));

  async function deleteAll(store: SqliteStore): Promise<void> {
    await arrive(store, [...gone, ...kept]);
    expect(traces(gone)).toBe(gone.length);
    for (const item of gone) await store.delete(item);
  }

  test('in file, log or index, once forgotten', async () => {
    const store = sqliteStore(path);
    await deleteAll(store);
    await store.forget();
    expect(traces(gone)).toBe(0);
    expect(traces(kept)).toBe(kept.length);
    store.close();
    expect(traces(gone)).toBe(0);
  });
  test('(guard out: not forgotten, all of it is in the log)', async () => {
    const store = sqliteStore(path);
    await deleteAll(store);
    expect(traces(gone)).toBe(gone.length);
    store.close();
  });

  test('in the file’s free pages, even before that', async () => {
    const store = sqliteStore(path);
    await deleteAll(store);
    store.close();
    expect(traces(gone)).toBe(0);
  });
  test('(guard out: without overwriting, they keep it)', async () => {
    const store = sqliteStore(path, Date.now, withoutOverwriting);
    await deleteAll(store);
    store.close();
    expect(traces(gone)).toBeGreaterThan(gone.length / 2);
  });

  test('and what expired neither', async () => {
    let clock = 1_000_000;
    const store = sqliteStore(path, () => clock);
    const brief = gone.map((item) => ({ ...item, expiresAt: 2000 }));
    await arrive(store, [...brief, ...kept]);
    clock = 2_000_000;
    await store.forget();
    expect(traces(brief)).toBe(0);
    expect(traces(kept)).toBe(kept.length);
    store.close();
  });

  test('so that the file is the one which never had it', async () => {
    const images: string[] = [];
    for (const withThem of [true, false]) {
      path = join(folder, `${String(withThem)}.db`);
      const store = sqliteStore(path);
      if (withThem) await deleteAll(store);
      else await arrive(store, kept);
      await store.forget();
      store.close();
      images.push(image());
    }
    expect(images[0]).toBe(images[1]);
  });
});
