import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { spentName } from '../../functions/anonymous/verifier.ts';
import { serve } from '../../functions/http/pipeline.ts';
import type { Person } from '../../functions/identity/people.ts';
import { granted } from '../../functions/store/granted.ts';
import { schema, sqliteStore } from '../../functions/store/sqlite.ts';
import type { Store } from '../../functions/store/store.ts';
import { endpoints } from '../../infra/registry.ts';
import { blind, finalize, publicKeyOf, tokenMessage } from '../../shared/crypto/blindToken.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { sealOverheadBytes } from '../../shared/crypto/size.ts';
import { leavesAt } from '../../web/src/anonymous/pause.ts';
import { answerOf, call, closes, keyOfCohort, opens, peopleOf, prepared, run, submission, testHouse, type TestHouse } from '../round/house.ts';
import { openHouse } from './houseOf.ts';
import { copyOf, filesIn, type Row, rowsOf } from './raw.ts';

/**
 * Someone holds the files of both sides and joins who collected with what was answered. Each way to try is tried twice: against
 * the house as it is, and with the one guard taken out that stands in its way, where it has to succeed, or it would prove nothing.
 *
 * Everybody here answers a minute after collecting, in one order: the worst case, a shared computer, and the easiest to join.
 */
const people = peopleOf({ northside: 24 });
/** As many pairs as luck may give: of 24 pairs at random, more than 8 are right once in a million times. */
const luck = 8;

/** Numbers below 1 that are the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
function shuffled<T>(all: readonly T[], roll: () => number): T[] {
  return all.map((one) => ({ one, at: roll() })).sort((a, b) => a.at - b.at).map(({ one }) => one);
}

/** What one person’s device sends, made once: signing is deterministic, so that every play of the round issues the same tokens. */
interface Device {
  person: Person;
  asks: { blinded: string };
  submits: Record<string, unknown>;
  spent: string;
  commentBytes: number;
}

/** What is taken out for a try. */
interface GuardsOut {
  /** Both tables with numbered rows. */
  rowids?: true;
  /** Both sides name records by a running number. */
  numbered?: true;
  /** Both sides write down when. */
  stamped?: true;
  /** Answers are as long as what they say. */
  unpadded?: true;
  /** The edge logs requests. */
  logging?: true;
  /** Nothing is forgotten at the close. */
  remembering?: true;
}

/** What is taken from the house: copies of its folder, and all it wrote to a log. */
interface Taken {
  open: string;
  closed: string;
  lines: string[];
}
type Guess = ReadonlyMap<string, string>;

let start = '';
/** In the order they collect in, which is not that of their names. */
let devices: Device[] = [];
const folders: string[] = [];

beforeAll(async () => {
  const h = await testHouse(people);
  const p = await prepared(h, 1);
  h.now = opens(1);
  h.close();
  start = h.folder;
  folders.push(start);

  const once = openHouse(copyOf(start));
  folders.push(once.folder);
  const params = { round: '1' };
  const cohort = p.manifest.cohorts[0]!;
  const key = await publicKeyOf(await keyOfCohort(once, 1, cohort));
  const made: Device[] = [];
  for (const [i, person] of people.entries()) {
    const blinded = await blind(key, await tokenMessage(1, cohort));
    const asks = { blinded: toBase64url(blinded.blinded) };
    const { body } = await call(once, 'issueToken', { params, as: person, body: asks });
    const token = await finalize(key, blinded, fromBase64url(String(body['signature'])));
    const comment = 'x'.repeat(i * 7);
    made.push({ person, asks, spent: spentName(token.prepared), commentBytes: comment.length, submits: await submission(p, { cohort, token }, answerOf((i % 5) + 1, comment === '' ? null : comment)) });
  }
  once.close();
  devices = shuffled(made, dice(7));
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The folder’s two tables made anew with numbered rows. */
function withRowids(folder: string): { table: string; pragmas: readonly string[] } {
  const made = { ...schema, table: schema.table.replace('WITHOUT ROWID, ', '') };
  for (const side of ['identity', 'anonymous']) {
    const rows = rowsOf(folder, side);
    const path = join(folder, `${side}.sqlite`);
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    sqliteStore(path, Date.now, made).close();
    const db = new DatabaseSync(path);
    const insert = db.prepare('INSERT INTO item (pk, sk, body) VALUES (?, ?, ?)');
    for (const { pk, sk, body } of rows) insert.run(pk, sk, body);
    db.close();
  }
  return made;
}

function unguarded(h: TestHouse, out: GuardsOut): void {
  let count = 0;
  const lengthOf = (spent: string) => sealOverheadBytes + 60 + (devices.find((d) => d.spent === spent)?.commentBytes ?? 0);
  const changing = (store: Store): Store => ({
    ...store,
    put(item, when) {
      const sk = out.numbered ? `${String(++count).padStart(6, '0')}/${item.sk}` : item.sk;
      const sealed = item['sealed'];
      return store.put(
        {
          ...item, sk,
          ...(out.stamped ? { at: new Date(h.now).toISOString() } : {}),
          ...(out.unpadded && sealed instanceof Uint8Array ? { sealed: sealed.subarray(0, lengthOf(item.sk)) } : {}),
        },
        out.numbered || out.stamped || out.unpadded ? undefined : when,
      );
    },
    forget: out.remembering ? async () => {} : store.forget,
  });
  h.stores.identity = changing(h.stores.identity);
  h.stores.anonymous = changing(h.stores.anonymous);
}

function edgeOf(h: TestHouse, logging: boolean): (name: 'issueToken' | 'submitAnswer', as: Person | null, params: Record<string, string>, body: unknown) => Promise<number> {
  const edge = {
    now: () => h.now,
    whoIs: async (id: string) => people.find((p) => p.id === id)!,
    fault: (route: string, error: Error) => console.error(route, error.name),
  };
  const served = {
    issueToken: serve(endpoints.issueToken, granted(h.stores, endpoints.issueToken.row.grants), edge),
    submitAnswer: serve(endpoints.submitAnswer, granted(h.stores, endpoints.submitAnswer.row.grants), edge),
  };
  return async (name, as, params, body) => {
    const headers = { 'content-type': 'application/json', ...(as === null ? {} : { authorization: `Bearer ${as.id}` }) };
    const event = { headers, pathParameters: params, body: JSON.stringify(body) };
    if (logging) console.info(name, JSON.stringify(event));
    return (await served[name](event as never)).statusCode ?? 0;
  };
}

/** Everything that is written to a log meanwhile. */
async function listening(act: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const hears = (...words: unknown[]) => {
    lines.push(words.map(String).join(' '));
    return true;
  };
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((method) => vi.spyOn(console, method).mockImplementation(hears)),
    vi.spyOn(process.stdout, 'write').mockImplementation(hears),
    vi.spyOn(process.stderr, 'write').mockImplementation(hears),
  ];
  try {
    await act();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines;
}

/** Plays the round: each collects and, in the order of `answering`, answers. */
async function play(out: GuardsOut = {}, answering: (devices: readonly Device[]) => readonly Device[] = (all) => all): Promise<Taken> {
  const folder = copyOf(start);
  const h = openHouse(folder, out.rowids ? withRowids(folder) : schema);
  unguarded(h, out);
  const request = edgeOf(h, out.logging ?? false);
  const taken: Taken = { open: '', closed: '', lines: [] };
  taken.lines = await listening(async () => {
    const statuses: number[] = [];
    for (const device of devices) {
      h.now += 20 * 60_000;
      statuses.push(await request('issueToken', device.person, { round: '1' }, device.asks));
    }
    for (const device of answering(devices)) {
      h.now += 20 * 60_000;
      statuses.push(await request('submitAnswer', null, {}, device.submits));
    }
    expect(statuses).toEqual(statuses.map(() => 200));
    taken.open = copyOf(folder);
    h.now = closes(1) + 60_000;
    await run(h, 'endIssuing', 1);
    await run(h, 'closeRound', 1);
    taken.closed = copyOf(folder);
  });
  h.close();
  folders.push(folder, taken.open, taken.closed);
  return taken;
}

const right = (guess: Guess): number => devices.filter((d) => guess.get(d.person.id) === d.spent).length;
const paired = (who: readonly string[], what: readonly string[]): Guess => new Map(who.flatMap((id, i) => (what[i] === undefined ? [] : [[id, what[i]]])));
const lastPart = (sk: string): string => sk.split('/').at(-1)!;
const issuedIn = (folder: string): Row[] => rowsOf(folder, 'identity').filter((r) => r.pk === 'issued#1');
const answersIn = (folder: string): Row[] => rowsOf(folder, 'anonymous').filter((r) => r.pk.startsWith('answers#1#'));

/** The first who collected is the first that stands in the other table, and so on. */
const byOrder = ({ open }: Taken): Guess => paired(issuedIn(open).map((r) => lastPart(r.sk)), answersIn(open).map((r) => lastPart(r.sk)));

/** The same by what was written down of the time: any instant in a record, and any number that could be one. */
function byTime({ open }: Taken): Guess {
  const timeIn = ({ body, expiresAt }: Row): number | null => {
    if (expiresAt !== null) return expiresAt;
    const iso = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z/.exec(body)?.[0];
    const number = [...body.matchAll(/[:,[]\s*(\d{9,13})\b/g)].map((m) => Number(m[1])).find((n) => n > 1e9);
    return iso !== undefined ? Date.parse(iso) : (number ?? null);
  };
  const inTime = (rows: readonly Row[]) =>
    rows.map((r) => ({ name: lastPart(r.sk), at: timeIn(r) })).filter((r) => r.at !== null).sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).map((r) => r.name);
  return paired(inTime(issuedIn(open)), inTime(answersIn(open)));
}

/** Whoever saw how much somebody wrote finds the answer of that size. */
function bySize({ open }: Taken): Guess {
  const bySizes = answersIn(open).sort((a, b) => a.body.length - b.body.length);
  const byComments = [...devices].sort((a, b) => a.commentBytes - b.commentBytes);
  return paired(byComments.map((d) => d.person.id), bySizes.map((r) => lastPart(r.sk)));
}

/** By where a record first stands in the write-ahead log, or else in the file, which fills a page from its end. */
function byPlace(folder: string, namesFrom: string = folder): Guess {
  const files = new Map([...filesIn(folder)].map(([name, bytes]) => [name.slice(name.indexOf('/') + 1), bytes]));
  const inPlace = (side: string, rows: readonly { id: string; sought: string }[]): string[] => {
    const [log, file] = [files.get(`${side}.sqlite-wal`) ?? Buffer.alloc(0), files.get(`${side}.sqlite`) ?? Buffer.alloc(0)];
    const placed = rows.map(({ id, sought }) => ({ id, log: log.indexOf(sought), file: file.lastIndexOf(sought) })).filter((r) => r.log >= 0 || r.file >= 0);
    return placed.sort((a, b) => (a.log >= 0 && b.log >= 0 ? a.log - b.log : b.file - a.file)).map((r) => r.id);
  };
  const digests = issuedIn(namesFrom).map((r) => ({ id: lastPart(r.sk), sought: (JSON.parse(r.body) as { digest: string }).digest }));
  return paired(inPlace('identity', digests), inPlace('anonymous', answersIn(namesFrom).map((r) => ({ id: lastPart(r.sk), sought: lastPart(r.sk) }))));
}

/** By the lines of a log: who asked to be signed, and under which token an answer came. */
function byLines({ lines }: Taken): Guess {
  const names = lines.flatMap((line) => /^issueToken .*Bearer ([\w-]+)/.exec(line)?.[1] ?? []);
  const tokens = lines.flatMap((line) => /^submitAnswer .*\\"prepared\\":\\"([\w-]+)/.exec(line)?.[1] ?? []);
  return paired(names, tokens.map((prepared) => spentName(fromBase64url(prepared))));
}

describe('who answered what cannot be told by', () => {
  let asItIs: Taken;
  beforeAll(async () => {
    asItIs = await play();
  });

  test('(the tries have before them who collected and all that was answered)', () => {
    expect(issuedIn(asItIs.open).map((r) => r.sk).sort()).toEqual(people.map((p) => p.id).sort());
    expect(answersIn(asItIs.open).map((r) => r.sk).sort()).toEqual(devices.map((d) => d.spent).sort());
  });

  test('the order of the rows, because both tables are ordered by names that have none', () => expect(right(byOrder(asItIs))).toBeLessThanOrEqual(luck));
  test('(guard out: with numbered rows it can)', async () => expect(right(byOrder(await play({ rowids: true })))).toBe(people.length));
  test('(guard out: with running numbers for names it can)', async () => expect(right(byOrder(await play({ numbered: true })))).toBe(people.length));

  test('the time, because neither side writes one down', () => expect(byTime(asItIs).size).toBe(0));
  test('(guard out: with a time in each record it can)', async () => expect(right(byTime(await play({ stamped: true })))).toBe(people.length));

  test('the size, because every answer has the same', () => {
    expect(right(bySize(asItIs))).toBeLessThanOrEqual(luck);
    expect(new Set(answersIn(asItIs.open).map((r) => r.body.length)).size).toBe(1);
    expect(new Set(devices.map((d) => JSON.stringify(d.submits).length)).size, 'on the wire too').toBe(1);
    expect(new Set(devices.map((d) => JSON.stringify(d.asks).length)).size).toBe(1);
  });
  test('(guard out: without padding it can)', async () => expect(right(bySize(await play({ unpadded: true })))).toBe(people.length));

  test('the lines of a log, because there are none', () => {
    expect(asItIs.lines).toEqual([]);
    expect(byLines(asItIs).size).toBe(0);
  });
  test('(guard out: where the edge logs requests it can)', async () => expect(right(byLines(await play({ logging: true })))).toBe(people.length));

  test('the write-ahead log and the places in a file, once the round has closed, because the close empties and rewrites both', () => {
    expect(byPlace(asItIs.closed, asItIs.open).size).toBe(0);
  });
  test('(guard out: where nothing is forgotten it can, though every row has been deleted)', async () => {
    const taken = await play({ remembering: true });
    expect(answersIn(taken.closed)).toEqual([]);
    expect(right(byPlace(taken.closed, taken.open))).toBe(people.length);
  });
});

describe('while a round is open its files do tell the order of arrival, and it is of no use', () => {
  /** Someone comes to a shared computer every twenty minutes, and each answer leaves after a pause of up to six hours. */
  const afterAPause = (all: readonly Device[]): Device[] => {
    const roll = dice(11);
    const leaving = all.map((device, i) => ({ device, at: leavesAt({ now: opens(1) + i * 20 * 60_000, closesAt: closes(1), pauseSeconds: { atLeast: 0, atMost: 6 * 3600 }, random: roll }) }));
    return leaving.sort((a, b) => a.at - b.at).map(({ device }) => device);
  };
  /** On one’s own device a token is collected at some sign-in, and the check-in is when one likes. */
  const onOwnDevices = (all: readonly Device[]): Device[] => shuffled(all, dice(13));

  test('where tokens were collected at another time than the answers came', async () => expect(right(byPlace((await play({}, onOwnDevices)).open))).toBeLessThanOrEqual(luck));
  test('or where answers leave after a random pause', async () => expect(right(byPlace((await play({}, afterAPause)).open))).toBeLessThanOrEqual(luck));
  test('(guard out: answered and sent at once, in the order of collecting, they can be joined)', async () => expect(right(byPlace((await play()).open))).toBe(people.length));
});
