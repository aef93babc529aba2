import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { schema, sqliteStore } from '../../functions/store/sqlite.ts';
import { every, type Item, StoreBusy } from '../../functions/store/store.ts';
import { conformance } from './conformance.ts';

conformance('SQLite', async (now) => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-store-'));
  const store = sqliteStore(join(folder, 'store.db'), now);
  return {
    store,
    async close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the file', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headroom-store-'));
    path = join(folder, 'store.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const item = (sk: string, more = {}): Item => ({ pk: 'p', sk, v: 1, ...more });

  test('keeps everything over closing and opening', async () => {
    const first = sqliteStore(path);
    const puts = Array.from({ length: 50 }, (_, i) => first.put(item(String(i).padStart(2, '0'), { bytes: new Uint8Array([i]) })));
    first.close();
    expect(await Promise.all(puts)).toStrictEqual(Array(50).fill(true));
    const second = sqliteStore(path);
    const { items } = await second.query('p');
    expect(items.map((i) => i['bytes'])).toStrictEqual(Array.from({ length: 50 }, (_, i) => new Uint8Array([i])));
    second.close();
    await expect(second.put(item('late'))).rejects.toThrow('closed');
  });

  test('has every put that was answered after its process was killed in the middle of a burst, and none of them twice or in part', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'burst.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.length > 1_000_000) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    const answered = said.split('\n').slice(0, -1).map((line) => line.split(' '));
    expect(answered.length).toBeGreaterThan(400);
    const store = sqliteStore(path);
    const there = new Map<string, string>();
    for await (const { sk, sealed } of every(store, 'answers#1')) there.set(sk, Buffer.from(sealed as Uint8Array).toString('base64'));
    store.close();
    expect(answered.filter(([sk, sealed]) => there.get(sk ?? '') !== sealed)).toStrictEqual([]);
    expect([...there.values()].filter((sealed) => sealed.length !== 1944)).toStrictEqual([]);
  });

  test('is its owner’s alone, and so are its log and index', async () => {
    const store = sqliteStore(path);
    await store.put(item('a'));
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(name).mode & 0o777, name).toBe(0o600);
    store.close();
  });

  test('is not written by the identical request again', async () => {
    const store = sqliteStore(path);
    const put = () => store.put(item('a', { sealed: 'x' }), { absentOr: { sealed: 'x' } });
    const logBytes = () => statSync(`${path}-wal`).size;
    await put();
    const before = logBytes();
    expect(await put()).toBe(true);
    expect(logBytes()).toBe(before);
    await store.put(item('a', { sealed: 'x', more: 1 }), { absentOr: { sealed: 'x' } });
    expect(logBytes()).toBeGreaterThan(before);
    store.close();
  });

  test('takes what is put as it was at that moment', async () => {
    const store = sqliteStore(path);
    const bytes = new Uint8Array([1, 2, 3]);
    const writing = store.put(item('a', { bytes }));
    bytes.fill(0);
    await writing;
    expect((await store.get(item('a')))?.['bytes']).toStrictEqual(new Uint8Array([1, 2, 3]));
    store.close();
  });

  test('takes the others where one of those that came together cannot be written', async () => {
    const store = sqliteStore(path);
    const results = await Promise.allSettled([store.put(item('a')), store.put(item('b', { n: Number.NaN })), store.put(item('c'))]);
    expect(results.map((r) => r.status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.query('p')).items.map((i) => i.sk)).toStrictEqual(['a', 'c']);
    store.close();
  });

  test('has nothing of a batch whose commit failed, and every put of it is told', async () => {
    const store = sqliteStore(path, Date.now, { ...schema, pragmas: [...schema.pragmas, 'max_page_count = 10'] });
    await store.put(item('before'));
    const batch = [store.put(item('small')), store.put(item('large', { text: 'x'.repeat(100_000) })), store.transact([{ delete: { pk: 'p', sk: 'before' } }])];
    const results = await Promise.allSettled(batch);
    expect(results.map((r) => r.status)).toStrictEqual(['rejected', 'rejected', 'rejected']);
    expect((await store.query('p')).items).toStrictEqual([item('before')]);
    expect(await store.put(item('after'))).toBe(true);
    store.close();
  });

  test('has nothing of a batch that broke half way, and goes on', async () => {
    let clock = 0;
    const store = sqliteStore(path, () => {
      if (clock < 0) throw new Error('no clock');
      return clock;
    });
    await store.put(item('before'));
    const puts = [store.put(item('first')), store.put(item('before', { n: 1 }), { has: { v: 1 } })];
    clock = -1;
    const results = await Promise.allSettled(puts);
    clock = 0;
    expect(results.map((r) => r.status)).toStrictEqual(['rejected', 'rejected']);
    expect((await store.query('p')).items).toStrictEqual([item('before')]);
    expect(await store.put(item('after'))).toBe(true);
    store.close();
  });

  describe('shared with another process', () => {
    test('is written by both, and one put of a key is the first', async () => {
      const [one, other] = [sqliteStore(path), sqliteStore(path)];
      const results = await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? one : other).put(item('a', { i }), { absent: true })));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await one.get(item('a'))).toStrictEqual(await other.get(item('a')));
      one.close();
      other.close();
    });

    test('makes puts wait while the other one writes, and stops nothing else', async () => {
      const store = sqliteStore(path);
      await store.put(item('before'));
      const other = new DatabaseSync(path);
      other.exec('BEGIN IMMEDIATE');
      const puts = Promise.all([store.put(item('a')), store.put(item('b'))]);
      let longestMs = 0;
      for (let i = 0; i < 8; i++) {
        const from = performance.now();
        await sleep(10);
        expect(await store.get(item('a'))).toBeNull();
        longestMs = Math.max(longestMs, performance.now() - from);
      }
      const later = store.put(item('c'));
      other.exec('COMMIT');
      expect(await puts).toStrictEqual([true, true]);
      expect(await later).toBe(true);
      expect(longestMs).toBeLessThan(1500);
      other.close();
      store.close();
    });

    test('answers StoreBusy to every put that waited in vain, and has none of them', async () => {
      const store = sqliteStore(path);
      const other = new DatabaseSync(path);
      other.exec('BEGIN IMMEDIATE');
      const results = await Promise.allSettled([store.put(item('a')), store.transact([{ put: item('b') }]), store.delete(item('c'))]);
      other.exec('COMMIT');
      for (const r of results) expect(r).toMatchObject({ status: 'rejected', reason: { name: 'StoreBusy' } });
      expect((await store.query('p')).items).toStrictEqual([]);
      expect(await store.put(item('a'))).toBe(true);
      other.close();
      store.close();
    });

    test('says so where it cannot forget because the other one is reading', async () => {
      const store = sqliteStore(path);
      await store.put(item('a'));
      const other = new DatabaseSync(path);
      other.exec('BEGIN');
      other.prepare('SELECT * FROM item').all();
      await store.delete(item('a'));
      await expect(store.forget()).rejects.toThrow(StoreBusy);
      other.exec('COMMIT');
      await store.forget();
      other.close();
      store.close();
    });
  });
});
