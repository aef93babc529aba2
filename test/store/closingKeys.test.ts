import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FileClosingKeys } from '../../functions/store/closingKeys.ts';
import { SsmClosingKeys } from '../../functions/store/ssmClosingKeys.ts';
import type { ClosingKeys } from '../../functions/store/store.ts';
import { ssmDouble } from './ssmDouble.ts';

const newKey = (): Uint8Array => new Uint8Array(randomBytes(32));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a store of closing keys is; every one of them passes it. */
function conformance(name: string, open: () => ClosingKeys): void {
  describe(`${name} is a store of closing keys`, () => {
    const key = newKey();

    test('a key is there for its round and name alone, until its round’s are destroyed', async () => {
      const keys = open();
      await keys.put(3, 'one', key);
      expect(await keys.get(3, 'one')).toStrictEqual(key);
      expect(await keys.get(3, 'two')).toBeNull();
      expect(await keys.get(4, 'one')).toBeNull();
      expect(await keys.delete(3)).toBe(true);
      expect(await keys.get(3, 'one')).toBeNull();
      expect(await keys.delete(3)).toBe(false);
    });

    test('destroying a round’s keys takes all of them, and no other round’s', async () => {
      const keys = open();
      for (let i = 0; i < 23; i++) await keys.put(3, `key-${i}`, newKey());
      await keys.put(31, 'key-0', key);
      await keys.put(13, 'key-0', key);
      expect(await keys.delete(3)).toBe(true);
      for (let i = 0; i < 23; i++) expect(await keys.get(3, `key-${i}`)).toBeNull();
      expect(await keys.get(31, 'key-0')).toStrictEqual(key);
      expect(await keys.get(13, 'key-0')).toStrictEqual(key);
      await keys.delete(31);
      await keys.delete(13);
    });

    test('the same key again does nothing; another one under its name is refused', async () => {
      const keys = open();
      await keys.put(3, 'one', key);
      await keys.put(3, 'one', key);
      await expect(keys.put(3, 'one', newKey())).rejects.toThrow('another key');
      expect(await keys.get(3, 'one')).toStrictEqual(key);
      await keys.delete(3);
    });

    test('names that lead elsewhere are refused', async () => {
      const keys = open();
      for (const id of ['', '../one', 'a/b', 'one.gone', 'a b', 'x'.repeat(101)]) {
        await expect(keys.put(3, id, key), id).rejects.toThrow(RangeError);
        await expect(keys.get(3, id), id).rejects.toThrow(RangeError);
      }
      for (const round of [0, -1, 1.5, Number.NaN]) await expect(keys.delete(round)).rejects.toThrow(RangeError);
    });
  });
}

conformance('a folder', () => new FileClosingKeys(join(folder, 'closing', 'keys')));

describe('a folder of closing keys', () => {
  const key = newKey();

  test('is its owner’s alone, and keeps a key over a restart', async () => {
    const path = join(folder, 'keys');
    await new FileClosingKeys(path).put(3, 'one', key);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path)).toStrictEqual(['3.one']);
    expect(statSync(join(path, '3.one')).mode & 0o777).toBe(0o600);
    expect(await new FileClosingKeys(path).get(3, 'one')).toStrictEqual(key);
  });

  test('overwrites a key before it lets go of its file', async () => {
    const keys = new FileClosingKeys(folder);
    await keys.put(3, 'one', key);
    const held = openSync(join(folder, '3.one'), 'r');
    await keys.delete(3);
    const left = new Uint8Array(64);
    expect(readSync(held, left, 0, 64, 0)).toBe(32);
    closeSync(held);
    expect(left.subarray(0, 32)).not.toStrictEqual(key);
    expect(readdirSync(folder)).toStrictEqual([]);
  });

  test('does not write the same key twice: the first copy would stay in a free block', async () => {
    const keys = new FileClosingKeys(folder);
    await keys.put(3, 'one', key);
    const { ino } = statSync(join(folder, '3.one'));
    await keys.put(3, 'one', key);
    expect(statSync(join(folder, '3.one')).ino).toBe(ino);
  });

  test('destroys what a process left that was killed while it put or destroyed', async () => {
    const keys = new FileClosingKeys(folder);
    for (const left of ['3.one.new', '3.two.gone', '3.three.new.gone', '4.one']) writeFileSync(join(folder, left), key);
    expect(await keys.get(3, 'one')).toBeNull();
    expect(await keys.get(3, 'two')).toBeNull();
    expect(await keys.delete(3)).toBe(true);
    expect(readdirSync(folder)).toStrictEqual(['4.one']);
    expect(new Uint8Array(readFileSync(join(folder, '4.one')))).toStrictEqual(key);
  });
});

describe('the Parameter Store', () => {
  let double: Awaited<ReturnType<typeof ssmDouble>>;
  beforeAll(async () => {
    double = await ssmDouble();
  });
  afterAll(() => double.close());

  conformance('it', () => new SsmClosingKeys(double.client, '/headroom/closing-keys'));

  test('holds keys as SecureStrings under the prefix and nothing else', async () => {
    const keys = new SsmClosingKeys(double.client, '/headroom/closing-keys', 'alias/publishing');
    await keys.put(3, 'one', newKey());
    expect([...double.kept.values()].map(({ Name, Type }) => ({ Name, Type }))).toStrictEqual([{ Name: '/headroom/closing-keys/3/one', Type: 'SecureString' }]);
    await keys.delete(3);
    expect(double.kept.size).toBe(0);
    for (const prefix of ['', 'headroom', '/headroom/', '/a b']) expect(() => new SsmClosingKeys(double.client, prefix)).toThrow(RangeError);
  });
});
