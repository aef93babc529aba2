import { expect, test } from 'vitest';
import type { Stores } from '../../functions/store/granted.ts';
import { attribute, keys, preparedRound } from '../../functions/store/record.ts';
import { every, type Store } from '../../functions/store/store.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { call, run, type TestHouse } from '../round/house.ts';
import { commentedRound, readAs, reviewers } from './house.ts';

class Killed extends Error {}

/** The published store, in which the nth write does not happen any more. */
function dyingAt(stores: Stores, at: number): Stores {
  let writes = 0;
  const counted = <A extends unknown[], R>(act: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    writes += 1;
    if (writes >= at) throw new Killed();
    return act(...args);
  };
  const { published } = stores;
  const dying: Store = { ...published, put: counted(published.put), transact: counted(published.transact), delete: counted(published.delete) };
  return { ...stores, published: dying };
}

async function sealedComments(h: TestHouse, identity: string): Promise<string[]> {
  const found: string[] = [];
  for await (const item of every(h.stores.published, 'waiting')) found.push(`${item.sk} ${await readAs(identity, item.sk, toBase64url(attribute<Uint8Array>(item, 'sealed')))}`);
  return found;
}

test('a close killed anywhere and run again seals the same comments, each once, under the same names', async () => {
  const h = await commentedRound({ northside: 11, riverside: 4 });
  await run(h, 'endIssuing', 1);
  let once: string[] | null = null;
  let survived = false;
  let early = false;
  // Each is killed a little later than the one before, and finds what that one left.
  for (let at = 1; !survived; at += 3) {
    survived = await run({ ...h, stores: dyingAt(h.stores, at) }, 'closeRound', 1).then(() => true, (error: unknown) => {
      expect(error).toBeInstanceOf(Killed);
      return false;
    });
    const left = await sealedComments(h, h.identities[0]!);
    if (!survived && left.length > 0 && (await h.stores.published.get(keys.frozen(1))) === null) {
      // Sealed, but the release does not stand yet: then they are not there.
      expect((await call(h, 'readReview', { as: reviewers[0] })).body).toMatchObject({ waiting: 0, next: null });
      const waiting = left[0]!.split(' ')[0]!;
      expect((await call(h, 'decideComment', { as: reviewers[0], params: { id: waiting }, body: { decision: { kind: 'withhold', reason: 'attacks' } } })).body['type']).toBe('not-found');
      early = true;
    }
    const seen = new Set([...(once ?? []), ...left]);
    expect(left.length, 'nothing is sealed twice or under two names').toBe(seen.size);
    once = left;
  }
  expect(once).toHaveLength(15);
  expect(early).toBe(true);
  expect(await run(h, 'closeRound', 1)).toBe('done');
  expect(await sealedComments(h, h.identities[1]!)).toEqual(once);
  h.close();
}, 120_000);

test('a close that was overtaken while it slept, and finds answers half deleted, adds no comment and moves none', async () => {
  const h = await commentedRound({ northside: 11, riverside: 4 });
  await run(h, 'endIssuing', 1);
  let queries = 0;
  const anonymous: Store = {
    ...h.stores.anonymous,
    query: async (pk, range) => {
      queries += 1;
      if (queries === 2) await run(h, 'closeRound', 1);
      return h.stores.anonymous.query(pk, range);
    },
  };
  await run({ ...h, stores: { ...h.stores, anonymous } }, 'closeRound', 1);
  expect(await sealedComments(h, h.identities[0]!)).toHaveLength(15);
  const { manifest } = (await preparedRound(h.stores.published, 1))!;
  expect(manifest.comment).not.toBeNull();
  expect((await call(h, 'readReview', { as: reviewers[0] })).body).toMatchObject({ waiting: 15 });
  h.close();
}, 120_000);

test('a sealed copy that a sleeping close puts back after the decision is not read again', async () => {
  const h = await commentedRound();
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
  const [first] = (await h.stores.published.query('waiting', { limit: 1 })).items;
  const decided = { as: reviewers[0], params: { id: first!.sk }, body: { decision: { kind: 'withhold', reason: 'attacks' } } };
  expect((await call(h, 'decideComment', decided)).status).toBe(200);
  await h.stores.published.put(first!);
  const { next } = (await call(h, 'readReview', { as: reviewers[1] })).body as { next: { id: string } };
  expect(next.id).not.toBe(first!.sk);
  expect((await call(h, 'decideComment', { ...decided, as: reviewers[1], body: { decision: { kind: 'withhold', reason: 'no-comment' } } })).body['type']).toBe('already-decided');
  h.close();
}, 60_000);
