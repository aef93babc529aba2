import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../functions/identity/people.ts';
import { spentName } from '../../functions/anonymous/verifier.ts';
import { preparedRound, type Prepared } from '../../functions/store/record.ts';
import { importClosingKey, infoOf, open } from '../../shared/crypto/sealed.ts';
import { type Answer, decodeAnswer } from '../../shared/pulse/answer.ts';
import { browsersClient } from '../crypto/clients.ts';
import { enrol, readAs, reviewers } from '../review/house.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, smallHouse, submission, testHouse } from '../round/house.ts';
import { openHouse, twinOf } from './houseOf.ts';
import { copyOf, filesIn, pagesOf, type Row, rowsOf } from './raw.ts';
import { drawing } from './seeded.ts';

/**
 * One round, run twice from the same start with the same draws and clock, the answers of two people exchanged. Whatever the
 * identity side holds or said that differs would be something it knows of an answer.
 */
const people = peopleOf({ northside: 12, harbour: 5, riverside: 17 });
const [one, other] = [people[2]!, people[6]!];
const lists = { profession: ['Rather not say', 'Social worker', 'Occupational therapist'], contract: ['Rather not say', 'Permanent', 'Agency'] };
/** Two in three write, and of the two one does. */
const writes = (i: number): boolean => i !== 2 && i % 3 !== 1;
const mine = (i: number): Answer => ({ ...answerOf((i % 5) + 1, writes(i) ? `a comment of my own, number ${i}` : null), ...(i % 4 === 0 ? {} : { classes: { profession: 2 + (i % 2), contract: 2 } }) });
const asItWas = (person: Person): Answer => mine(people.indexOf(person));
const exchanged = (person: Person): Answer => asItWas(person === one ? other : person === other ? one : person);

interface Sides {
  identity: Row[];
  anonymous: Row[];
  published: Row[];
  /** Files and logs of the identity side, byte for byte but for the log’s salts. */
  identityBytes: unknown;
}
interface Played {
  open: Sides;
  closed: Sides;
  /** All that went to and from the identity side. */
  said: string[];
  /** The spent name of a person’s token. */
  spent: ReadonlyMap<Person, string>;
  /** A copy of the house while it was open. */
  copy: string;
}

let start = '';
const copies: string[] = [];

function sidesOf(folder: string): Sides {
  const [identity, anonymous, published] = ['identity', 'anonymous', 'published'].map((side) => rowsOf(folder, side)) as [Row[], Row[], Row[]];
  const files = new Map([...filesIn(folder)].map(([name, bytes]) => [name.slice(name.indexOf('/') + 1), bytes]));
  const identityBytes = { file: files.get('identity.sqlite')!.toString('base64'), log: pagesOf(files.get('identity.sqlite-wal') ?? Buffer.alloc(0)) };
  return { identity, anonymous, published, identityBytes };
}

/** `draws`: what a device draws from. Only a device that leaks takes its answer into account there. */
async function play(answers: (person: Person) => Answer, draws: (person: Person) => string = (person) => person.id): Promise<Played> {
  const { house: h, gone } = twinOf(start);
  const p = (await preparedRound(h.stores.published, 1))!;
  const said: string[] = [];
  const spent = new Map<Person, string>();
  const held = new Map<Person, Awaited<ReturnType<typeof collect>>>();
  for (const person of people) {
    h.now += 60_000;
    const collected = await drawing(`collect ${draws(person)}`, () => collect(h, person, p, browsersClient));
    held.set(person, collected);
    spent.set(person, spentName(collected.token.prepared));
    said.push(JSON.stringify(await call(h, 'readMe', { as: person })), JSON.stringify(await call(h, 'readCohort', { params: { round: '1' }, as: person })));
  }
  for (const person of people.slice(0, 28)) {
    h.now += 3_600_000;
    const body = await drawing(`answer ${person.id}`, () => submission(p, held.get(person)!, answers(person)));
    expect((await call(h, 'submitAnswer', { body })).status).toBe(200);
  }
  const copy = copyOf(h.folder);
  copies.push(copy);
  const during = sidesOf(h.folder);
  h.now = closes(1) + 60_000;
  expect([await run(h, 'endIssuing', 1), await run(h, 'closeRound', 1)]).toEqual(['done', 'done']);
  for (const person of people) said.push(JSON.stringify(await call(h, 'listGroups', { as: person })), JSON.stringify(await call(h, 'readGroup', { params: { group: 'harbour+northside' }, as: person })));
  const closed = sidesOf(h.folder);
  gone();
  return { open: during, closed, said, spent, copy };
}

/** What a comment is sealed with is drawn anew each time; what it says is looked at by itself. */
const named = (rows: readonly Row[]): Map<string, string> => new Map(rows.map((row) => [`${row.pk} / ${row.sk}`, JSON.stringify(row.pk === 'waiting' ? { ...row, body: null } : row)]));
/** The names of rows that differ between two tables. */
function difference(a: readonly Row[], b: readonly Row[]): string[] {
  const [left, right] = [named(a), named(b)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name)).sort();
}

/** What a table of the open round says with its closing key in hand: the answer under each token. */
async function opened({ copy, open: { anonymous } }: Played): Promise<Map<string, Answer | null>> {
  const h = openHouse(copyOf(copy));
  const p: Prepared = (await preparedRound(h.stores.published, 1))!;
  const key = await importClosingKey((await h.stores.closingKeys.get(1, p.manifest.closingKey.id))!);
  const found = new Map<string, Answer | null>();
  for (const { pk, sk, body } of anonymous) {
    const info = await infoOf({ round: 1, cohort: pk.split('#')[2]!, closingKeyId: p.manifest.closingKey.id, head: p.head });
    const { sealed } = JSON.parse(body) as { sealed: { $bytes: string } };
    const plain = await open(key, info, new Uint8Array(Buffer.from(sealed.$bytes, 'base64')));
    found.set(sk, plain === null ? null : decodeAnswer(plain, p.manifest.questions, lists));
  }
  h.close();
  rmSync(h.folder, { recursive: true });
  return found;
}

/** The comments that wait for the reviewers, by name, as each of them reads them, in order of names. */
async function waiting({ closed: { published } }: Played, keys: readonly string[]): Promise<Map<string, (string | null)[]>> {
  const rows = published.filter(({ pk }) => pk === 'waiting');
  return new Map(await Promise.all(rows.map(async ({ sk, body }) => [sk, await Promise.all(keys.map((key) => readAs(key, sk, Buffer.from((JSON.parse(body) as { sealed: { $bytes: string } }).sealed.$bytes, 'base64').toString('base64url'))))] as const)));
}

describe.each([
  { where: 'nobody reviews comments', reviewing: [] },
  { where: 'two reviewers get the comments', reviewing: reviewers },
])('two people’s answers exchanged where $where', ({ reviewing }) => {
  let first: Played;
  let second: Played;
  let keys: string[] = [];

  beforeAll(async () => {
    const h = await testHouse([...people, ...reviewing], { ...smallHouse, classes: lists });
    keys = await Promise.all(reviewing.map((reviewer) => enrol(h, reviewer)));
    h.close();
    start = h.folder;
    const founded = openHouse(start);
    await prepared(founded, 1);
    founded.now = opens(1);
    founded.close();
    first = await play(asItWas);
    second = await play(exchanged);
  });
  afterAll(() => [start, ...copies.splice(0)].forEach((folder) => rmSync(folder, { recursive: true })));

  test('leave the identity side as it was, byte for byte: while the round is open', () => {
    expect(first.open.identity.length).toBeGreaterThan(people.length * 2);
    expect(difference(first.open.identity, second.open.identity)).toEqual([]);
    expect(second.open.identityBytes).toEqual(first.open.identityBytes);
  });

  test('and after the close', () => {
    expect(difference(first.closed.identity, second.closed.identity)).toEqual([]);
    expect(second.closed.identityBytes).toEqual(first.closed.identityBytes);
  });

  test('leave all that it asked and answered as it was', () => {
    expect(first.said).toHaveLength(people.length * 4);
    expect(second.said).toEqual(first.said);
  });

  test('change two rows of the anonymous side and no other', () => {
    const changed = difference(first.open.anonymous, second.open.anonymous);
    expect(new Set(changed.map((name) => name.split(' / ')[1]))).toEqual(new Set([first.spent.get(one), first.spent.get(other)]));
    expect(changed).toHaveLength(2);
  });

  test('are rows that say the version of their shape, on each side, while the round is open and after it', () => {
    for (const { open: during, closed } of [first, second])
      for (const rows of [during.identity, during.anonymous, during.published, closed.identity, closed.published]) {
        expect(rows.length).toBeGreaterThan(1);
        expect(rows.filter(({ body }) => !Number.isInteger((JSON.parse(body) as { v?: unknown }).v))).toEqual([]);
      }
  });

  test('which are those two answers, exchanged', async () => {
    const [before, after] = [await opened(first), await opened(second)];
    expect(before.size).toBe(28);
    const [a, b] = [first.spent.get(one)!, first.spent.get(other)!];
    expect(before.get(a)).toEqual(asItWas(one));
    expect(before.get(b)).toEqual(asItWas(other));
    expect(after).toEqual(new Map([...before, [a, before.get(b)!], [b, before.get(a)!]]));
  });

  test('leave what is published as it was, but for two marks and the line of the log that vouches for them', () => {
    expect(difference(first.open.published, second.open.published)).toEqual([]);
    const changed = difference(first.closed.published, second.closed.published);
    // A line a reviewer’s key, and the one that prepared the round, stand before it.
    expect(changed).toEqual(['frozen / 00000001', `log / 0000000${reviewing.length + 2}`, 'marks#1 / 00000000']);
    const marks = ({ closed }: Played) => (JSON.parse(closed.published.find((r) => r.pk === 'marks#1')!.body) as { marks: string[] }).marks;
    const kept = new Set(marks(first));
    expect(marks(second).filter((mark) => !kept.has(mark))).toHaveLength(2);
    expect(marks(second)).toHaveLength(marks(first).length);
  });

  test('leave what the reviewers get as it was: the same texts under the same names', async () => {
    const [before, after] = [await waiting(first, keys), await waiting(second, keys)];
    expect(after).toEqual(before);
    // As many in each list as are published to have answered, out of what was written; each reviewer reads the same.
    const read = [...before.values()];
    const written = people.slice(0, 28).flatMap((_, i) => (writes(i) ? [`a comment of my own, number ${i}`] : []));
    expect(read.length).toBe(reviewing.length === 0 ? 0 : 16);
    for (const [text, other] of read) {
      expect(written).toContain(text);
      expect(other).toBe(text);
    }
  });

  test('leave nothing behind: all answers are gone from both', () => {
    expect(first.closed.anonymous).toEqual([]);
    expect(second.closed.anonymous).toEqual([]);
  });

  test('(not exchanged, nothing at all differs)', async () => {
    const again = await play(asItWas);
    expect(again.open).toEqual(first.open);
    expect(difference(again.closed.published, first.closed.published)).toEqual([]);
    expect({ ...again.closed, published: [] }).toEqual({ ...first.closed, published: [] });
  });

  test('(guard out: a device that lets its answer into its request is seen)', async () => {
    const leaking = (answers: (p: Person) => Answer) => play(answers, (person) => `${person.id} ${JSON.stringify(answers(person))}`);
    const [a, b] = [await leaking(asItWas), await leaking(exchanged)];
    expect(difference(a.open.identity, b.open.identity)).toEqual([one, other].map((p) => `issued#1 / ${p.id}`).sort());
    expect(b.open.identityBytes).not.toEqual(a.open.identityBytes);
  });
});
