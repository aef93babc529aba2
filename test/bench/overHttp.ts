import { constants, createHash, privateDecrypt, randomBytes } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { sealOverheadBytes } from '../../shared/crypto/size.ts';
import { answerBytes } from '../../shared/pulse/answer.ts';
import { keys as identityKeys } from '../../functions/identity/people.ts';
import { bodyOf } from '../../functions/store/body.ts';
import { answerKey } from '../../functions/store/record.ts';
import { publicHalf, signInKeys } from '../../infra/local/signInKeys.ts';
import { startServer, type TestServer } from '../local/server.ts';
import { mint } from '../local/smallHouse.ts';
import { type BareTable, bareTable } from './bareTable.ts';
import { request, secondsFor } from './connections.ts';
import { type Organisation, organisation, submissionOf, tokenOf } from './house.ts';
import { type Line, lineOf } from './line.ts';

/** The real server in a process of its own; this one sends, and in its turn does the bare work alone, one piece after the other. */
const turns = 9;
const connections = 16;
const signaturesATurn = 250;
const answersATurn = 500;
const warmUp = 200;

export async function overHttp(folder: string, asked: { signing: boolean; submitting: boolean }): Promise<Line[]> {
  const house = await organisation(folder, turns * signaturesATurn + warmUp);
  const server = await startServer({ dataFolder: folder, demo: false });
  const bare = bareTable(folder, 'bare');
  try {
    return [...(asked.signing ? [await signing(house, server, bare)] : []), ...(asked.submitting ? [await submitting(house, server, bare)] : [])];
  } finally {
    bare.close();
    await server.stop();
  }
}

interface Turn<T> {
  work: readonly T[];
  requests: readonly Buffer[];
}

/** Work, in turns over HTTP and bare, after a warm-up of each. Both in pieces a second. */
async function inTurns<T>(origin: string, all: readonly T[], size: number, requestOf: (piece: T) => Buffer, alone: (pieces: readonly T[]) => Promise<void>): Promise<{ ours: number[]; theirs: number[] }> {
  const parts = [all.slice(0, warmUp), ...Array.from({ length: turns }, (_, turn) => all.slice(warmUp + turn * size, warmUp + (turn + 1) * size))];
  const prepared = parts.map((work): Turn<T> => ({ work, requests: work.map(requestOf) }));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const [turn, { work, requests }] of prepared.entries()) {
    const http = requests.length / (await secondsFor(origin, requests, connections));
    const from = performance.now();
    await alone(work);
    const bare = (work.length / (performance.now() - from)) * 1000;
    if (turn === 0) continue;
    ours.push(http);
    theirs.push(bare);
  }
  return { ours, theirs };
}

async function signing(house: Organisation, { origin }: TestServer, bare: BareTable): Promise<Line> {
  const { round, prepared, signingKeys } = house;
  const { signing } = await signInKeys(house.folder);
  const publicKey = await importJWK(publicHalf(signing), 'ES256');
  const cohortOf = new Map(prepared.cohorts.flatMap(({ hash, teams }) => teams.map((team) => [team, hash])));
  const work = await Promise.all(
    house.people.map(async ({ id, team }) => {
      const blinded = randomBytes(256);
      blinded[0] = 0; // below any modulus
      const cohort = cohortOf.get(team ?? '') ?? '';
      return { id, blinded, cohort, key: signingKeys.get(cohort), bearer: await mint(house.folder, origin, id, { seconds: 3600 }) };
    }),
  );
  const { ours, theirs } = await inTurns(
    origin,
    work,
    signaturesATurn,
    ({ blinded, bearer }) => request(origin, `/api/rounds/${round}/tokens`, { authorization: `Bearer ${bearer}` }, { blinded: toBase64url(blinded) }),
    async (pieces) => {
      for (const { id, blinded, cohort, key, bearer } of pieces) {
        if (key === undefined) throw new Error('no such cohort');
        await jwtVerify(bearer, publicKey, { issuer: `${origin}/oidc`, audience: 'urn:headroom:identity', algorithms: ['ES256'] });
        privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
        const { pk, sk } = identityKeys.issued(round, id);
        bare.insert(pk, sk, bodyOf({ pk, sk, v: 1, cohort, digest: createHash('sha256').update(blinded).digest('base64url') }));
      }
    },
  );
  return lineOf({ name: 'signing tokens over HTTP', unit: '/s', against: 'raw RSA + jose + fsynced insert, in sequence', ours, theirs, bound: { of: 'ratio', atLeast: 0.55 } });
}

async function submitting(house: Organisation, { anonymousOrigin }: TestServer, bare: BareTable): Promise<Line> {
  const { round, prepared } = house;
  const work: { submission: Record<string, unknown>; pk: string; sk: string; body: string }[] = [];
  for (let n = 0; n < warmUp + turns * answersATurn; n++) {
    const cohort = prepared.cohorts[n % prepared.cohorts.length]?.hash ?? '';
    const token = await tokenOf(house, cohort);
    const sealed = randomBytes(answerBytes + sealOverheadBytes);
    const { pk, sk } = answerKey(round, cohort, createHash('sha256').update(token.prepared).digest('base64url'));
    work.push({ submission: submissionOf(house, cohort, token, sealed), pk, sk, body: bodyOf({ pk, sk, v: 1, sealed }) });
  }
  const { ours, theirs } = await inTurns(
    anonymousOrigin,
    work,
    answersATurn,
    ({ submission }) => request(anonymousOrigin, '/answers', {}, submission),
    async (pieces) => {
      for (const { pk, sk, body } of pieces) bare.insert(pk, sk, body);
    },
  );
  return lineOf({ name: 'submitting answers over HTTP', unit: '/s', against: 'fsynced insert, in sequence', ours, theirs, bound: { of: 'ratio', atLeast: 0.4 } });
}
