import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { markOpened, openedOn } from '../../shared/escalation/lastOpened.ts';
import { newReceipt } from '../../shared/escalation/receipt.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { markBytes } from '../../shared/escalation/slot.ts';
import { call } from '../round/house.ts';
import { collectTokens, executives, lookUp, nextBatch, openingOf, type SpeakingHouse, speakingHouse, staff, type Writing, writing } from './house.ts';

let h: SpeakingHouse;
let w: Writing;
beforeAll(async () => {
  h = await speakingHouse();
  w = await writing();
  const [token] = await collectTokens(h, staff[0]!);
  await call(h, 'openThread', { body: await openingOf(h, w, token!, 'Two of us cover four rotas.') });
  await nextBatch(h);
}, 60_000);
afterAll(() => h.close());

const look = async (of: Writing, after = 0) => lookUp(h, of.threadId, after, toBase64url(await markOpened(of, dayOf(h.now))));

describe('the mark of a look-up', () => {
  test('is of one size, opens with the receipt alone, and says no thread but its own', async () => {
    const other = await writing(newReceipt());
    const mark = await markOpened(w, 20_000);
    expect(mark).toHaveLength(markBytes);
    expect(await openedOn(w, mark)).toBe(20_000);
    expect(await openedOn(other, mark)).toBeNull();
    expect(await openedOn({ ...w, thread: other.thread }, mark)).toBeNull();
    for (let i = 0; i < markBytes; i++) expect(await openedOn(w, mark.with(i, (mark[i] ?? 0) ^ 1))).toBeNull();
    expect(await markOpened(w, 20_000)).not.toEqual(mark);
  });

  test('says nothing before the first one, and noise stands where it would be', async () => {
    const [there] = (await h.stores.published.query('opened')).items;
    expect((there!['mark'] as Uint8Array).length).toBe(markBytes);
    expect(await openedOn(w, (await lookUp(h, w.threadId, 0)).mark)).toBeNull();
  });

  test('is there for the next look-up once the day is over, to the day, and the latest alone', async () => {
    const first = dayOf(h.now);
    expect(await openedOn(w, (await look(w)).mark)).toBeNull();
    await look(w);
    expect((await h.stores.anonymous.query(`opened#${first}`)).items).toHaveLength(1);
    await nextBatch(h);
    expect(await openedOn(w, (await look(w)).mark)).toBe(first);
    await nextBatch(h);
    expect(await openedOn(w, (await lookUp(h, w.threadId, 0)).mark)).toBe(first + 1);
    expect((await h.stores.published.query('opened')).items).toHaveLength(1);
    for (const day of [first, first + 1]) expect((await h.stores.anonymous.query(`opened#${day}`)).items).toEqual([]);
  });

  test('of no thread fills no table, and goes with its day', async () => {
    const names = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const thread = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
      await call(h, 'readThread', { body: { threadId: thread, after: 0, mark: 'm'.repeat(48) } });
    }
    for (const { sk } of (await h.stores.anonymous.query(`opened#${dayOf(h.now)}`)).items) names.add(sk);
    expect([...names].every((name) => /^~..$/.test(name))).toBe(true);
    await nextBatch(h);
    expect((await h.stores.published.query('opened')).items).toHaveLength(1);
  });

  test('is no reader’s to see', async () => {
    await look(w);
    await nextBatch(h);
    const mark = toBase64url((await lookUp(h, w.threadId, 0)).mark);
    for (const name of ['readInbox', 'readInboxThread'] as const)
      expect(JSON.stringify((await call(h, name, { as: executives[0], params: { thread: w.thread }, ...(name === 'readInbox' ? {} : { query: { after: '0' } }) })).body)).not.toContain(mark);
  });

  test('goes with its thread', async () => {
    const there = { pk: 'threads', sk: w.thread };
    await h.stores.published.put({ ...(await h.stores.published.get(there))!, deleteAfter: '2026-01-01' });
    await nextBatch(h);
    expect(await h.stores.published.get(there)).toBeNull();
    expect((await h.stores.published.query('opened')).items).toEqual([]);
  });
});
