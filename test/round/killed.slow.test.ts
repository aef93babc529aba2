import { describe, expect, test } from 'vitest';
import type { Stores } from '../../functions/store/granted.ts';
import type { Person } from '../../functions/identity/people.ts';
import { attribute } from '../../functions/store/record.ts';
import { every, type Store } from '../../functions/store/store.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, type TestHouse, testHouse } from './house.ts';

/** Everything a store holds under these partitions, as text. */
async function dump(store: Store, partitions: readonly string[]): Promise<string> {
  const found: unknown[] = [];
  for (const pk of partitions) for await (const item of every(store, pk)) found.push(item);
  return JSON.stringify(found);
}

class Killed extends Error {}

/** The same stores, but the process dies at the `at`th step that changes anything; `after` it had happened, or before. */
function dyingAt(stores: Stores, at: number, after: boolean): { stores: Stores; steps: () => number } {
  let step = 0;
  const wrap = <T extends object>(target: T, changing: readonly string[]): T =>
    new Proxy(target, {
      get(object, name) {
        const method: unknown = Reflect.get(object, name);
        if (typeof method !== 'function') return method;
        if (!changing.includes(String(name))) return method.bind(object) as unknown;
        return async (...args: unknown[]) => {
          step += 1;
          const mine = step;
          if (mine === at && !after) throw new Killed();
          if (mine > at) throw new Killed();
          const result: unknown = await method.apply(object, args);
          if (mine === at) throw new Killed();
          return result;
        };
      },
    });
  const store = ['put', 'delete', 'clear', 'transact', 'forget'];
  return {
    steps: () => step,
    stores: { identity: wrap(stores.identity, store), anonymous: wrap(stores.anonymous, store), published: wrap(stores.published, store), closingKeys: wrap(stores.closingKeys, ['put', 'delete']) },
  };
}

const people = peopleOf({ northside: 18, harbour: 6, riverside: 10 });

/** A house whose first round has been answered and is over. */
async function answeredHouse(): Promise<TestHouse> {
  const h = await testHouse(people);
  const round = await prepared(h, 1);
  h.now = opens(1);
  await Promise.all(
    people.slice(0, 18).map(async (person, i) => call(h, 'submitAnswer', { body: await submission(round, await collect(h, person, round), answerOf((i % 5) + 1)) })),
  );
  h.now = closes(1) + 60_000;
  return h;
}

async function released(h: TestHouse): Promise<string> {
  const { cohorts } = await prepared(h, 1);
  return dump(h.stores.published, ['log', 'frozen', 'erased', 'issued#1', 'readingRoom#1', 'marks#1', 'alarms', ...cohorts.map((c) => `group#${c.group}`)]);
}

describe('killed anywhere and run again', () => {
  test('the close comes to the same release, once, and leaves no answer and no key', async () => {
    const h = await answeredHouse();
    const copy = async (): Promise<{ undo: () => Promise<void> }> => {
      const { cohorts, manifest } = await prepared(h, 1);
      const answers = await Promise.all(cohorts.map((c) => h.stores.anonymous.query(`answers#1#${c.hash}`)));
      const key = await h.stores.closingKeys.get(1, manifest.closingKey.id);
      const counts = (await h.stores.published.query('issued#1')).items;
      return {
        undo: async () => {
          for (const item of answers.flatMap((a) => a.items)) await h.stores.anonymous.put(item);
          for (const item of counts) await h.stores.published.put(item);
          if (key !== null) await h.stores.closingKeys.put(1, manifest.closingKey.id, key);
          for (const pk of ['frozen', 'erased', 'readingRoom#1', 'marks#1', 'alarms', ...cohorts.map((c) => `group#${c.group}`), 'group#organisation', 'group#service-adults', 'group#service-children'])
            for await (const item of every(h.stores.published, pk)) await h.stores.published.delete(item);
          for await (const item of every(h.stores.published, 'log')) if (JSON.stringify(item).includes('"closed"')) await h.stores.published.delete(item);
        },
      };
    };
    await run(h, 'endIssuing', 1);
    const before = await copy();
    await run(h, 'closeRound', 1);
    const once = await released(h);
    await before.undo();

    for (const after of [false, true])
      for (let at = 1; ; at++) {
        const dying = dyingAt(h.stores, at, after);
        const outcome = await run({ ...h, stores: dying.stores }, 'closeRound', 1).catch((e: unknown) => e);
        if (outcome === 'done') break;
        expect(outcome).toBeInstanceOf(Killed);
        expect(await run(h, 'closeRound', 1)).toBe('done');
        expect(await released(h)).toBe(once);
        const { cohorts, manifest } = await prepared(h, 1);
        for (const c of cohorts) expect((await h.stores.anonymous.query(`answers#1#${c.hash}`)).items).toEqual([]);
        expect(await h.stores.closingKeys.get(1, manifest.closingKey.id)).toBeNull();
        await before.undo();
      }
    h.close();
  }, 120_000);

  test('a closing key that could not be destroyed is an alarm, and none any more once it is', async () => {
    const h = await testHouse(peopleOf({ northside: 18, riverside: 18 }));
    await prepared(h, 1);
    h.now = closes(1) + 60_000;
    await run(h, 'endIssuing', 1);
    const stuck = { ...h.stores.closingKeys, get: h.stores.closingKeys.get.bind(h.stores.closingKeys), delete: async () => Promise.reject(new Error('no such disk')) };
    await expect(run({ ...h, stores: { ...h.stores, closingKeys: stuck } }, 'closeRound', 1)).rejects.toThrow('no such disk');
    const alarms = async () => (await h.stores.published.query('alarms')).items.map((item) => attribute<{ kind: string }>(item, 'alarm').kind);
    expect(await alarms()).toEqual(['key-still-lives']);
    expect(await run(h, 'closeRound', 1)).toBe('done');
    expect(await alarms()).toEqual([]);
    h.close();
  }, 60_000);

  test('nor is one that another close destroyed at the same moment, whatever the slower one raises', async () => {
    const chief: Person = { id: 'chief', name: 'Chief', roles: ['executive'], team: null, manages: [] };
    const h = await testHouse([...peopleOf({ northside: 18, riverside: 18 }), chief]);
    await prepared(h, 1);
    h.now = closes(1) + 60_000;
    await run(h, 'endIssuing', 1);
    const told = async () => (await call(h, 'readAlarms', { as: chief })).body['alarms'];
    const failing = (before: () => Promise<unknown>) => ({ ...h.stores.closingKeys, get: h.stores.closingKeys.get.bind(h.stores.closingKeys), delete: async () => before().then(() => Promise.reject(new Error('no such file'))) });
    await expect(run({ ...h, stores: { ...h.stores, closingKeys: failing(async () => null) } }, 'closeRound', 1)).rejects.toThrow();
    expect(await told()).toMatchObject([{ kind: 'key-still-lives', round: 1 }]);
    await expect(run({ ...h, stores: { ...h.stores, closingKeys: failing(() => run(h, 'closeRound', 1)) } }, 'closeRound', 1)).rejects.toThrow();
    expect((await h.stores.published.query('alarms')).items, 'raised after the faster close').toHaveLength(1);
    expect(await told()).toEqual([]);
    h.close();
  }, 60_000);

  test('the preparation leaves one manifest whose keys sign, and one line in the log', async () => {
    for (let at = 1; ; at++) {
      const h = await testHouse(peopleOf({ northside: 18, riverside: 18 }));
      const dying = dyingAt(h.stores, at, at % 2 === 0);
      const died = { ...h, stores: dying.stores };
      const outcome = await prepared(died, 1).catch((e: unknown) => e);
      const round = await prepared(h, 1);
      expect((await h.stores.published.query('log')).items).toHaveLength(1);
      h.now = opens(1);
      const [first] = peopleOf({ northside: 1 });
      await expect(collect(h, first!, round)).resolves.toBeDefined();
      h.close();
      if (!(outcome instanceof Killed)) break;
    }
  }, 120_000);

  test('the end of issuing publishes the same counts', async () => {
    for (let at = 1; at <= 12; at++) {
      const h = await answeredHouse();
      await run({ ...h, stores: dyingAt(h.stores, at * 3, at % 2 === 0).stores }, 'endIssuing', 1).catch(() => undefined);
      expect(await run(h, 'endIssuing', 1)).toBe('done');
      const counts = (await h.stores.published.get({ pk: 'issued#1', sk: 'counts' }))?.['counts'];
      expect(Object.values(counts as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(18);
      h.close();
    }
  }, 120_000);
});
