import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { sealToReaders } from '../../shared/crypto/readerKey.ts';
import { monthOf } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { announce } from '../store/announce.ts';
import { keys, recoveryKeys } from '../store/record.ts';
import { refuseSteward } from './speakReaders.ts';

/** The newest one counts; each has its own number, so that none takes another’s place unseen. */
export const offerRecoveryKey = endpoint(speakingRoutes, 'offerRecoveryKey', async ({ caller, body: { recipient }, stores: { published }, now }) => {
  refuseSteward(caller);
  await sealToReaders([recipient], new Uint8Array(1)).catch(() => {
    throw new Problem('malformed', 'this is no key one can seal to');
  });
  const id = await idOfReaderKey(recipient);
  for (;;) {
    const there = await recoveryKeys(published);
    if (there.at(-1)?.id === id) return { id };
    const on = `${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`;
    await announce(published, { kind: 'recovery-key', round: monthOf(now), body: id, at: on }, { ...keys.recoveryKey(there.length + 1), v: 1, id, recipient });
  }
});
