import { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';
import { mayAnswer } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { allReports, reportShape } from './lostTime.ts';
import { namesOf } from './names.ts';

export const readLostTime = endpoint(lostTimeRoutes, 'readLostTime', async ({ caller, stores: { identity } }) => {
  const mine = (await allReports(identity)).filter(({ report }) => mayAnswer(report, caller)).sort((a, b) => (a.report.at < b.report.at ? -1 : 1));
  const open = mine.filter(({ answer }) => answer === null);
  const answered = mine.filter(({ answer }) => answer !== null).reverse();
  const named = mine.flatMap(({ report: { reporter, lost } }) => [reporter, ...(lost.kind === 'session' ? [lost.by] : [])]);
  return { reports: [...open, ...answered].map(reportShape), names: await namesOf(identity, named) };
});
