import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { availabilityOf, partyOf, stillHere } from './diary.ts';
import { withTheirTime } from './theirTime.ts';

/** So many are offered, within so many days. */
export const offered = { days: 365, most: 5 } as const;

/** Times only: with whom somebody is taken, and why somebody is away, is nobody’s business. Of several those who have left are not waited for. */
export const findFreeTime = endpoint(timeRoutes, 'findFreeTime', async ({ body: { people, minutes, after }, stores: { identity }, now }) => {
  const parties = stillHere((await Promise.all([...new Set(people)].map((id) => partyOf(identity, id, now)))).filter((party) => party !== null));
  if (parties.length === 0) throw new Problem('has-left', 'none of them works here');
  const from = Math.max(now, after === undefined ? now : Date.parse(`${after}T00:00:00Z`));
  return { free: nextFree((await withTheirTime(identity, parties, now)).map(availabilityOf), { ...offered, minutes, after: new Date(from).toISOString() }) };
});
