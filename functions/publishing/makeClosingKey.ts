import { publishingJobs } from '../../shared/contract/publishing.ts';
import { newClosingKey } from '../../shared/crypto/sealed.ts';
import { job } from '../http/endpoint.ts';
import { keys } from '../store/record.ts';

/**
 * Makes the key a coming round's answers will be sealed to. The private half goes to the store of closing keys under its own id
 * before the public half is published, so that a run killed between the two leaves a key nobody uses, destroyed with its round.
 */
export const makeClosingKey = job(publishingJobs, 'makeClosingKey', async ({ round }: { round: number }, { stores: { published, closingKeys } }): Promise<void> => {
  if ((await published.get(keys.closingKey(round))) !== null) return;
  const pair = await newClosingKey();
  await closingKeys.put(round, pair.id, pair.privateKey);
  await published.put({ ...keys.closingKey(round), v: 1, id: pair.id, public: pair.publicKey }, { absent: true });
});
