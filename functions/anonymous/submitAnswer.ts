import { anonymousRoutes } from '../../shared/contract/anonymous.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { saysMessage } from '../../shared/crypto/token.ts';
import { endpoint } from '../http/endpoint.ts';
import { answerKey, entryOf, knownRound, remember } from '../store/record.ts';
import { messageNow, spentName, verifierOf } from './verifier.ts';

/**
 * Puts one sealed answer under one spent token. It can read neither the table nor the answer: the put's own condition tells a
 * repeated request, which is answered alike, from another answer under the same token, which is refused.
 */
export const submitAnswer = endpoint(anonymousRoutes, 'submitAnswer', async ({ body, stores: { anonymous, published }, now }) => {
  const { round, cohort } = body;
  const { manifest } = await knownRound(published, round);
  if (!manifest.cohorts.includes(cohort)) throw new Problem('not-found', 'this round has no such group');
  if (now < Date.parse(manifest.opensAt)) throw new Problem('not-open-yet');
  if (now >= Date.parse(manifest.closesAt)) throw new Problem('round-closed');
  const token = await remember(published, `token ${cohort}`, async () => {
    const entry = await entryOf(published, round, cohort);
    return entry === null ? null : { message: messageNow(round, cohort), verifies: verifierOf(entry.key) };
  });
  if (token === null) throw new Problem('not-found', 'this round has no such group');

  const prepared = bytesOf(body.prepared);
  if (!saysMessage(prepared, token.message) || !token.verifies(prepared, bytesOf(body.signature))) throw new Problem('forged-token');
  const sealed = bytesOf(body.sealed);
  if (!(await anonymous.put({ ...answerKey(round, cohort, spentName(prepared)), v: 1, sealed }, { absentOr: { sealed } }))) throw new Problem('token-spent');
  return { received: true } as const;
});

/** The contract has seen that it is base64url, and Node reads that several times as fast as what browsers have too. */
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64url');
