import { lostTimeRoutes } from '../../shared/contract/lostTime.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { type Answer, mayAnswer } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { keys, refuseCasesIn, reportedIn, reportShape } from './lostTime.ts';

/** Once: the first answer stands. The same one sent again, because its reply was lost, is told that it stands. */
export const answerLostTime = endpoint(lostTimeRoutes, 'answerLostTime', async ({ caller, params: { id }, body: { text }, stores: { identity }, now }) => {
  const item = await identity.get(keys.report(id));
  // Whose it is not is not told that it is there.
  if (item === null || !mayAnswer(reportedIn(item).report, caller)) throw new Problem('not-found');
  refuseCasesIn(text);
  const { report } = reportedIn(item);
  const answer: Answer = { text, by: caller.name, at: new Date(now).toISOString() };
  if (await identity.put({ ...item, isAnswered: true, answer: stored(answer) }, { has: { isAnswered: false } })) return { report: reportShape({ report, answer }) };
  const there = await identity.get(keys.report(id));
  const stands = there === null ? null : reportedIn(there).answer;
  if (stands?.text !== text || stands.by !== caller.name) throw new Problem('already-answered');
  return { report: reportShape({ report, answer: stands }) };
});
