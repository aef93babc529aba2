import { randomBytes } from 'node:crypto';
import { sqliteStore } from '../../functions/store/sqlite.ts';

/** A process that puts as fast as it can and says which puts were answered, a line each, until somebody kills it. */
const store = sqliteStore(process.argv[2] ?? '');
let started = 0;

async function putOn(): Promise<never> {
  for (;;) {
    const sk = String(started++).padStart(8, '0');
    const sealed = new Uint8Array(randomBytes(1456));
    if (await store.put({ pk: 'answers#1', sk, v: 1, sealed }, { absentOr: { sealed } })) process.stdout.write(`${sk} ${Buffer.from(sealed).toString('base64')}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, putOn));
