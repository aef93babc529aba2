import { expect, test } from 'vitest';
import type { Store } from '../../functions/store/store.ts';
import { every } from '../../functions/store/store.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, testHouse } from './house.ts';

/** A scheduler may start a close while the one before still runs. The second then reads answers that the first is deleting. */
test('two closes at once come to one release, of all answers: the slower one changes nothing and raises no alarm', async () => {
  const people = peopleOf({ northside: 18, riverside: 18 });
  const h = await testHouse(people);
  const round = await prepared(h, 1);
  h.now = opens(1);
  for (const [i, person] of people.entries()) {
    if (i % 3 > 0) await call(h, 'submitAnswer', { body: await submission(round, await collect(h, person, round), answerOf((i % 5) + 1)) });
  }
  h.now = closes(1) + 60_000;
  await run(h, 'endIssuing', 1);

  const record = async (): Promise<string> => {
    const found: unknown[] = [];
    for (const pk of ['log', 'frozen', 'erased', 'alarms', 'marks#1', 'readingRoom#1', 'group#northside', 'group#riverside', 'group#organisation']) for await (const item of every(h.stores.published, pk)) found.push(item);
    return JSON.stringify(found);
  };
  /** What stands once the faster close is done, while the slower one waits before a step. */
  async function overtakenAt(step: 'first query' | 'second query' | 'key'): Promise<{ once: string; after: string }> {
    let wait = (): Promise<void> => Promise.resolve();
    let queries = 0;
    const anonymous: Store = {
      ...h.stores.anonymous,
      query: async (pk, range) => {
        queries += 1;
        if ((step === 'first query' && queries === 1) || (step === 'second query' && queries === 2)) await wait();
        return h.stores.anonymous.query(pk, range);
      },
    };
    const closingKeys = {
      put: h.stores.closingKeys.put,
      delete: h.stores.closingKeys.delete,
      get: async (of: number, id: string) => {
        if (step === 'key') await wait();
        return h.stores.closingKeys.get(of, id);
      },
    };
    let once = '';
    wait = async () => {
      await run(h, 'closeRound', 1);
      once = await record();
    };
    await run({ ...h, stores: { ...h.stores, anonymous, closingKeys } }, 'closeRound', 1);
    return { once, after: await record() };
  }

  const before = await Promise.all(round.cohorts.map(async (c) => (await h.stores.anonymous.query(`answers#1#${c.hash}`)).items));
  const key = await h.stores.closingKeys.get(1, round.manifest.closingKey.id);
  const counts = (await h.stores.published.query('issued#1')).items;
  const undo = async (): Promise<void> => {
    for (const item of before.flat()) await h.stores.anonymous.put(item);
    for (const item of counts) await h.stores.published.put(item);
    if (key !== null) await h.stores.closingKeys.put(1, round.manifest.closingKey.id, key);
    for (const pk of ['frozen', 'erased', 'alarms', 'marks#1', 'readingRoom#1', 'group#northside', 'group#riverside', 'group#organisation', 'group#service-adults', 'group#service-children'])
      for await (const item of every(h.stores.published, pk)) await h.stores.published.delete(item);
    for await (const item of every(h.stores.published, 'log')) if (JSON.stringify(item).includes('"closed"')) await h.stores.published.delete(item);
  };
  for (const step of ['first query', 'second query', 'key'] as const) {
    const { once, after } = await overtakenAt(step);
    expect(once).toContain('"atLeast":8');
    expect(after, step).toBe(once);
    await undo();
  }
  h.close();
});
