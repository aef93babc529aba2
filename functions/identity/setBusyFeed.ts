import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { calendarAddress } from '../../shared/time/published.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { asItWas, busyFeedOf, keys, newBusyFeed } from './calendars.ts';
import { personOf } from './people.ts';

/** The address is looked at and not asked: only the job that reads calendars goes outside. What was read under another one is gone at once. */
export const setBusyFeed = endpoint(calendarRoutes, 'setBusyFeed', async ({ caller, body: { person, address }, stores: { identity }, now }) => {
  if (person !== caller.id && !caller.roles.includes('steward')) throw new Problem('not-yours');
  if ((await personOf(identity, person)) === null) throw new Problem('has-left');
  const url = address === null ? null : calendarAddress(address);
  if (url !== null && 'refused' in url) throw new Problem(url.refused, url.refused === 'malformed' ? 'address: this is no address of a calendar' : null);
  const { feed, version } = await busyFeedOf(identity, person);
  const next = url?.href ?? null;
  if ((feed?.address ?? null) === next) return {};
  const done = await identity.transact([
    { put: { ...keys.busyFeed(person), v: 1, version: version + 1, feed: stored(newBusyFeed(person, next, now)) }, when: asItWas(version) },
    { put: { ...keys.busyTimes(person), v: 1, times: [] } },
  ]);
  if (!done) throw new Problem('busy');
  return {};
});
