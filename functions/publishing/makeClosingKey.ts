import { publishingJobs } from '../../shared/contract/publishing.ts';
import { newClosingKey } from '../../shared/crypto/sealed.ts';
import { hashOfWhyKey } from '../../shared/escalation/sealedWhy.ts';
import { beginningOf, isMonth } from '../../shared/escalation/speakToken.ts';
import { job } from '../http/endpoint.ts';
import { announce } from '../store/announce.ts';
import { keys } from '../store/record.ts';

/**
 * Makes the key a coming round's answers will be sealed to. The private half goes to the store of closing keys under its own id
 * before the public half is published, so that a run killed between the two leaves a key nobody uses, destroyed with its round.
 *
 * A month has one too, with its line in the public log: reasons for leaving are sealed to it. No round is ever numbered as high as a month.
 */
export const makeClosingKey = job(publishingJobs, 'makeClosingKey', async ({ round }: { round: number }, { stores: { published, closingKeys } }): Promise<void> => {
  const there = isMonth(round) ? keys.whyKey(round) : keys.closingKey(round);
  if ((await published.get(there)) !== null) return;
  const pair = await newClosingKey();
  await closingKeys.put(round, pair.id, pair.privateKey);
  const item = { ...there, v: 1, id: pair.id, public: pair.publicKey };
  if (isMonth(round)) await announce(published, { kind: 'why-key', round, body: await hashOfWhyKey(round, pair.publicKey), at: beginningOf(round) }, item);
  else await published.put(item, { absent: true });
});
