import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { sealToReaders } from '../../shared/crypto/readerKey.ts';
import { isSignedBy } from '../../shared/crypto/signing.ts';
import { counting, recoveryBytes } from '../../shared/escalation/reader.ts';
import { monthOf } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { announce } from '../store/announce.ts';
import { keys, recoveryKeys, speakReaders } from '../store/record.ts';
import { ownKey, refuseSteward } from './speakReaders.ts';

/** The newest one counts; each has its own number, so that none takes another’s place unseen. Signed with a key that counts, so that no server can put in one of its own. */
export const offerRecoveryKey = endpoint(speakingRoutes, 'offerRecoveryKey', async ({ caller, body: { recipient, by, signature }, stores: { identity, published }, now }) => {
  refuseSteward(caller);
  await sealToReaders([recipient], new Uint8Array(1)).catch(() => {
    throw new Problem('malformed', 'this is no key one can seal to');
  });
  await ownKey(caller, by, identity);
  const id = await idOfReaderKey(recipient);
  const signer = counting(await speakReaders(published)).find((r) => r.id === by);
  if (signer === undefined || !(await isSignedBy(signer.signs, recoveryBytes(id), signature))) throw new Problem('not-vouched');
  for (;;) {
    const there = await recoveryKeys(published);
    if (there.at(-1)?.id === id) return { id };
    if (there.some((key) => key.id === id)) throw new Problem('malformed', 'this was the recovery key before: make a new one');
    const on = `${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`;
    await announce(published, { kind: 'recovery-key', round: monthOf(now), body: id, at: on }, { ...keys.recoveryKey(there.length + 1), v: 1, id, recipient, by, signature });
  }
});
