import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bounds } from '../../functions/store/bounds.ts';
import { type Change, type Condition, every, type Item, type Key, type Range, type Scalar, type Store, type Value } from '../../functions/store/store.ts';
import { Model, readAll } from './model.ts';

/**
 * What a store is, as one suite that every adapter passes: `sqlite.test.ts` and `dynamo.test.ts` run it.
 *
 * DynamoDB is dynalite in this process. DYNAMODB_ENDPOINT runs it against a server that speaks DynamoDB, in a table made for it;
 * HEADROOM_TABLE against a real table (keys `pk` and `sk`, text) with the account's own credentials and region. That table
 * keeps the suite's items, so give it one of its own.
 */
export interface Opened {
  store: Store;
  close(): Promise<void>;
}

/** So far ahead that a real table's own clearing up never meets an item that still lives by this clock. */
const start = Date.UTC(2100, 0, 1);
const startSeconds = start / 1000;

export function conformance(name: string, open: (now: () => number) => Promise<Opened>, runs = 60): void {
  describe(`${name} is a store`, () => {
    let opened: Opened;
    let store: Store;
    let clock = start;
    let pk = '';
    beforeAll(async () => {
      opened = await open(() => clock);
      ({ store } = opened);
    });
    afterAll(() => opened.close());
    beforeEach(() => {
      clock = start;
      pk = `test#${randomUUID()}`;
    });
    const item = (sk: string, more: Readonly<Record<string, Value>> = {}): Item => ({ pk, sk, v: 1, ...more });

    test('what was put is read again as it was', async () => {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(anyName, anyValue, { maxKeys: 6 }), async (attributes) => {
          const whole = item('one', attributes);
          const scalars = Object.fromEntries(Object.entries(attributes).filter((e): e is [string, Scalar] => isScalar(e[1])));
          expect(await store.put(whole)).toBe(true);
          expect(await store.get({ pk, sk: 'one' })).toStrictEqual(whole);
          expect((await store.query(pk)).items).toStrictEqual([whole]);
          expect(await store.put(whole, { has: scalars })).toBe(true);
          expect(await store.put(whole, { absent: true })).toBe(false);
          expect(await store.put(whole, { absentOr: scalars })).toBe(true);
        }),
        { numRuns: runs },
      );
    });

    test('any sequence of requests is answered as the model answers it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
          const space = randomUUID();
          clock = start;
          const model = new Model(() => clock);
          for (const step of steps.map((s) => inSpace(space, s))) {
            if ('wait' in step) clock += step.wait * 1000;
            else if ('get' in step) expect(await store.get(step.get)).toStrictEqual(model.get(step.get));
            else if ('query' in step) expect(await readAll(store, step.query, step.range)).toStrictEqual(model.query(step.query, step.range));
            else if ('transact' in step) expect(await store.transact(step.transact)).toBe(model.transact(step.transact));
            else if ('delete' in step) expect([await store.delete(step.delete), model.transact([step])]).toStrictEqual([undefined, true]);
            else expect(await store.put(step.put, step.when)).toBe(model.transact([step]));
          }
          for (const partition of partitions) expect(await readAll(store, `${space}#${partition}`, {})).toStrictEqual(model.query(`${space}#${partition}`, {}));
        }),
        { numRuns: runs },
      );
    });

    test('a hundred parallel puts of one key leave one, and exactly one is told so', async () => {
      const results = await Promise.all(Array.from({ length: 100 }, (_, i) => store.put(item('one', { i }), { absent: true })));
      expect(results.filter(Boolean)).toHaveLength(1);
      const { items } = await store.query(pk);
      expect(items).toStrictEqual([item('one', { i: results.indexOf(true) })]);
    });

    test('the identical request again is fine and leaves one; another one is refused and changes nothing', async () => {
      const sealed = new Uint8Array(1456).fill(7);
      const put = (bytes: Uint8Array) => store.put(item('token', { sealed: bytes }), { absentOr: { sealed: bytes } });
      expect(await Promise.all(Array.from({ length: 20 }, () => put(sealed)))).toStrictEqual(Array(20).fill(true));
      expect(await put(new Uint8Array(1456).fill(8))).toBe(false);
      expect((await store.query(pk)).items).toStrictEqual([item('token', { sealed })]);
    });

    test('a transaction with one condition that does not hold changes nothing', async () => {
      await store.put(item('there', { n: 1 }));
      const changes: Change[] = [{ put: item('new') }, { delete: { pk, sk: 'there' } }, { put: item('other'), when: { has: { n: 1 } } }];
      expect(await store.transact(changes)).toBe(false);
      expect((await store.query(pk)).items).toStrictEqual([item('there', { n: 1 })]);
    });

    test('a transaction of a hundred changes happens as one', async () => {
      const puts = Array.from({ length: 100 }, (_, i) => ({ put: item(String(i).padStart(3, '0')), when: { absent: true } as const }));
      expect(await store.transact(puts)).toBe(true);
      expect((await store.query(pk)).items).toHaveLength(100);
      expect(await store.transact(puts)).toBe(false);
      expect(await store.transact([])).toBe(true);
    });

    test('of parallel transactions over the same items one happens, whole', async () => {
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, i) => store.transact(['a', 'b', 'c'].map((sk) => ({ put: item(sk, { i }), when: { absent: true } as const })))),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await store.query(pk)).items.map((i) => i['i'])).toStrictEqual(Array(3).fill(results.indexOf(true)));
    });

    test('sort keys are ordered by their UTF-8 bytes, both ways', async () => {
      const inOrder = ['A', 'Z', 'a', 'a\u0000', 'aa', 'b', '~', 'é', 'ł', '\uD7FF', '\uE000', '\uFFFD', '\uFFFF', '😀', '\u{10FFFF}', '\u{10FFFF}a', '\u{10FFFF}\u{10FFFF}'];
      expect([...inOrder].sort()).not.toStrictEqual(inOrder);
      for (const sk of [...inOrder].reverse()) await store.put(item(sk));
      expect((await store.query(pk)).items.map((i) => i.sk)).toStrictEqual(inOrder);
      expect((await store.query(pk, { reverse: true })).items.map((i) => i.sk)).toStrictEqual([...inOrder].reverse());
    });

    test('a prefix finds everything that starts with it and nothing else', async () => {
      const all = ['a', 'ab', 'b', '\uD7FF', '\uD7FFx', '\uE000', '\u{10FFFF}', '\u{10FFFF}\u{10FFFF}', '\u{10FFFF}b'];
      for (const sk of all) await store.put(item(sk));
      for (const prefix of ['', 'a', 'ab', 'abc', '\uD7FF', '\uE000', '\u{10FFFF}', '\u{10FFFF}\u{10FFFF}'])
        expect((await store.query(pk, { prefix })).items.map((i) => i.sk)).toStrictEqual(
          all.filter((sk) => sk.startsWith(prefix)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
    });

    test('reading on starts at any key, there or not, and by bytes before, within or beyond a prefix', async () => {
      const all = ['a', '\uFFFD', '😀', '😀a', '😀c', '\u{10FFFF}'];
      for (const sk of all) await store.put(item(sk));
      const namesFrom = async (after: string, prefix: string, reverse = false) => (await store.query(pk, { after, prefix, reverse })).items.map((i) => i.sk);
      for (const before of ['', 'a', '\uFFFD']) expect(await namesFrom(before, '😀'), before).toStrictEqual(['😀', '😀a', '😀c']);
      expect(await namesFrom('😀b', '😀')).toStrictEqual(['😀c']);
      expect(await namesFrom('😀b', '😀', true)).toStrictEqual(['😀a', '😀']);
      expect(await namesFrom('\u{10FFFF}', '😀')).toStrictEqual([]);
      expect(await namesFrom('\u{10FFFF}', '😀', true)).toStrictEqual(['😀c', '😀a', '😀']);
      for (const before of ['', 'a', '\uFFFD']) expect(await namesFrom(before, '😀', true), before).toStrictEqual([]);
    });

    test('pages join into the whole, of whatever size they are', async () => {
      const all = Array.from({ length: 60 }, (_, i) => item(String(i).padStart(2, '0')));
      await store.transact(all.map((put) => ({ put })));
      for (const limit of [1, 7, 59, 60, 61]) {
        expect(await readAll(store, pk, { limit })).toStrictEqual(all);
        expect(await readAll(store, pk, { limit, reverse: true })).toStrictEqual([...all].reverse());
      }
    });

    test('a page holds about a megabyte at most, and says that there is more', async () => {
      const bytes = new Uint8Array(300_000);
      for (let i = 0; i < 8; i++) await store.put(item(String(i), { bytes }));
      const first = await store.query(pk);
      expect(first.items.length).toBeLessThan(5);
      expect(first.next).not.toBeNull();
      const seen: string[] = [];
      for await (const { sk } of every(store, pk)) seen.push(sk);
      expect(seen).toStrictEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    });

    test('what has expired is gone: for reads, for pages and for conditions', async () => {
      await store.put(item('brief', { expiresAt: startSeconds + 10 }));
      await store.put(item('long', { expiresAt: startSeconds + 1000 }));
      await store.put(item('always'));
      clock += 9_999;
      expect((await store.query(pk)).items).toHaveLength(3);
      clock += 1;
      expect(await store.get({ pk, sk: 'brief' })).toBeNull();
      expect((await store.query(pk)).items.map((i) => i.sk)).toStrictEqual(['always', 'long']);
      expect((await store.query(pk, { limit: 1, prefix: 'b' })).items).toStrictEqual([]);
      expect(await store.put(item('brief'), { has: { v: 1 } })).toBe(false);
      expect(await store.put(item('brief', { again: 1, expiresAt: startSeconds + 20 }), { absent: true })).toBe(true);
      expect(await store.put(item('brief', { again: 2 }), { absent: true })).toBe(false);
      clock += 10_000;
      expect(await store.put(item('brief', { again: 2 }), { absentOr: { again: 2 } })).toBe(true);
      expect(await store.get({ pk, sk: 'brief' })).toStrictEqual(item('brief', { again: 2 }));
    });

    test('the newest that lives is found behind others that have expired', async () => {
      await store.put(item('1'));
      for (const sk of ['2', '3', '4']) await store.put(item(sk, { expiresAt: startSeconds + 1 }));
      clock += 2000;
      expect((await store.query(pk, { reverse: true, limit: 1 })).items.map((i) => i.sk)).toStrictEqual(['1']);
    });

    test('what is still being written is not read', async () => {
      const writing = store.transact([{ put: item('a') }, { put: item('b') }]);
      const seen = await Promise.all(Array.from({ length: 20 }, async () => (await store.query(pk)).items.length));
      expect(await writing).toBe(true);
      expect(seen.filter((n) => n !== 0 && n !== 2)).toStrictEqual([]);
      expect((await store.query(pk)).items).toHaveLength(2);
    });

    test('clearing takes all of a partition, the expired too, and nothing of another', async () => {
      const other = { ...item('a'), pk: `${pk}0` };
      await Promise.all([...Array.from({ length: 230 }, (_, n) => store.put(item(`${n}`, { text: 'x'.repeat(10_000) }))), store.put(item('old', { expiresAt: clock / 1000 + 1 })), store.put(other)]);
      clock += 2000;
      await store.clear(pk);
      await store.clear(pk);
      clock -= 2000;
      expect((await store.query(pk)).items).toStrictEqual([]);
      expect((await store.query(other.pk)).items).toStrictEqual([other]);
    });

    test('forgetting takes nothing that lives', async () => {
      await store.put(item('a'));
      await store.put(item('b'));
      await store.delete({ pk, sk: 'a' });
      await store.forget();
      expect((await store.query(pk)).items).toStrictEqual([item('b')]);
    });

    test('what no store takes is refused before anything is written', async () => {
      const refused: readonly (() => Promise<unknown>)[] = [
        () => store.put(item('')),
        () => store.put({ pk: '', sk: 'a', v: 1 }),
        () => store.put(item('x'.repeat(bounds.skBytes + 1))),
        () => store.put({ pk: 'x'.repeat(bounds.pkBytes + 1), sk: 'a', v: 1 }),
        () => store.put(item('\uD800')),
        () => store.put(item('a', { text: '\uDC00' })),
        () => store.put(item('a', { '': 1 })),
        () => store.put(item('a', { constructor: 1 })),
        () => store.put(item('a', { deep: JSON.parse('{"__proto__": 1}') as Value })),
        () => store.put(item('a', { n: Number.NaN })),
        () => store.put(item('a', { n: 2 ** 53 })),
        () => store.put(item('a', { n: 1e-200 })),
        () => store.put(item('a', { expiresAt: 1.5 })),
        () => store.put(item('a', { bytes: new Uint8Array(bounds.itemBytes) })),
        () => store.put(item('a', { deep: JSON.parse('['.repeat(40) + ']'.repeat(40)) as Value })),
        () => store.get({ pk, sk: '' }),
        () => store.delete({ pk, sk: '\uD800' }),
        () => store.query(''),
        () => store.clear(''),
        () => store.query(pk, { limit: 0 }),
        () => store.query(pk, { prefix: '\uD800' }),
        () => store.transact(Array.from({ length: 101 }, (_, i) => ({ put: item(String(i)) }))),
        () => store.transact([{ put: item('a') }, { delete: { pk, sk: 'a' } }]),
        () => store.transact(Array.from({ length: 15 }, (_, i) => ({ put: item(String(i), { bytes: new Uint8Array(300_000) }) }))),
      ];
      for (const [i, attempt] of refused.entries()) await expect(attempt(), `attempt ${i}`).rejects.toThrow(RangeError);
      expect((await store.query(pk)).items).toStrictEqual([]);
    });
  });
}

const anyName = fc.oneof(fc.constantFrom('status', '$bytes', '$$', 'a.b', 'name', 'toString', '#n0', ':v0'), fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })).filter((n) => !['pk', 'sk', 'v', 'expiresAt', '__proto__', 'constructor'].includes(n));

const anyNumber = fc.oneof(fc.maxSafeInteger(), fc.double({ min: -(2 ** 52), max: 2 ** 52, noNaN: true })).map((n) => (Math.abs(n) < 1e-130 ? 0 : n));

const { value: anyValue } = fc.letrec<{ value: Value }>((again) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(again('value'), { maxLength: 4 }),
    fc.dictionary(anyName, again('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

function isScalar(value: Value): value is Scalar {
  return value === null || typeof value !== 'object' || value instanceof Uint8Array;
}

/** Few keys, names and values, so that requests meet. */
const partitions = ['p', 'q'] as const;
const someKey: fc.Arbitrary<Key> = fc.record({ pk: fc.constantFrom(...partitions), sk: fc.constantFrom('a', 'ab', 'b', 'é', '\uFFFD', '😀', '\u{10FFFF}', '\u{10FFFF}b') });
const someValue: fc.Arbitrary<Value> = fc.constantFrom<Value[]>(0, 1, '1', null, true, new Uint8Array([1]), new Uint8Array([2]), [1, '1'], { x: 1, y: [null] }, { y: [null], x: 1 });
const someName = fc.constantFrom('status', 'a.b', '$bytes');
const someValues = fc.dictionary(someName, someValue, { maxKeys: 2, noNullPrototype: true });
const someScalars = fc.dictionary(someName, someValue.filter(isScalar), { maxKeys: 2, noNullPrototype: true });
const someItem: fc.Arbitrary<Item> = fc
  .tuple(someKey, someValues, fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }))
  .map(([key, values, lasts]) => ({ ...key, v: 1, ...values, ...(lasts === undefined ? {} : { expiresAt: startSeconds + lasts }) }));
const someCondition: fc.Arbitrary<Condition> = fc.oneof(fc.constant({ absent: true } as const), fc.record({ absentOr: someScalars }), fc.record({ has: someScalars }));
const somePut = fc.tuple(someItem, fc.option(someCondition, { nil: undefined })).map(([put, when]) => (when === undefined ? { put } : { put, when }));
const someDelete = fc.record({ delete: someKey });
const someRange: fc.Arbitrary<Range> = fc.record(
  { prefix: fc.constantFrom('', 'a', 'ab', 'c', '😀', '\u{10FFFF}'), after: fc.constantFrom('', 'a', 'aa', 'b', 'é', '\uFFFD', '😀', '\u{10FFFF}', '\u{10FFFF}c'), limit: fc.integer({ min: 1, max: 5 }), reverse: fc.boolean() },
  { requiredKeys: [] },
);
const placeOf = (c: Change): string => ('delete' in c ? c.delete.pk + c.delete.sk : c.put.pk + c.put.sk);

type Step = Change | { get: Key } | { query: string; range: Range } | { transact: Change[] } | { wait: number };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: somePut, weight: 5 },
  { arbitrary: someDelete, weight: 1 },
  { arbitrary: fc.record({ get: someKey }), weight: 2 },
  { arbitrary: fc.record({ query: fc.constantFrom(...partitions), range: someRange }), weight: 3 },
  { arbitrary: fc.uniqueArray(fc.oneof({ arbitrary: somePut, weight: 4 }, { arbitrary: someDelete, weight: 1 }), { selector: placeOf, maxLength: 5 }).map((transact) => ({ transact })), weight: 2 },
  { arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 10 }) }), weight: 1 },
);

/** The same step in a space of its own, so that runs share a table and nothing else. */
function inSpace(space: string, step: Step): Step {
  const key = <K extends Key>(k: K): K => ({ ...k, pk: `${space}#${k.pk}` });
  const change = (c: Change): Change => ('delete' in c ? { delete: key(c.delete) } : { ...c, put: key(c.put) });
  if ('wait' in step) return step;
  if ('get' in step) return { get: key(step.get) };
  if ('query' in step) return { ...step, query: `${space}#${step.query}` };
  if ('transact' in step) return { transact: step.transact.map(change) };
  return change(step);
}
