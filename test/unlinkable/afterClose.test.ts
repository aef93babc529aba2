import { createPrivateKey } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attribute, preparedRound, type Prepared } from '../../functions/store/record.ts';
import { importClosingKey, infoOf, open } from '../../shared/crypto/sealed.ts';
import { decodeAnswer, encodeAnswer } from '../../shared/pulse/answer.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, testHouse } from '../round/house.ts';
import { enrol, reviewers } from '../review/house.ts';
import { openHouse } from './houseOf.ts';
import { copyOf, filesIn, holding, type Row, rowsOf } from './raw.ts';

/**
 * Once a round has closed: someone has every file of the house, and a copy of the anonymous table that was taken while the round
 * was open. The answers in that copy are noise, since the one key that opens them is nowhere any more.
 */
const people = peopleOf({ northside: 17, riverside: 17 });
const canary = 'the heron lantern 40713 in Quayside Road';
const sides = ['identity', 'anonymous', 'published'];

let p: Prepared;
/** While the round is open: the whole house, its closing key with it. */
let before = '';
/** The same house once it has closed, still running: and after it was stopped. */
let running = '';
let after = '';
/** Every file there is of the closed round. */
const left = (): Map<string, Buffer> => filesIn(running, after);
let closingKey: Uint8Array;
let signingKeys: Uint8Array[] = [];
let answers: Row[] = [];

const sealedIn = ({ body }: Row): Uint8Array => new Uint8Array(Buffer.from((JSON.parse(body) as { sealed: { $bytes: string } }).sealed.$bytes, 'base64'));
async function opening(row: Row, raw: Uint8Array): Promise<Uint8Array | null> {
  const info = await infoOf({ round: 1, cohort: row.pk.split('#')[2]!, closingKeyId: p.manifest.closingKey.id, head: p.head });
  return open(await importClosingKey(raw), info, sealedIn(row));
}

beforeAll(async () => {
  const founded = await testHouse([...people, ...reviewers]);
  founded.close();
  const h = openHouse(founded.folder);
  // Two who may read comments are there, so that it is the floor of comments alone that keeps these from them.
  for (const reviewer of reviewers) await enrol(h, reviewer);
  await prepared(h, 1);
  p = (await preparedRound(h.stores.published, 1))!;
  h.now = opens(1);
  closingKey = (await h.stores.closingKeys.get(1, p.manifest.closingKey.id))!;
  const keys = (await h.stores.identity.query('signingKey#1')).items.map((item) => attribute<Uint8Array>(item, 'pkcs8'));
  signingKeys = keys.map((pkcs8) => new Uint8Array(Buffer.from(createPrivateKey({ key: Buffer.from(pkcs8), type: 'pkcs8', format: 'der' }).export({ format: 'jwk' }).p ?? '', 'base64url')));
  for (const [i, person] of people.entries()) {
    const held = await collect(h, person, p);
    if (i % 4 === 0) continue;
    const body = await submission(p, held, answerOf((i % 5) + 1, i % 8 === 1 ? canary : null));
    expect((await call(h, 'submitAnswer', { body })).status).toBe(200);
  }
  before = copyOf(h.folder);
  answers = rowsOf(before, 'anonymous');
  h.now = closes(1) + 60_000;
  expect([await run(h, 'endIssuing', 1), await run(h, 'closeRound', 1)]).toEqual(['done', 'done']);
  running = copyOf(h.folder);
  h.close();
  after = h.folder;
});
afterAll(() => [before, running, after].forEach((folder) => rmSync(folder, { recursive: true })));

test('the house is whole, and answers were there and were counted', () => {
  expect(answers).toHaveLength(25);
  expect(new Set([...filesIn(after).keys()].map((name) => name.split('/').at(-1)))).toEqual(new Set(['anonymous.sqlite', 'identity.sqlite', 'published.sqlite']));
  expect(rowsOf(after, 'anonymous')).toEqual([]);
  expect(rowsOf(after, 'published').filter((r) => r.pk === 'group#northside')).toHaveLength(1);
});

describe('the closing key', () => {
  test('is in no file any more, in no spelling, nor is half of it', () => {
    const files = left();
    for (const part of [closingKey, closingKey.subarray(0, 16), closingKey.subarray(16)]) expect(holding(files, part)).toEqual([]);
  });
  test('(while the round was open the search found it, in the one file it was in)', () => {
    const found = holding(filesIn(before), closingKey);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('closing-keys');
  });
  test('(the search finds a key however it is written, wherever it begins)', () => {
    const key = Buffer.from(closingKey);
    for (const lead of ['', 'x', 'xy', 'xyz'])
      for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const) {
        const written = Buffer.from(Buffer.concat([Buffer.from(lead), key, Buffer.from('and more')]).toString(encoding), 'latin1');
        expect(holding(new Map([['a file', written]]), closingKey)).toEqual(['a file']);
      }
  });
});

describe('no answer of the copied table opens', () => {
  /** Anything in the house that is as long as a key: every 32 bytes that a record spells, and every hash made public. */
  const candidates = (folder: string): Uint8Array[] => {
    const text = [...sides.flatMap((side) => rowsOf(folder, side)).map((r) => `${r.pk} ${r.sk} ${r.body}`), ...[...filesIn(folder).values()].filter((b) => b.length === 32).map((b) => b.toString('base64url'))].join('\n');
    const spelled = text.match(/(?<![\w+/-])[\w+/-]{43}(?![\w+/-])/g) ?? [];
    return [...new Set(spelled)].map((word) => new Uint8Array(Buffer.from(word, 'base64url')));
  };

  test('with anything in the house that could be a key', async () => {
    const keys = candidates(after);
    expect(keys.length).toBeGreaterThan(5);
    for (const row of answers.slice(0, 5)) expect((await Promise.all(keys.map((key) => opening(row, key)))).filter((plain) => plain !== null)).toEqual([]);
  });
  test('(guard out: with the closing key kept, every one opens)', async () => {
    const tried = await Promise.all(candidates(before).map(async (key) => ({ key, plain: await opening(answers[0]!, key) })));
    const found = tried.filter(({ plain }) => plain !== null).map(({ key }) => key);
    expect(found).toEqual([closingKey]);
    const plain = await Promise.all(answers.map((row) => opening(row, found[0]!)));
    expect(plain.filter((bytes) => bytes !== null && decodeAnswer(bytes, p.manifest.questions) !== null)).toHaveLength(answers.length);
  });
});

test('no signing key is left, so that nobody can make a token for the round', () => {
  expect(signingKeys).toHaveLength(2);
  for (const key of signingKeys) {
    expect(holding(filesIn(before), key).length, 'while it was open the search found it').toBeGreaterThan(0);
    expect(holding(left(), key)).toEqual([]);
  }
});

test('nobody’s asking is left: neither who collected nor what was signed for them', () => {
  const digests = rowsOf(before, 'identity').filter((r) => r.pk === 'issued#1').map((r) => (JSON.parse(r.body) as { digest: string }).digest);
  expect(digests).toHaveLength(people.length);
  const files = [...left().values()];
  for (const digest of digests) expect(files.some((bytes) => bytes.includes(digest))).toBe(false);
});

test('no answer is left in any file, sealed or by the name of its token', () => {
  const [held, kept] = [[...filesIn(before).values()], [...left().values()]];
  for (const row of answers) {
    const piece = Buffer.from(sealedIn(row)).toString('base64').slice(40, 120);
    expect(held.some((bytes) => bytes.includes(piece))).toBe(true);
    for (const trace of [piece, row.sk]) expect(kept.some((bytes) => bytes.includes(trace))).toBe(false);
  }
});

describe('a canary in comments of fewer people than the floor of comments', () => {
  const trace = new TextEncoder().encode(canary);
  const words = new TextEncoder().encode('heron lantern');

  test('is found nowhere after the close: in no file, no record, nothing that is served', async () => {
    const files = new Map([...left(), ...sides.map((side): [string, Buffer] => [side, Buffer.from(JSON.stringify(rowsOf(after, side)))])]);
    expect(holding(files, trace)).toEqual([]);
    expect(holding(files, words)).toEqual([]);
    const h = openHouse(copyOf(after));
    h.now = closes(1) + 120_000;
    const chief = { id: 'chief', name: 'Chief', roles: ['executive' as const], team: null, manages: [] };
    const served = await Promise.all([
      call(h, 'readReadingRoom', { as: chief }), call(h, 'listGroups', { as: chief }), call(h, 'readAlarms', { as: chief }), call(h, 'readGroup', { params: { group: 'northside' }, as: chief }),
      call(h, 'readMarks', { params: { round: '1' } }), call(h, 'readManifest', { params: { round: '1' } }), call(h, 'readLog', {}),
    ]);
    expect(served.map((s) => s.status)).toEqual(served.map(() => 200));
    expect(JSON.stringify(served)).not.toMatch(/heron|lantern|Quayside/i);
    h.close();
    rmSync(h.folder, { recursive: true });
  });

  test('nor is it sealed for the two who may read comments, though comments were asked for', () => {
    expect(p.manifest.comment).toMatchObject({ floor: 10, reviewers: [{}, {}] });
    // Whatever is sealed to a reader begins like this.
    const sealed = Buffer.from('age-encryption.org/v1').toString('base64');
    expect(rowsOf(after, 'published').filter((row) => row.body.includes(sealed))).toEqual([]);
  });

  test('nor while the round is open, since it is sealed on the device', () => expect(holding(filesIn(before), words)).toEqual([]));

  test('(it was there: the copied table, opened with the closing key while there was one, says it)', async () => {
    const plain = await Promise.all(answers.map((row) => opening(row, closingKey)));
    expect(plain.filter((bytes) => bytes !== null && decodeAnswer(bytes, p.manifest.questions)?.comment === canary)).toHaveLength(5);
  });

  test('(guard out: an answer put without being sealed is found)', async () => {
    const h = openHouse(copyOf(before));
    await h.stores.anonymous.put({ pk: answers[0]!.pk, sk: 'unsealed', v: 1, sealed: encodeAnswer(answerOf(1, canary)) });
    h.close();
    expect(holding(filesIn(h.folder), words).length).toBeGreaterThan(0);
    rmSync(h.folder, { recursive: true });
  });
});
