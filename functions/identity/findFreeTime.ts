import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { availabilityOf, partiesHere } from './diary.ts';

/** So many are offered, within so many days. */
export const offered = { days: 365, most: 5 } as const;

/** Times only: with whom somebody is taken, and why somebody is away, is nobody’s business. */
export const findFreeTime = endpoint(timeRoutes, 'findFreeTime', async ({ body: { people, minutes, after }, stores: { identity }, now }) => {
  const parties = await partiesHere(identity, [...new Set(people)], now);
  const from = Math.max(now, after === undefined ? now : Date.parse(`${after}T00:00:00Z`));
  return { free: nextFree(parties.map(availabilityOf), { ...offered, minutes, after: new Date(from).toISOString() }) };
});
