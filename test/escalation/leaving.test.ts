import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../functions/store/granted.ts';
import { toldOfLeaving } from '../../functions/store/record.ts';
import { spentIn } from '../../functions/store/threads.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { newReceipt } from '../../shared/escalation/receipt.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { monthOf, yearOf } from '../../shared/escalation/speakToken.ts';
import { type Reason, reasonNames } from '../../shared/escalation/themes.ts';
import { decodeWhy, encodeWhy } from '../../shared/escalation/whyLeaving.ts';
import { call, run } from '../round/house.ts';
import { copyOf, filesIn, holding, rowsOf } from '../unlinkable/raw.ts';
import { collectTokens, executives, guardian, nextBatch, openingOf, speakingHouse, staff, writing } from './house.ts';
import { countMonth, over, several, spend, spends, type Spent, vouching, type World, world } from './whyHouse.ts';

const [january, february] = [24_312, 24_313];
const told = (w: Pick<World, 'stores'>) => toldOfLeaving(w.stores.published);
const left = async ({ stores }: Pick<World, 'stores'>, month: number): Promise<number> => (await stores.anonymous.query(spentIn(month))).items.length;

/** Nine leavers, five of one mind, and five who stay. */
const enough = async (month: number): Promise<Spent[]> => [...(await several(5, month, 'workload')), ...(await several(4, month, 'health')), ...(await several(5, month, null))];

describe('what is sealed beside a message', () => {
  test('says a reason and a token, or that nobody is leaving, in as many bytes', async () => {
    const token = await vouching(2026);
    for (const reason of reasonNames) expect(decodeWhy(encodeWhy({ reason, token }))).toEqual({ reason, token });
    expect(decodeWhy(encodeWhy(null))).toBeNull();
    expect(new Set([null, ...reasonNames].map((reason) => encodeWhy(reason === null ? null : { reason, token }).length)).size).toBe(1);
    expect(new Set((await Promise.all([null, ...reasonNames].map((reason) => spends(january, reason)))).map(({ why }) => why.length)).size).toBe(1);
  });

  test('that is garbled says nothing', async () => {
    const good = encodeWhy({ reason: 'workload', token: await vouching(2026) });
    const unnamed = Uint8Array.from(good, (byte, i) => (i === 2 ? byte ^ 1 : byte));
    const ofLater = Uint8Array.from(good, (byte, i) => (i === 0 ? 2 : byte));
    for (const plain of [new Uint8Array(good.length), good.subarray(1), unnamed, ofLater, Uint8Array.from(good, (byte, i) => (i === 1 ? 255 : byte))]) expect(decodeWhy(plain)).toBeNull();
  });
});

describe('the count of a month', () => {
  test('tells once how many left and which reasons enough gave, and leaves neither key nor anything sealed', async () => {
    const w = await world(await enough(january), [january, february], [2026]);
    expect(await countMonth(w, january, over(january) - 1)).toBe('not-due');
    expect(await countMonth(w, january)).toBe('done');
    expect(await told(w)).toMatchObject([{ from: january, to: january, told: { leavers: { atLeast: 9 }, named: ['workload'] } }]);
    expect(await left(w, january)).toBe(0);
    expect([...w.closingKeys.held.keys()].map((name) => name.split('/')[0])).toEqual([String(february)]);
    const before = await told(w);
    await spend(w, await several(3, january, 'support'));
    expect(await countMonth(w, january)).toBe('done');
    expect(await told(w)).toEqual(before);
  });

  test('of too few writes nothing of them and keeps them: the next month is counted with these', async () => {
    const few = [...(await several(5, january, 'workload')), ...(await several(3, january, 'health')), ...(await several(5, january, null))];
    const w = await world(few, [january, february], [2026]);
    await countMonth(w, january);
    expect(await told(w)).toEqual([]);
    expect(await left(w, january)).toBe(few.length);
    await spend(w, [await spends(february, 'health')]);
    await countMonth(w, february);
    expect(await told(w)).toMatchObject([{ from: january, to: february, told: { named: ['workload'] } }]);
    expect([await left(w, january), await left(w, february), w.closingKeys.held.size]).toEqual([0, 0, 0]);
  });

  test('of too few who stay writes nothing either', async () => {
    const w = await world([...(await several(5, january, 'workload')), ...(await several(9, january, 'health')), ...(await several(4, january, null))], [january], [2026]);
    await countMonth(w, january);
    expect(await told(w)).toEqual([]);
  });

  test('counts nobody twice, whichever reasons they gave in however many messages', async () => {
    const token = await vouching(2026);
    const twice = [await spends(january, 'health', token), await spends(january, 'workload', token), await spends(february, 'support', token)];
    const w = await world([...(await several(5, january, 'workload')), ...(await several(2, january, 'health')), ...twice, ...(await several(5, january, null))], [january, february], [2026]);
    await countMonth(w, february);
    expect(await told(w), 'eight leavers').toEqual([]);
  });

  test('takes what is forged, garbled, moved or of another year for no leaver', async () => {
    const good = await vouching(2026);
    const bad: Spent[] = [
      await spends(january, 'health', { ...good, signature: new Uint8Array(256) }),
      await spends(january, 'health', { prepared: Uint8Array.from(good.prepared, (byte, i) => (i === 0 ? byte ^ 1 : byte)), signature: good.signature }),
      await spends(january, 'health', await vouching(2025)),
      { ...(await spends(february, 'health')), month: january },
      { month: january, why: new Uint8Array(370) },
      { month: january, why: new Uint8Array(0) },
    ];
    const eight = [...(await several(5, january, 'workload')), ...(await several(3, january, 'health'))];
    const w = await world([...eight, ...bad], [january, february], [2025, 2026]);
    await countMonth(w, january);
    expect(await told(w)).toEqual([]);
    await spend(w, [await spends(january, 'health', good)]);
    const again = await world([...eight, ...bad, await spends(january, 'health', good)], [january, february], [2025, 2026]);
    await countMonth(again, january);
    expect(await told(again), 'with a ninth').toMatchObject([{ told: { named: ['workload'] } }]);
  });

  test('of a period that a lost key has made unreadable tells nothing of it', async () => {
    const w = await world(await enough(january), [january], [2026]);
    w.closingKeys.held.clear();
    await countMonth(w, january);
    expect(await told(w)).toEqual([]);
  });

  test('over a new year takes more of them, since somebody can be counted in each', async () => {
    const [december, newYear] = [24_323, 24_324];
    const some = [...(await several(7, december, 'workload')), ...(await several(7, newYear, 'health')), ...(await several(8, december, null))];
    const w = await world(some, [december, newYear], [2026, 2027]);
    await countMonth(w, newYear);
    expect(await told(w)).toEqual([]);
    const more = await world([...some, await spends(newYear, 'workload')], [december, newYear], [2026, 2027]);
    await countMonth(more, newYear);
    expect(await told(more)).toMatchObject([{ from: december, to: newYear, told: { named: ['workload'] } }]);
  });

  test('goes on for two years at most: then everything is deleted, and it is said that nothing can be told', async () => {
    const months = Array.from({ length: 25 }, (_, i) => january + i);
    const w = await world([await spends(january, 'health')], months, [2026, 2027]);
    await countMonth(w, january + 22);
    expect(await told(w)).toEqual([]);
    await countMonth(w, january + 23);
    expect(await told(w)).toEqual([{ from: january, to: january + 23, told: null }]);
    expect([await left(w, january), w.closingKeys.held.size]).toEqual([0, 1]);
  });
});

describe('a count that is killed', () => {
  /** Dies before its nth change, or right after it. */
  function dying({ stores, closingKeys }: World, n: number, after: boolean): { stores: Stores } {
    let changes = 0;
    const change = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
      changes += 1;
      if (changes === n && !after) throw new Error('killed');
      const came = await run(...args);
      if (changes === n) throw new Error('killed');
      return came;
    };
    const { anonymous, published } = stores;
    return {
      stores: {
        ...stores,
        anonymous: { ...bound(anonymous), clear: change((pk: string) => anonymous.clear(pk)), forget: change(() => anonymous.forget()) },
        published: { ...bound(published), put: change((...put: Parameters<typeof published.put>) => published.put(...put)) },
        closingKeys: { ...closingKeys, delete: change((round: number) => closingKeys.delete(round)) },
      },
    };
  }
  const bound = (store: Stores['anonymous']): Stores['anonymous'] => ({
    get: (key) => store.get(key), query: (...q) => store.query(...q), put: (...p) => store.put(...p), delete: (key) => store.delete(key),
    clear: (pk) => store.clear(pk), transact: (c) => store.transact(c), forget: () => store.forget(),
  });

  test('anywhere and run again tells the same, once, and leaves as little', async () => {
    const few = await several(3, january, 'health');
    const spent = [...few, ...(await enough(february))];
    const whole = await world(spent, [january, february], [2026]);
    await countMonth(whole, february);
    const expected = await told(whole);
    expect(expected).toHaveLength(1);
    let killed = 0;
    for (const after of [false, true])
      for (let n = 1; ; n++) {
        const w = await world(spent, [january, february], [2026]);
        const died = await countMonth(dying(w, n, after), february).then(() => false, () => true);
        if (!died) break;
        killed += 1;
        await countMonth(w, february);
        expect(await told(w), `killed ${after ? 'after' : 'before'} change ${n}`).toEqual(expected);
        expect([await left(w, january), await left(w, february), w.closingKeys.held.size]).toEqual([0, 0, 0]);
      }
    // One that is told, two keys, two partitions, what the file remembers, and that it was counted.
    expect(killed).toBe(14);
  });

  test('while another one deletes changes nothing of what stands', async () => {
    const w = await world([...(await enough(january)), ...(await several(5, february, 'support'))], [january, february], [2026]);
    let overtaken = false;
    const query = w.stores.anonymous.query.bind(w.stores.anonymous);
    const anonymous: Stores['anonymous'] = {
      ...bound(w.stores.anonymous),
      query: async (...asked) => {
        // All of January is counted by then, which would be enough by itself.
        if (!overtaken && asked[0] === spentIn(february)) {
          overtaken = true;
          await countMonth(w, february);
        }
        return query(...asked);
      },
    };
    await countMonth({ stores: { ...w.stores, anonymous } }, february);
    expect(overtaken).toBe(true);
    expect(await told(w)).toMatchObject([{ from: january, to: february, told: { leavers: { atLeast: 9 }, named: ['workload', 'support'] } }]);
    expect(await told(w)).toHaveLength(1);
  });
});

describe('through the functions, from the sign-in to the figure', () => {
  const said = (i: number): Reason | null => (i < 5 ? 'workload' : i < 9 ? 'not-heard' : null);

  test('a leaver’s message looks like any other, and whoever has every file and the log finds no reason, and no message beside one', async () => {
    const h = await speakingHouse();
    const people = [...staff, ...executives, guardian];
    const [month, year] = [monthOf(h.now), yearOf(h.now)];
    const threads: string[] = [];
    const shapes = new Set<string>();
    for (const [i, person] of people.slice(0, 14).entries()) {
      const [token] = await collectTokens(h, person);
      const [vouches] = await collectTokens(h, person, year);
      const w = await writing(newReceipt());
      const reason = said(i);
      const body = await openingOf(h, w, token!, 'I hand in my notice today.', h.readers, reason === null ? null : { reason, token: vouches! });
      shapes.add(Object.entries(body).map(([name, value]) => `${name} ${String(value).length}`).join());
      expect((await call(h, 'openThread', { body })).status).toBe(200);
      expect((await call(h, 'openThread', { body })).status, 'the same again').toBe(200);
      expect(await call(h, 'openThread', { body: { ...body, why: `${String(body['why']).slice(0, -4)}AAAA` } }), 'with another reason').toMatchObject({ body: { type: 'token-spent' } });
      threads.push(w.thread);
    }
    expect(shapes.size, 'one size and shape on the wire').toBe(1);

    const spent = (await h.stores.anonymous.query(spentIn(month))).items;
    expect(spent).toHaveLength(14);
    // A token that was spent and what is sealed beside it: the one order is that of the token’s hash, and nothing there is a thread’s.
    expect(spent.map((item) => Object.keys(item).sort().join())).toEqual(spent.map(() => 'digest,pk,sk,v,why'));
    for (const thread of threads) expect(JSON.stringify(spent)).not.toContain(thread);
    expect(new Set(spent.map((item) => (item['why'] as Uint8Array).length)).size).toBe(1);
    const waiting = (await h.stores.anonymous.query(`waiting#${dayOf(h.now)}`)).items;
    for (const { why } of spent as unknown as { why: Uint8Array }[]) expect(JSON.stringify(waiting)).not.toContain(toBase64url(why));

    const folder = copyOf(h.folder);
    // In the file too, both lie in the order of their names, and neither as it came.
    for (const partition of [spentIn(month), `waiting#${dayOf(h.now)}`]) {
      const names = rowsOf(folder, 'anonymous').filter(({ pk }) => pk === partition).map(({ sk }) => sk);
      expect(names).toHaveLength(14);
      expect(names).toEqual(names.toSorted());
    }
    for (const reason of ['workload', 'not-heard'] as const) expect(holding(filesIn(folder), new TextEncoder().encode(reason)), reason).toEqual([]);
    rmSync(folder, { recursive: true });

    h.now = over(month);
    await nextBatch(h);
    expect((await call(h, 'readSpeakingFigures', {})).body).toMatchObject({ leaving: [] });
    expect(await run(h, 'closeRound', month)).toBe('done');
    expect((await call(h, 'readSpeakingFigures', {})).body).toMatchObject({ leaving: [{ from: '2026-01', to: '2026-01', told: { leavers: { atLeast: 9 }, named: ['workload'] } }] });
    expect((await h.stores.anonymous.query(spentIn(month))).items).toEqual([]);
    // What is told stands in the published file alone, and neither ‘not-heard’, which four gave, nor a number of a reason is anywhere.
    const after = copyOf(h.folder);
    expect(holding(filesIn(after), new TextEncoder().encode('not-heard'))).toEqual([]);
    rmSync(after, { recursive: true });
    h.close();
  }, 120_000);
});
