import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { allTeams } from './people.ts';

/** By name: no other order is anybody’s. */
export const readTeams = endpoint(timeRoutes, 'readTeams', async ({ caller, stores: { identity } }) => {
  const teams = (await allTeams(identity)).filter(({ id }) => caller.roles.includes('principal') || caller.manages.includes(id));
  return { teams: teams.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB')) };
});
