import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../../functions/store/record.ts';
import { every } from '../../functions/store/store.ts';
import { generateIdentity } from 'age-encryption';
import { follow, type LogLine } from '../../shared/pulse/log.ts';
import { manifest as manifestShape } from '../../shared/pulse/manifest.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { newReaderKey, openAsReader, unwrapReaderKey } from '../../shared/crypto/readerKey.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { type Person, personItem } from '../../functions/identity/people.ts';
import { call, closes, peopleOf, prepared, run, smallHouse, type TestHouse, testHouse } from '../round/house.ts';
import { canary, close, commentedRound, enrol, passphrase, people, quick, readAs, reviewers } from './house.ts';

const chief: Person = { id: 'chief', name: 'Chief', roles: ['practitioner', 'executive'], team: null, manages: [] };
const steward: Person = { ...chief, id: 'steward', roles: ['steward'] };
const manager: Person = { ...chief, id: 'manager', roles: ['practitioner', 'manager'], manages: ['northside'] };

describe('a reviewer’s key', () => {
  test('counts once it has opened what was sealed to it, and its name stands in the public log', async () => {
    const h = await testHouse([...peopleOf({ northside: 18 }), ...reviewers]);
    const made = await newReaderKey(passphrase, quick);
    const offered = await call(h, 'offerReaderKey', { as: reviewers[0], body: { recipient: made.recipient, wrapped: toBase64url(made.wrapped) } });
    expect(offered.status).toBe(200);
    expect((await call(h, 'readReview', { as: reviewers[0] })).body).toMatchObject({ keys: [], reviewers: 0 });
    const wrong = await call(h, 'confirmReaderKey', { as: reviewers[0], params: { id: String(offered.body['id']) }, body: { opened: toBase64url(new Uint8Array(32)) } });
    expect(wrong.body['type']).toBe('key-not-opened');
    expect((await h.stores.published.query('log')).items).toEqual([]);

    const opened = await openAsReader([made.identity], fromBase64url(String(offered.body['canary'])));
    for (let again = 0; again < 2; again++) expect((await call(h, 'confirmReaderKey', { as: reviewers[0], params: { id: String(offered.body['id']) }, body: { opened: toBase64url(opened!) } })).body).toEqual({ id: await idOfReaderKey(made.recipient), fromRound: 1 });
    const lines = (await call(h, 'readLog', {})).body['lines'] as LogLine[];
    expect(lines.map((l) => [l.kind, l.body])).toEqual([['reader-key', await idOfReaderKey(made.recipient)]]);
    expect(await follow(null, lines)).not.toBeNull();
    const mine = (await call(h, 'readReview', { as: reviewers[0] })).body['keys'] as { wrapped: string }[];
    expect(await unwrapReaderKey(fromBase64url(mine[0]!.wrapped), passphrase)).toBe(made.identity);
    expect(await unwrapReaderKey(fromBase64url(mine[0]!.wrapped), `${passphrase}s`)).toBeNull();
    h.close();
  });

  test('is wrapped with a passphrase, and another key’s canary does not confirm it', async () => {
    const h = await testHouse([...peopleOf({ northside: 18 }), ...reviewers]);
    const { recipient, identity } = await newReaderKey(passphrase, quick);
    const bare = toBase64url(new TextEncoder().encode(identity.padEnd(200)));
    expect((await call(h, 'offerReaderKey', { as: reviewers[0], body: { recipient, wrapped: bare } })).body['type']).toBe('malformed');
    h.close();
  });

  test('with fewer than two of them no round asks for comments, and someone who manages does not count', async () => {
    const h = await testHouse([...peopleOf({ northside: 18 }), ...reviewers]);
    expect((await prepared(h, 1)).manifest.comment).toBeNull();
    await enrol(h, reviewers[0]);
    expect((await prepared(h, 2)).manifest.comment).toBeNull();
    await enrol(h, reviewers[1]);
    const { manifest } = await prepared(h, 3);
    expect(manifestShape.parse(manifest).comment).toMatchObject({ floor: 10, maxBytes: 1000 });
    expect(manifest.comment!.reviewers).toHaveLength(2);
    const promoted: Person = { ...reviewers[1], roles: ['practitioner', 'reviewer', 'manager'] };
    await h.stores.identity.put({ pk: 'people', sk: promoted.id, v: 1, person: promoted as never });
    expect((await prepared(h, 4)).manifest.comment).toBeNull();
    h.close();
  });

  test('made anew, the new one counts from the next round on, and the old one still opens what was sealed to it', async () => {
    const h = await testHouse([...peopleOf({ northside: 18 }), ...reviewers]);
    for (const one of reviewers) await enrol(h, one);
    const before = (await prepared(h, 1)).manifest.comment!.reviewers;
    await enrol(h, reviewers[0]);
    const after = (await prepared(h, 2)).manifest.comment!.reviewers;
    expect(after.filter((r) => before.some((b) => b.id === r.id))).toHaveLength(1);
    const mine = (await call(h, 'readReview', { as: reviewers[0] })).body['keys'] as { id: string }[];
    expect(mine).toHaveLength(2);
    expect(after.map((r) => r.id)).toContain(mine[1]!.id);
    h.close();
  });
});

describe('a round with comments', () => {
  let h: Awaited<ReturnType<typeof commentedRound>>;
  interface Next {
    id: string;
    name: string;
    sealed: string;
  }
  const review = async (as: Person) => (await call(h, 'readReview', { as })).body as unknown as { waiting: number; overdue: number; next: Next | null };
  const decide = (as: Person, id: string, decision: object) => call(h, 'decideComment', { as, params: { id }, body: { decision } });
  const lists = async (as: Person, group?: string) => (await call(h, 'listComments', { as, query: group === undefined ? {} : { group } })).body as { floor: number; lists: { group: string; waiting: number; withheld: object[]; comments: { text: string; masked: boolean }[] }[] };
  const sealedCopies = async () => (await h.stores.published.query('waiting')).items;
  const inNorthside = people[0]!;
  const inRiverside = people.find((p) => p.team === 'riverside')!;

  beforeAll(async () => {
    h = await commentedRound();
    await close(h);
  }, 120_000);
  afterAll(() => h.close());

  test('shows its scores without waiting for them, and says how many still wait', async () => {
    expect(await lists(inNorthside, 'northside')).toMatchObject({ floor: 10, lists: [{ group: 'northside', waiting: 11, withheld: [], comments: [] }] });
    expect((await h.stores.published.get(keys.frozen(1)))).not.toBeNull();
  });

  test('seals each to both reviewers and to nobody else, all of one length, and their order tells nothing', async () => {
    const copies = await sealedCopies();
    expect(copies).toHaveLength(11);
    expect(new Set(copies.map((c) => (c['sealed'] as Uint8Array).length)).size).toBe(1);
    const stranger = await generateIdentity();
    const read = await Promise.all(copies.map(async (c) => Promise.all([...h.identities, stranger].map((identity) => readAs(identity, c.sk, toBase64url(c['sealed'] as Uint8Array))))));
    for (const [one, other, nobody] of read) {
      expect(one).toContain(canary);
      expect(other).toBe(one);
      expect(nobody).toBeNull();
    }
    expect(new Set(read.map(([one]) => one)).size).toBe(11);
    expect(await readAs(h.identities[0]!, copies[0]!.sk, toBase64url(copies[1]!['sealed'] as Uint8Array)), 'put in another one’s place').toBeNull();
  });

  test('is for reviewers alone: nobody in the line gets at it, not as a reviewer either', async () => {
    const { next } = await review(reviewers[0]);
    for (const as of [chief, steward, manager, inNorthside]) {
      expect((await call(h, 'readReview', { as })).body['type']).toBe('not-yours');
      expect((await decide(as, next!.id, { kind: 'withhold', reason: 'attacks' })).body['type']).toBe('not-yours');
    }
    for (const as of [chief, steward, manager]) {
      const too: Person = { ...as, roles: [...as.roles, 'reviewer'] };
      expect((await call(h, 'readReview', { as: too })).body['type']).toBe('in-the-line');
      expect((await decide(too, next!.id, { kind: 'withhold', reason: 'attacks' })).body['type']).toBe('in-the-line');
    }
    expect(await sealedCopies()).toHaveLength(11);
  });

  test('is decided once: the second reviewer is told, and the sealed copy is gone', async () => {
    const { next } = await review(reviewers[0]);
    expect(next!.name).toBe('Northside');
    expect(Object.keys(next!).sort()).toEqual(['dueAt', 'group', 'id', 'name', 'round', 'sealed']);
    const text = (await readAs(h.identities[0]!, next!.id, next!.sealed))!;
    const masked = { kind: 'mask', text: text.replace(/northside-\d+/, '⟦name⟧') };
    expect((await decide(reviewers[0], next!.id, masked)).status).toBe(200);
    expect((await decide(reviewers[0], next!.id, masked)).status, 'the same again is told that it stands').toBe(200);
    expect((await decide(reviewers[1], next!.id, { kind: 'show', text })).body['type']).toBe('already-decided');
    expect(await sealedCopies()).toHaveLength(10);
    expect((await lists(inNorthside, 'northside')).lists[0]).toMatchObject({ waiting: 10, comments: [{ text: `${canary} of ⟦name⟧`, masked: true }] });
  });

  test('at the same moment too: one of two decisions stands, and each is counted once', async () => {
    const ids = (await sealedCopies()).slice(0, 4).map((c) => c.sk);
    const [same, ...others] = ids as [string, ...string[]];
    const results = await Promise.all([
      decide(reviewers[0], same, { kind: 'withhold', reason: 'attacks' }),
      decide(reviewers[1], same, { kind: 'withhold', reason: 'shows-a-family' }),
      ...others.map((id) => decide(reviewers[1], id, { kind: 'withhold', reason: 'no-comment' })),
    ]);
    expect(results.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 409]);
    const [list] = (await lists(inNorthside, 'northside')).lists;
    expect(list!.waiting).toBe(6);
    expect(list!.withheld).toContainEqual({ reason: 'no-comment', count: 3 });
    expect(list!.withheld).toHaveLength(2);
  });

  test('after five working days they are overdue, and it is said', async () => {
    expect((await review(reviewers[1])).overdue).toBe(0);
    const now = h.now;
    h.now = closes(1) + 8 * 86_400_000;
    expect(await review(reviewers[1])).toMatchObject({ waiting: 6, overdue: 6 });
    h.now = now;
  });

  test('is read by the group and by executives, and by no other group', async () => {
    expect((await lists(inRiverside, 'northside')).lists).toEqual([]);
    expect((await lists(inRiverside)).lists).toEqual([]);
    expect((await lists(chief)).lists.map((l) => l.group)).toEqual(['northside']);
    expect((await lists(manager)).lists.map((l) => l.group)).toEqual(['northside']);
  });

  test('is opened by nobody who became a reviewer afterwards', async () => {
    const late: Person = { ...reviewers[0], id: 'late' };
    await h.stores.identity.put({ pk: 'people', sk: late.id, v: 1, person: late as never });
    const identity = await enrol(h, late);
    expect(await review(late)).toMatchObject({ waiting: 0, next: null });
    const [copy] = await sealedCopies();
    expect(await readAs(identity, copy!.sk, toBase64url(copy!['sealed'] as Uint8Array))).toBeNull();
    expect((await decide(late, copy!.sk, { kind: 'withhold', reason: 'attacks' })).body['type']).toBe('not-yours');
  });
});

describe('what reaches no list', () => {
  test('is stored nowhere: nine comments under a floor of ten leave nothing but the scores', async () => {
    const h = await commentedRound({ northside: 6, riverside: 3 });
    await close(h);
    for (const pk of ['waiting', 'commentLists#1', 'comments#1#northside', 'comments#1#organisation']) expect((await h.stores.published.query(pk)).items).toEqual([]);
    const all: string[] = [];
    for (const pk of ['group#northside', 'readingRoom#1', 'commentPlan#1']) for await (const item of every(h.stores.published, pk)) all.push(JSON.stringify(item));
    expect(all.join()).not.toContain('heron');
    h.close();
  }, 120_000);

  test('goes to a larger group first: six and five make one list of the organisation', async () => {
    const h = await commentedRound({ northside: 6, riverside: 5 });
    await close(h);
    expect((await call(h, 'listComments', { as: chief })).body['lists']).toMatchObject([{ group: 'organisation', waiting: 11 }]);

    // Whoever may have written in it reads how many there are and how many are not shown and why, on their own group's page; what they say is the executives' to read.
    const [one, ...others] = (await h.stores.published.query('waiting')).items.map(({ sk }) => sk);
    expect((await call(h, 'decideComment', { as: reviewers[0], params: { id: one! }, body: { decision: { kind: 'withhold', reason: 'shows-a-family' } } })).status).toBe(200);
    const texts = await Promise.all(others.map(async (id) => [id, await readAs(h.identities[0]!, id, toBase64url((await h.stores.published.get({ pk: 'waiting', sk: id }))!['sealed'] as Uint8Array))] as const));
    for (const [id, text] of texts) expect((await call(h, 'decideComment', { as: reviewers[0], params: { id }, body: { decision: { kind: 'show', text } } })).status).toBe(200);
    const [northside, riverside] = [people[0]!, people.at(-1)!];
    const listsFor = async (as: Person, group: string) => (await call(h, 'listComments', { as, query: { group } })).body['lists'];
    const told = [{ group: 'organisation', shown: 10, waiting: 0, withheld: [{ reason: 'shows-a-family', count: 1 }], comments: null }];
    expect(await listsFor(northside, 'northside')).toMatchObject(told);
    expect(await listsFor(riverside, 'riverside')).toMatchObject(told);
    expect(JSON.stringify(await listsFor(northside, 'northside'))).not.toContain('heron');
    for (const group of ['riverside', 'organisation']) expect(await listsFor(northside, group)).toEqual([]);
    expect(await listsFor(chief, 'organisation')).toMatchObject([{ shown: 10, comments: others.map(() => ({ masked: false })) }]);
    h.close();
  }, 120_000);
});

describe('a larger group’s list', () => {
  const told = async (h: TestHouse, as: Person, group: string) => ((await call(h, 'listComments', { as, query: { group } })).body['lists'] as { round: number; group: string }[]).map((list) => [list.round, list.group]);
  const [northside, riverside] = [people[0]!, people.at(-1)!];

  test('is told in the rounds in which a group was asked, and in none before or after', async () => {
    const h = await commentedRound({ northside: 6, riverside: 5 });
    await close(h);
    // Hardly anybody is left in Riverside: in round 2 it is one group with Northside.
    for (const person of people.filter((p) => p.team === 'riverside').slice(3)) await h.stores.identity.delete(personItem(person));
    expect((await prepared(h, 2)).cohorts.map((c) => c.group)).toEqual(['northside+riverside']);
    h.now = closes(2) + 60_000;
    for (const job of ['endIssuing', 'closeRound'] as const) await run(h, job, 2);
    expect(await told(h, northside, 'northside')).toEqual([[1, 'organisation']]);
    expect(await told(h, northside, 'northside+riverside')).toEqual([]);
    h.close();
  }, 60_000);

  test('is not told where a group was withheld: nothing of what was written there is in it', async () => {
    const h = await commentedRound({ northside: 6, riverside: 5 });
    await close(h);
    const item = (await h.stores.published.get(keys.group('northside', 1)))!;
    await h.stores.published.put({ ...item, release: { ...(item['release'] as object), figures: null, hidden: 'withheld' } });
    expect(await told(h, northside, 'northside')).toEqual([]);
    expect(await told(h, riverside, 'riverside')).toEqual([[1, 'organisation']]);
    h.close();
  }, 60_000);
});

test('where more answers came than people were asked, none of that cohort’s comments is kept: they may be anyone’s', async () => {
  const h = await commentedRound({ northside: 11, riverside: 5 }, { ...smallHouse, commentFloor: 8 });
  for (const person of people.filter((p) => p.team === 'northside').slice(0, 12)) await h.stores.identity.delete({ pk: 'issued#1', sk: person.id });
  await close(h);
  expect((await h.stores.published.query('alarms')).items).toHaveLength(1);
  expect((await h.stores.published.query('waiting')).items).toEqual([]);
  h.close();
}, 60_000);
