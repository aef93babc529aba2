import { anonymousRoutes } from '../../shared/contract/anonymous.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { checkEnvelope } from '../../shared/escalation/envelopeShape.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { threadDomain } from '../../shared/escalation/threadName.ts';
import { endpoint } from '../http/endpoint.ts';
import { threadNamed, waitingKey } from '../store/threads.ts';
import { hashNow } from './verifier.ts';

/** How many messages of one thread may wait for one batch. */
const mostWaiting = 5;

/** The writer goes on. Only a thread that was released can be added to, so that nobody fills the table with what leads nowhere. */
export const appendToThread = endpoint(anonymousRoutes, 'appendToThread', async ({ body: { threadId, number, closes, ...body }, stores: { anonymous, published }, now }) => {
  const sealed = fromBase64url(body.sealed);
  if (checkEnvelope(sealed) === null) throw new Problem('not-an-envelope');
  const thread = toBase64url(hashNow(threadDomain, fromBase64url(threadId)));
  const there = await threadNamed(published, thread);
  if (there === null) throw new Problem('not-found', 'no such thread has been released');
  if (number <= there.fromWriter) throw new Problem('number-taken');
  if (number > there.fromWriter + mostWaiting) throw new Problem('not-found', 'a message before this one is missing');
  const name = `${thread}.${String(number).padStart(4, '0')}`;
  if (!(await anonymous.put({ ...waitingKey(dayOf(now), name), v: 1, thread, number, sealed, closes }, { absentOr: { sealed, closes } }))) throw new Problem('number-taken');
  return { received: true } as const;
});
