import { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { mayAnswer } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { answerOnce } from './answerOnce.ts';
import { keys, refuseCasesIn, reportedIn, reportShape } from './lostTime.ts';

/** By whoever owes it, and nobody who is involved. */
export const answerLostTime = endpoint(lostTimeRoutes, 'answerLostTime', async ({ caller, params: { id }, body: { text }, stores: { identity }, now }) => {
  const item = await identity.get(keys.report(id));
  // Whose it is not is not told that it is there.
  if (item === null || !mayAnswer(reportedIn(item).report, caller)) throw new Problem('not-found');
  refuseCasesIn(text);
  const answer = await answerOnce(identity, item, { text, by: caller.name, at: new Date(now).toISOString() });
  return { report: reportShape({ report: reportedIn(item).report, answer }) };
});
