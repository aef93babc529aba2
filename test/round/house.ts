import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouteName } from '../../shared/contract/contract.ts';
import type { Row } from '../../shared/contract/route.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { type Token, tokenMessage } from '../../shared/crypto/token.ts';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { type Answer, encodeAnswer } from '../../shared/pulse/answer.ts';
import { type Entry, hashOfEntry } from '../../shared/pulse/manifest.ts';
import { timesOf } from '../../shared/pulse/programme.ts';
import type { Caller } from '../../functions/http/endpoint.ts';
import { serve } from '../../functions/http/pipeline.ts';
import { type House, houseItem, type Person, personItem, teamItem, type TeamOfHouse } from '../../functions/identity/people.ts';
import { granted, type Stores } from '../../functions/store/granted.ts';
import { type Prepared, preparedRound } from '../../functions/store/record.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import type { ClosingKeys } from '../../functions/store/store.ts';
import { endpoints, jobFunctions } from '../../infra/registry.ts';
import { type Client, quickClient } from '../crypto/clients.ts';

/** A house in process for tests: real stores in files, real functions with their own grants, a clock that stands where it is put. */
export interface TestHouse {
  folder: string;
  stores: Stores;
  now: number;
  close(): void;
}

export function memoryClosingKeys(): ClosingKeys & { held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>();
  return {
    held,
    async put(round, id, key) {
      held.set(`${round}/${id}`, key);
    },
    async get(round, id) {
      return held.get(`${round}/${id}`) ?? null;
    },
    async delete(round) {
      const names = [...held.keys()].filter((n) => n.startsWith(`${round}/`));
      for (const name of names) held.delete(name);
      return names.length > 0;
    },
  };
}

export const smallHouse: House = {
  organisation: 'Northmoor Council',
  services: { adults: 'Adults', children: 'Children and families' },
  programme: { firstOpensOn: '2026-01-05', opensAt: '09:00', zone: 'Europe/London', everyWeeks: 2, openDays: 14 },
  floor: 8,
  pauseSeconds: { atLeast: 1, atMost: 3 },
};

export const smallTeams: TeamOfHouse[] = [
  { id: 'northside', name: 'Northside', service: 'adults' },
  { id: 'harbour', name: 'Harbour', service: 'adults' },
  { id: 'riverside', name: 'Riverside', service: 'children' },
];

export const peopleOf = (sizes: Readonly<Record<string, number>>): Person[] =>
  Object.entries(sizes).flatMap(([team, n]) =>
    Array.from({ length: n }, (_, i): Person => ({ id: `${team}-${i}`, name: `${team} ${i}`, roles: ['practitioner'], team, manages: [] })),
  );

export async function testHouse(people: readonly Person[] = peopleOf({ northside: 18, harbour: 5, riverside: 20 }), house = smallHouse, teams = smallTeams): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  const at = { now: Date.parse('2025-12-20T12:00:00Z') };
  const file = (name: string) => sqliteStore(join(folder, `${name}.sqlite`), () => at.now);
  const [identity, anonymous, published] = [file('identity'), file('anonymous'), file('published')];
  await identity.put(houseItem(house));
  for (const t of teams) await identity.put(teamItem(t));
  await Promise.all(people.map((p) => identity.put(personItem(p))));
  return Object.assign(at, {
    folder,
    stores: { identity, anonymous, published, closingKeys: memoryClosingKeys() },
    close: () => [identity, anonymous, published].forEach((s) => s.close()),
  });
}

export type JobOfRound = keyof typeof jobFunctions;

/** Runs a job with its own grants. */
export async function run(h: TestHouse, name: JobOfRound, round: number): Promise<unknown> {
  const job = jobFunctions[name];
  return (job.run as (i: { round: number }, c: unknown) => Promise<unknown>)({ round }, { stores: granted(h.stores, job.row.grants), now: h.now });
}

export async function prepared(h: TestHouse, round: number): Promise<Prepared> {
  await run(h, 'makeClosingKey', round);
  await run(h, 'prepareRound', round);
  const found = await preparedRound(h.stores.published, round);
  if (found === null) throw new Error('the round was not prepared');
  return found;
}

export const opens = (round: number, house = smallHouse): number => Date.parse(timesOf(house.programme, round).opensAt);
export const closes = (round: number, house = smallHouse): number => Date.parse(timesOf(house.programme, round).closesAt);

export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

const served = new WeakMap<TestHouse, Map<string, ReturnType<typeof serve>>>();

/** A request through the real pipeline. `as`: whose sign-in it carries. */
export async function call(h: TestHouse, name: Exclude<RouteName, 'moveClock'>, { params = {}, query = {}, body, as = null }: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; as?: Person | null }): Promise<Answered> {
  const known = served.get(h) ?? new Map<string, ReturnType<typeof serve>>();
  served.set(h, known);
  const handler =
    known.get(name) ??
    serve(endpoints[name], granted(h.stores, endpoints[name].row.grants), {
      now: () => h.now,
      whoIs: async (bearer) => JSON.parse(Buffer.from(bearer, 'base64url').toString()) as Caller,
      fault: (_route, error) => {
        throw error;
      },
    });
  known.set(name, handler);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (as !== null) headers['authorization'] = `Bearer ${Buffer.from(JSON.stringify(as)).toString('base64url')}`;
  const result = await handler({ headers, pathParameters: params, queryStringParameters: query, ...(body === undefined ? {} : { body: JSON.stringify(body) }) } as never);
  return { status: result.statusCode ?? 0, body: (endpoints[name].row as Row).as === undefined || result.statusCode !== 200 ? (JSON.parse(result.body ?? 'null') as Record<string, unknown>) : (result.body as never) };
}

/** The public key of a cohort, as the record has it. */
export async function keyOfCohort(h: TestHouse, round: number, cohort: string): Promise<string> {
  const { body } = await call(h, 'readEntries', { params: { round: String(round) } });
  for (const entry of body['entries'] as Entry[]) if ((await hashOfEntry(entry)) === cohort) return entry.key;
  throw new Error('the record has no such cohort');
}

/** What a device does to collect: reads the record, blinds, asks, finalizes. */
export async function collect(h: TestHouse, person: Person, p: Prepared, client: Client = quickClient): Promise<{ cohort: string; token: Token }> {
  const params = { round: String(p.manifest.round) };
  const mine = await call(h, 'readCohort', { params, as: person });
  const cohort = String(mine.body['cohort']);
  const token = await client(await keyOfCohort(h, p.manifest.round, cohort), await tokenMessage(p.manifest.round, cohort), async (blinded) => {
    const signed = await call(h, 'issueToken', { params, as: person, body: { blinded: toBase64url(blinded) } });
    if (signed.status !== 200) throw new Error(String(signed.body['type']));
    return fromBase64url(String(signed.body['signature']));
  });
  return { cohort, token };
}

export const answerOf = (option: number, comment: string | null = null): Answer => ({
  answers: { headroom: option, people: option, values: option, letdown: option, protected: option },
  why: option > 1 ? { values: 1 } : {},
  comment,
});

export async function submission(p: Prepared, held: { cohort: string; token: Token }, answer: Answer | Uint8Array): Promise<Record<string, unknown>> {
  const { round, closingKey } = p.manifest;
  const info = await infoOf({ round, cohort: held.cohort, closingKeyId: closingKey.id, head: p.head });
  const sealed = await seal(closingKey.public, info, answer instanceof Uint8Array ? answer : encodeAnswer(answer));
  return { round, cohort: held.cohort, prepared: toBase64url(held.token.prepared), signature: toBase64url(held.token.signature), sealed: toBase64url(sealed) };
}
