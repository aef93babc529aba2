import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../functions/identity/people.ts';
import { dropSigningKey } from '../../functions/identity/signingKeys.ts';
import { answerKey, keys, preparedRound } from '../../functions/store/record.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { follow, type LogLine } from '../../shared/pulse/log.ts';
import { hashOfManifest, manifest as manifestShape } from '../../shared/pulse/manifest.ts';
import { core } from '../../shared/pulse/question.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, type TestHouse, testHouse } from './house.ts';
import type { Token } from '../../shared/crypto/blindToken.ts';

describe('a round, from its preparation to its release', () => {
  let h: TestHouse;
  const people = peopleOf({ northside: 18, harbour: 5, riverside: 20 });
  const held = new Map<Person, { cohort: string; token: Token }>();

  beforeAll(async () => {
    h = await testHouse(people);
    const round = await prepared(h, 1);
    h.now = opens(1);
    for (const person of people) held.set(person, await collect(h, person, round));
  }, 60_000);
  afterAll(() => h.close());

  const round = async () => (await preparedRound(h.stores.published, 1))!;
  const of = (i: number) => held.get(people[i]!)!;

  test('its manifest is what the contract says, and stands in the log', async () => {
    const { body } = await call(h, 'readManifest', { params: { round: '1' } });
    const manifest = manifestShape.parse(body);
    const lines = (await call(h, 'readLog', {})).body['lines'] as LogLine[];
    expect(lines.map((l) => l.kind)).toEqual(['prepared']);
    expect(lines[0]!.body).toBe(await hashOfManifest(manifest));
    expect(await follow(null, lines)).not.toBeNull();
  });

  test('a small team is asked together with its sibling, and told so', async () => {
    const mine = await call(h, 'readCohort', { params: { round: '1' }, as: people.find((p) => p.team === 'harbour')! });
    expect(mine.body['name']).toBe('Harbour and Northside');
    expect(mine.body['names']).toHaveLength(23);
  });

  test('the same request gets the same signature again, another one is refused', async () => {
    const other = await collect(h, people[0]!, await round()).catch((e: Error) => e.message);
    expect(other).toBe('collected-elsewhere');
  });

  test('an answer is put once: again is fine, another one is refused, a forged token too', async () => {
    const p = await round();
    const first = await submission(p, of(0), answerOf(4));
    expect((await call(h, 'submitAnswer', { body: first })).status).toBe(200);
    expect((await call(h, 'submitAnswer', { body: first })).status).toBe(200);
    const another = await submission(p, of(0), answerOf(1));
    expect(await call(h, 'submitAnswer', { body: another })).toMatchObject({ status: 409, body: { type: 'token-spent' } });
    const forged = { ...(await submission(p, of(1), answerOf(1))), signature: another['signature'] };
    expect(await call(h, 'submitAnswer', { body: forged })).toMatchObject({ status: 401, body: { type: 'forged-token' } });
    const elsewhere = { ...(await submission(p, of(1), answerOf(1))), cohort: p.manifest.cohorts.find((c) => c !== of(1).cohort) };
    expect(await call(h, 'submitAnswer', { body: elsewhere })).toMatchObject({ status: 401, body: { type: 'forged-token' } });
  });

  test('before it has opened and after it has closed nothing is accepted', async () => {
    const late = await submission(await round(), of(1), answerOf(1));
    h.now = closes(1);
    expect(await call(h, 'submitAnswer', { body: late })).toMatchObject({ status: 410 });
    h.now = opens(1) - 1;
    expect(await call(h, 'submitAnswer', { body: late })).toMatchObject({ status: 409, body: { type: 'not-open-yet' } });
    h.now = opens(1);
  });

  test('a hundred parallel submissions of one token leave one answer', async () => {
    const p = await round();
    const bodies = await Promise.all(Array.from({ length: 100 }, (_, i) => submission(p, of(1), answerOf((i % 5) + 1))));
    const results = await Promise.all(bodies.map((body) => call(h, 'submitAnswer', { body })));
    expect(results.filter((r) => r.status === 200)).toHaveLength(1);
    expect(results.filter((r) => r.status === 409)).toHaveLength(99);
    const answers = (await h.stores.anonymous.query(answerKey(1, of(1).cohort, '').pk)).items;
    expect(answers).toHaveLength(2);
  });

  test('nobody closes early, whoever asks', async () => {
    h.now = closes(1) - 1;
    expect(await run(h, 'endIssuing', 1)).toBe('not-due');
    expect(await run(h, 'closeRound', 1)).toBe('not-due');
    expect(h.stores.anonymous).toBeDefined();
    h.now = opens(1);
  });

  test('when it closes it is counted, released once, and what made it is gone', async () => {
    const p = await round();
    for (let i = 2; i < 23; i++) if (i % 2 === 0) expect((await call(h, 'submitAnswer', { body: await submission(p, of(i), answerOf(4)) })).status).toBe(200);
    for (let i = 23; i < 28; i++) await call(h, 'submitAnswer', { body: await submission(p, of(i), answerOf(2, 'canary-comment')) });
    await call(h, 'submitAnswer', { body: await submission(p, of(3), new Uint8Array(1408)) });
    h.now = closes(1) + 60_000;
    expect(await run(h, 'endIssuing', 1)).toBe('done');
    expect(await run(h, 'closeRound', 1)).toBe('done');

    const releaseOf = async (group: string) => (await h.stores.published.get(keys.group(group, 1)))?.['release'] as unknown as GroupRelease;
    const adults = await releaseOf('harbour+northside');
    expect(adults.figures).toMatchObject({ unreadable: 1, answered: { atLeast: 8, atMost: 15 } });
    expect(adults.figures!.shares['headroom']).toEqual({ percent: 70, edge: 'over' });
    expect(await releaseOf('riverside')).toMatchObject({ figures: null, hidden: 'too-few' });
    expect(await releaseOf('organisation')).toMatchObject({ figures: { answered: { atLeast: 8, atMost: 15 } }, leftOut: 1, collected: null });

    for (const cohort of p.cohorts) expect((await h.stores.anonymous.query(`answers#1#${cohort.hash}`)).items).toEqual([]);
    for (const partition of ['signingKey#1', 'issued#1', 'cohort#1', `member#${people[0]!.id}`]) expect((await h.stores.identity.query(partition)).items).toEqual([]);
    expect((await h.stores.published.query('issued#1')).items, 'nor how many collected in a group that is hidden').toEqual([]);
    expect(await h.stores.closingKeys.get(1, p.manifest.closingKey.id)).toBeNull();
    expect(p.cohorts.map((c) => dropSigningKey(c.hash)), 'no signing key stays in memory').toEqual(p.cohorts.map(() => false));
  });

  test('the marks say received, and their number says nothing', async () => {
    const { body } = await call(h, 'readMarks', { params: { round: '1' } });
    expect(body['marks']).toHaveLength(people.length);
  });

  test('each reads only what is theirs, by address too', async () => {
    const [northside] = people;
    const riverside = people.find((p) => p.team === 'riverside')!;
    expect((await call(h, 'readGroup', { params: { group: 'harbour+northside' }, as: northside! })).status).toBe(200);
    expect(await call(h, 'readGroup', { params: { group: 'harbour+northside' }, as: riverside })).toMatchObject({ status: 403, body: { type: 'not-yours' } });
    expect((await call(h, 'readGroup', { params: { group: 'organisation' }, as: riverside })).status).toBe(403);
    expect((await call(h, 'readGroup', { params: { group: 'nothing-here' }, as: riverside })).status).toBe(403);
    expect((await call(h, 'readReadingRoom', { as: riverside })).status).toBe(403);
    const executive: Person = { id: 'chief', name: 'Chief', roles: ['executive'], team: null, manages: [] };
    const room = await call(h, 'readReadingRoom', { as: executive });
    expect((room.body['groups'] as unknown[]).length).toBe(5);
    // What its measures say, told when the round was released: after one round that is not much.
    for (const { latest, says } of room.body['groups'] as { latest: GroupRelease; says: Saying[] }[])
      expect(says.map((said) => [said.question, said.direction, said.label])).toEqual(core.map((q) => [q.id, null, latest.figures === null ? 'Not shown' : 'Too short to say']));
    expect((await call(h, 'listGroups', { as: northside! })).body['groups']).toHaveLength(1);
  });
});
