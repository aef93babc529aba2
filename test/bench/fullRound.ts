import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { hashOf, toBase64url } from '../../shared/crypto/encoding.ts';
import { newClosingKey } from '../../shared/crypto/sealed.ts';
import type { Manifest } from '../../shared/pulse/manifest.ts';
import { core } from '../../shared/pulse/question.ts';
import { FileClosingKeys } from '../../functions/store/closingKeys.ts';
import { answerKey, keys, type Prepared, stored } from '../../functions/store/record.ts';
import { type SqliteStore, sqliteStore } from '../../functions/store/sqlite.ts';
import type { ClosingKeys } from '../../functions/store/store.ts';
import type { Sealing, SealedBatch } from './sealing.ts';

/** A round that is over and waits to be closed, in a folder: its manifest, its closing key, and every answer sealed. */
export const round = 1;
export const answersEach = 200;
const closesAt = '2026-01-19T09:00:00Z';
export const afterTheClose = Date.parse(closesAt) + 3_600_000;

export interface Stores {
  anonymous: SqliteStore;
  published: SqliteStore;
  closingKeys: ClosingKeys;
}

export function storesIn(folder: string): Stores {
  const open = (name: string) => sqliteStore(join(folder, `${name}.sqlite`), () => afterTheClose);
  return { anonymous: open('anonymous'), published: open('published'), closingKeys: new FileClosingKeys(join(folder, 'closing-keys')) };
}

export async function makeFullRound(folder: string, answers: number, threads: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { anonymous, published, closingKeys } = storesIn(folder);
  const pair = await newClosingKey();
  await closingKeys.put(round, pair.id, pair.privateKey);
  const prepared = await preparedFor(answers / answersEach, { id: pair.id, public: pair.publicKey });
  const hashes = prepared.cohorts.map((c) => c.hash);
  await published.put({ ...keys.manifest(round), v: 1, prepared: stored(prepared) });
  await published.put({ ...keys.issued(round), v: 1, counts: stored(Object.fromEntries(hashes.map((h) => [h, answersEach]))) });

  const share = Math.ceil(hashes.length / threads);
  const writing: Promise<unknown>[] = [];
  await Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      const workerData: Sealing = { closingKey: prepared.manifest.closingKey, round, head: prepared.head, cohorts: hashes.slice(thread * share, (thread + 1) * share), answersEach };
      const worker = new Worker(join(import.meta.dirname, 'sealing.ts'), { workerData });
      worker.on('message', ({ cohort, sealed }: SealedBatch) => {
        for (const bytes of sealed) writing.push(anonymous.put({ ...answerKey(round, cohort, toBase64url(randomBytes(32))), v: 1, sealed: bytes }));
      });
      const [code] = (await once(worker, 'exit')) as [number];
      if (code !== 0) throw new Error('sealing failed');
    }),
  );
  await Promise.all(writing);
  anonymous.close();
  published.close();
}

async function preparedFor(cohortCount: number, closingKey: Manifest['closingKey']): Promise<Prepared> {
  const cohorts = await Promise.all(
    Array.from({ length: cohortCount }, async (_, n) => {
      const group = `team-${n}`;
      return { hash: toBase64url(await hashOf('headroom/entry', group)), group, name: `Team ${n}`, service: `service-${n % 10}`, teams: [group], people: answersEach };
    }),
  );
  const services = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`service-${n}`, `Service ${n}`]));
  const manifest: Manifest = {
    v: 1, round, organisation: 'Benchmoor', opensAt: '2026-01-05T09:00:00Z', closesAt, floor: 8, comment: null,
    pauseSeconds: { atLeast: 0, atMost: 1 }, questions: core, closingKey, salt: toBase64url(new Uint8Array(32)), cohorts: cohorts.map((c) => c.hash).sort(),
  };
  return { manifest, head: toBase64url(await hashOf('headroom/log', 'benchmark')), cohorts, services };
}
