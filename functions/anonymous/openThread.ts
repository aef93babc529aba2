import { anonymousRoutes } from '../../shared/contract/anonymous.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { saysMessage } from '../../shared/crypto/token.ts';
import { checkEnvelope } from '../../shared/escalation/envelopeShape.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { monthOf, speakDomain } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, remember } from '../store/record.ts';
import { spentKey, waitingKey } from '../store/threads.ts';
import { hashNow, verifierOf } from './verifier.ts';

/**
 * Spends one staff token for one thread, then lets its first message wait for the day’s batch. It can put and nothing else: the first
 * put’s own condition tells the same request from another one. Killed between the two, the same request again does the second.
 */
export const openThread = endpoint(anonymousRoutes, 'openThread', async ({ body, stores: { anonymous, published }, now }) => {
  const { month, thread } = body;
  if (month < monthOf(now)) throw new Problem('month-over');
  if (month > monthOf(now)) throw new Problem('not-open-yet', 'this token is for a coming month');
  const token = await remember(published, `speak ${month}`, async () => {
    const item = await published.get(keys.speakKey(month));
    return item === null ? null : { message: hashNow(speakDomain.message, String(month)), verifies: verifierOf(attribute<string>(item, 'key')) };
  });
  if (token === null) throw new Problem('not-found', 'there is no key for that month');
  const prepared = fromBase64url(body.prepared);
  if (!saysMessage(prepared, token.message) || !token.verifies(prepared, fromBase64url(body.signature))) throw new Problem('forged-token');
  const sealed = fromBase64url(body.sealed);
  if (checkEnvelope(sealed) === null) throw new Problem('not-an-envelope');

  // One digest over all of it: beside the token stands no thread, and without `prepared`, which is kept nowhere, it cannot be looked for. So what is
  // sealed for the count stands with the token, and not with its message.
  const why = fromBase64url(body.why);
  const spends = { digest: toBase64url(hashNow(speakDomain.opened, prepared, thread, sealed, why)) };
  const spent = toBase64url(hashNow(speakDomain.spent, prepared));
  if (!(await anonymous.put({ ...spentKey(month, spent), v: 1, ...spends, why }, { absentOr: spends }))) throw new Problem('token-spent');
  // Named by the thread and its number: what waits does not say under which token it came.
  const waits = await anonymous.put({ ...waitingKey(dayOf(now), `${thread}.0001`), v: 1, thread, number: 1, sealed, closes: false }, { absentOr: { sealed } });
  if (!waits) throw new Problem('number-taken', 'another message waits under this thread’s name');
  return { received: true } as const;
});
