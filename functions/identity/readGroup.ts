import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, eventsOf, keys, lastFrozen, newestReleases, releasesOf } from '../store/record.ts';
import { kinOf } from './kin.ts';
import { owingTo } from './owing.ts';
import { houseOf, mayRead, mayReadAll } from './people.ts';
import { daysOf, timesOfRounds, touching } from './timeLine.ts';

/** A group that is not there and one that is not yours are told apart for executives alone: an address must not say which groups exist. */
export const readGroup = endpoint(roundRoutes, 'readGroup', async ({ caller, params: { group }, stores: { identity, published } }) => {
  const last = await lastFrozen(published);
  const releases = await releasesOf(published, group, last, newestReleases);
  const latest = releases.at(-1);
  if (latest === undefined) throw new Problem(mayReadAll(caller.roles) ? 'not-found' : 'not-yours');
  if (!mayRead(caller, latest.teams, latest.kind)) throw new Problem('not-yours');
  const [told, owing, events, kin, times, { programme }] = await Promise.all([
    published.get(keys.readingRoom(latest.round, group)), owingTo(latest, last, { identity, published }), eventsOf(published), kinOf(caller, releases, last, published), timesOfRounds(published), houseOf(identity),
  ]);
  const says = told === null ? [] : attribute<Saying[]>(told, 'says');
  return { name: latest.name, releases, says, owing, events: touching(events, group), ...kin, days: daysOf(times, programme.zone) };
});
