import { identityRoutes } from '../../shared/contract/identity.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { lastFrozen, newestReleases, releasesOf } from '../store/record.ts';
import { mayRead, mayReadAll } from './people.ts';

/** A group that is not there and one that is not yours are told apart for executives alone: an address must not say which groups exist. */
export const readGroup = endpoint(identityRoutes, 'readGroup', async ({ caller, params: { group }, stores: { published } }) => {
  const releases = await releasesOf(published, group, await lastFrozen(published), newestReleases);
  const latest = releases.at(-1);
  if (latest === undefined) throw new Problem(mayReadAll(caller.roles) ? 'not-found' : 'not-yours');
  if (!mayRead(caller, latest.teams, latest.kind)) throw new Problem('not-yours');
  return { name: latest.name, releases };
});
