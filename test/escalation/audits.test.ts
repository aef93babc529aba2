import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RouteName, routeRows } from '../../shared/contract/contract.ts';
import type { Role } from '../../shared/contract/route.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { newReceipt, threadOf } from '../../shared/escalation/receipt.ts';
import { keys as calendarKeys, newBusyFeed } from '../../functions/identity/calendars.ts';
import { keys as identityKeys, type Person, personItem } from '../../functions/identity/people.ts';
import { attribute, stored } from '../../functions/store/record.ts';
import { endpoints } from '../../infra/registry.ts';
import { call } from '../round/house.ts';
import { newDevice } from '../wallet/browserStandIn.ts';
import { collectTokens, executives, guardian, nextBatch, openingOf, type SpeakingHouse, speakingHouse, staff, writing, type Writing } from './house.ts';

/**
 * What audits have found in other programmes for speaking up, and which test fails here once its guard is taken out.
 *
 *     weak receipts                          receipt.test.ts       the words · a receipt is drawn
 *     the time a look-up takes               stands.slow.test.ts   a look-up of a right and a wrong receipt … · takes as long …
 *     secrets in logs                        wall/silence.test.ts  a run of every route with a canary
 *     key derivation without a bound         receipt.test.ts       what is derived is bounded before it starts · costs the same
 *     an access check that is missing        here                  every route asks who it is · lets in its roles and nobody else
 *     an administrator who reads a secret    here                  nobody is answered what opens something of somebody else
 *     signing somebody out by forgery        local/signIn.test.ts  nobody is signed out by a page that is not ours
 *     script where “encrypted” was believed  stands.slow.test.ts   an envelope that is none is refused by name wherever one is taken
 *                                            thread.test.ts        … where it is nothing that Headroom writes
 *                                            journey/inbox         what looks like markup is words
 *     plain text where sealing failed        here                  a message that cannot be sealed is neither kept nor sent
 *     ids in sequence                        here                  no name tells the next one, or what came before it
 *     a webhook that reaches inside          calendar/published    what points inside is never asked · a redirect · resolved once
 *     shares and keys under another’s name   stands.slow.test.ts   a reader’s key · under another one’s name
 */
let h: SpeakingHouse;
let w: Writing;
const busy = 'https://calendars.example/private-9f3b.ics';
const mail = 'bethan@northmoor.example';
const how = 'On 01632 960555, after five.';
let feed: string;
beforeAll(async () => {
  [h, w] = [await speakingHouse(), await writing()];
  const [token] = await collectTokens(h, staff[0]!);
  await call(h, 'openThread', { body: await openingOf(h, w, token!, 'The heron.') });
  await nextBatch(h);
  await h.stores.identity.put(personItem({ ...staff[1]!, mail }));
  await h.stores.identity.put({ ...calendarKeys.busyFeed(staff[1]!.id), v: 1, version: 1, feed: stored(newBusyFeed(staff[1]!.id, busy, h.now)) });
  feed = String((await call(h, 'makeFeed', { as: staff[1]! })).body['path']);
  await call(h, 'requestContact', { as: staff[1]!, body: { how } });
}, 60_000);
afterAll(() => h.close());

type Served = Exclude<RouteName, 'moveClock'>;
const served = Object.keys(endpoints) as Served[];
const everyRole: readonly Role[] = ['practitioner', 'manager', 'executive', 'guardian', 'principal', 'reviewer', 'steward'];
const someone = (...roles: Role[]): Person => ({ id: 'someone', name: 'Someone', roles, team: 'northside', manages: [] });
/** Of whatever a route asks for in its address: somebody else’s. */
const params = () => ({ person: staff[1]!.id, team: 'northside', monday: '2026-01-12', group: 'northside', round: '1', period: '24312', month: '24312', thread: w.thread, id: h.readers[1]!.id, number: '1', session: `${'a'.repeat(16)}-01`, entry: 'a'.repeat(16), tick: 'a'.repeat(16), secret: 'A'.repeat(43) });
const ask = (name: Served, as: Person | null, body?: unknown) => call(h, name, { as, params: params(), ...(body === undefined ? {} : { body }) });

describe('an access check is missing nowhere:', () => {
  const named = served.filter((name) => routeRows.get(name)?.who !== 'anyone');
  test.each(named)('%s asks who it is', async (name) => expect(await ask(name, null)).toMatchObject({ status: 401, body: { type: 'signed-out' } }));

  const byRole = named.flatMap((name) => {
    const who = routeRows.get(name)?.who;
    return Array.isArray(who) ? [[name, who as readonly Role[]] as const] : [];
  });
  test.each(byRole)('%s lets in %o and nobody else', async (name, roles) => {
    for (const role of everyRole.filter((one) => !roles.includes(one))) expect(await ask(name, someone(role)), role).toMatchObject({ status: 403, body: { type: 'not-yours' } });
    expect((await ask(name, someone(...roles))).body['type']).not.toBe('not-yours');
  });
  test('(there are as many as one would think)', () => expect([named.length > 50, byRole.length > 20]).toEqual([true, true]));
});

describe('nobody is answered what opens something of somebody else:', () => {
  const readable = served.filter((name) => routeRows.get(name)?.method === 'GET');
  async function secrets(): Promise<Record<string, string>> {
    const { items } = await h.stores.identity.query('speakReaders');
    const wrapped = items.map((item) => [`the key of ${attribute<string>(item, 'name')}`, toBase64url(attribute<Uint8Array>(item, 'wrapped'))] as const);
    const { items: months } = await h.stores.identity.query('speakKeys');
    const signing = months.flatMap((item) => Object.values(item).flatMap((value) => (value instanceof Uint8Array ? [toBase64url(value)] : typeof value === 'string' && value.length > 100 ? [value] : [])));
    return { ...Object.fromEntries(wrapped), ...Object.fromEntries(signing.map((key, i) => [`signing key ${i}`, key])), 'the address of a calendar': busy, 'a private address': feed.split('/').at(-1)!.slice(0, 30), 'a mail address': mail };
  }
  const callers: readonly (readonly [string, Person])[] = [
    ...everyRole.map((role) => [role, someone(role)] as const),
    ['everything at once', someone(...everyRole)],
    ['steward and guardian', { ...guardian, id: 'someone', roles: ['guardian', 'executive', 'steward'] }],
    ['another reader', { ...executives[0], id: 'someone' }],
  ];
  test('(there are such secrets, and their own people do get theirs)', async () => {
    expect(Object.keys(await secrets()).length).toBeGreaterThan(6);
    const own = JSON.stringify((await call(h, 'readInbox', { as: executives[0] })).body);
    expect(own).toContain((await secrets())[`the key of ${executives[0].name}`]);
    expect(own).not.toContain((await secrets())[`the key of ${executives[1].name}`]);
  });
  test.each(callers)('%s', async (_who, person) => {
    const all = Object.entries(await secrets());
    for (const name of readable) {
      const answer = JSON.stringify((await ask(name, person)).body);
      for (const [what, secret] of all) expect(answer.includes(secret), `${name} answers ${what}`).toBe(false);
    }
  });
  test('how somebody can be reached is answered to the guardian alone', async () => {
    for (const [who, person] of callers) {
      const told = await Promise.all(readable.map(async (name) => JSON.stringify((await ask(name, person)).body).includes(how)));
      expect(told.some(Boolean), who).toBe(person.roles.includes('guardian'));
    }
  });
});

describe('no name tells the next one, or what came before it:', () => {
  const expectRandom = (names: readonly string[]): void => {
    expect(new Set(names).size).toBe(names.length);
    const sorted = names.toSorted();
    expect([names, names.toReversed()]).not.toContainEqual(sorted);
    for (const [i, name] of names.entries()) {
      expect(name.length).toBeGreaterThanOrEqual(43);
      // Neighbours share no more than chance gives: four letters of 64 in one place are one in sixteen million.
      for (const other of names.slice(i + 1)) expect(name.slice(0, 4)).not.toBe(other.slice(0, 4));
    }
  };
  test('not a thread’s, which its writer draws, nor its id', async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => threadOf(newReceipt())));
    expectRandom(keys.map(({ thread }) => thread));
    expectRandom(keys.map(({ threadId }) => threadId));
  });
  test('not a private address', async () => {
    const paths: string[] = [];
    for (const person of staff) paths.push(String((await call(h, 'makeFeed', { as: person })).body['path']).split('/').at(-1)!.replace('.ics', ''));
    expectRandom(paths);
  });
  test('and whoever sends a message is answered that it was received, and no number of it', async () => {
    const [token] = await collectTokens(h, staff[2]!);
    const another = await writing(newReceipt());
    expect(await call(h, 'openThread', { body: await openingOf(h, another, token!, 'Another.') })).toMatchObject({ status: 200, body: { received: true } });
    const { items } = await h.stores.identity.query('speakReaders');
    expect(items.map(({ sk }) => sk), 'a key is named by its own hash').toEqual(h.readers.map(({ id }) => id).toSorted());
    expect(identityKeys.speakReader('x').sk).toBe('x');
  });
});

describe('a message that cannot be sealed is neither kept nor sent', () => {
  const host = 'https://anonymous.example';
  /** The library as it is, but that its sealing does this. */
  async function seal(encrypt: () => Promise<Uint8Array>): Promise<{ why: string | null | undefined; outbox: unknown; asked: readonly string[] }> {
    vi.resetModules();
    newDevice();
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
      asked.push(`${new URL(url).pathname} ${typeof init.body === 'string' ? init.body : ''}`);
      throw new TypeError('no connection');
    });
    const real = await vi.importActual<typeof import('age-encryption')>('age-encryption');
    vi.doMock('age-encryption', () => ({ ...real, Encrypter: class extends real.Encrypter { override encrypt = encrypt as never; } }));
    try {
      const { speakingStores } = await import('../../web/src/wallet/speakTokens.ts');
      const { purseOf } = await import('../wallet/slips.ts');
      const { monthOf } = await import('../../shared/escalation/speakToken.ts');
      const stores = await speakingStores();
      await stores.put('months', await purseOf('ada', monthOf(Date.now()), 2));
      const readers = h.readers.slice(0, 2).map(({ id, recipient, signs }, i) => ({ id, recipient, signs, name: executives[i]!.name, role: 'executive' as const, by: id, signature: '', replaces: null }));
      const recovery = { id: h.recovery.id, recipient: h.recovery.recipient, by: h.readers[0]!.id, signature: '' };
      await stores.put('house', { v: 1, keptOn: '2026-01-12', readers: { readers, former: [], recovery }, problem: null, referrals: null, terms: [], whyKeys: {}, names: [] }, 'forWriting');
      const { sealAndQueue } = await import('../../web/src/speaking/seal.ts');
      const draft = { theme: 'workload' as const, reason: null, readers: [h.readers[0]!.id], about: [], text: 'The heron lantern 40713', receipt: newReceipt() };
      const why = await Promise.race([sealAndQueue(draft, 'ada', host), new Promise<undefined>((done) => setTimeout(() => done(undefined), 3000))]);
      return { why, outbox: await stores.getAll('outbox'), asked };
    } finally {
      vi.doUnmock('age-encryption');
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  }
  const sealer = async (): Promise<Uint8Array> => {
    throw new DOMException('not here', 'NotSupportedError');
  };
  test.each([
    ['throws', sealer, 'reader-gone'],
    ['gives the text back as it was', async () => new TextEncoder().encode('The heron lantern 40713'), 'cannot-encrypt'],
    ['takes for ever', () => new Promise<Uint8Array>(() => undefined), undefined],
  ] as const)('where the library %s', async (_what, encrypt, expected) => {
    const { why, outbox, asked } = await seal(encrypt);
    expect(why).toBe(expected);
    expect(outbox).toEqual([]);
    expect(asked.join('\n')).not.toMatch(/heron|40713/);
  });
});
