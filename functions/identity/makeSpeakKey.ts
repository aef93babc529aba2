import { randomBytes } from 'node:crypto';
import { speakingJobs } from '../../shared/contract/identity/speaking.ts';
import { beginningOf, hashOfSpeakKey, isOver } from '../../shared/escalation/speakToken.ts';
import { job } from '../http/endpoint.ts';
import { announce } from '../store/announce.ts';
import { keys as publishedKeys } from '../store/record.ts';
import { every } from '../store/store.ts';
import { newSigningKey } from './issuer.ts';
import { keys } from './people.ts';
import { dropSpeakKey } from './signingKeys.ts';

/**
 * Makes the key of a month, or of a year. The private half is put first, under the hash of the public one: a run killed in between leaves a key nobody
 * ever uses, which goes with its period. What is over is deleted here too: keys, and who collected.
 */
export const makeSpeakKey = job(speakingJobs, 'makeSpeakKey', async ({ round: period }: { round: number }, { stores: { identity, published }, now }): Promise<void> => {
  // What look-ups of threads that are not there are answered from, so that they look like threads.
  await published.put({ ...publishedKeys.decoys(), v: 1, secret: new Uint8Array(randomBytes(32)) }, { absent: true });
  if ((await published.get(publishedKeys.speakKey(period))) === null) {
    const { spki, pkcs8 } = await newSigningKey();
    const body = await hashOfSpeakKey(period, spki);
    await identity.put({ ...keys.speakKey(period, body), v: 1, pkcs8 });
    await announce(published, { kind: 'speak-key', round: period, body, at: beginningOf(period) }, { ...publishedKeys.speakKey(period), v: 1, key: spki, hash: body });
  }
  for await (const item of every(identity, 'speakKeys')) {
    const of = Number(item.sk.split('.')[0]);
    if (!isOver(of, now)) continue;
    await identity.clear(`speakIssued#${of}`);
    dropSpeakKey(of, item.sk.split('.')[1] ?? '');
    await identity.delete(item);
  }
  await identity.forget();
});
