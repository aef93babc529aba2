import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, knownRound } from '../store/record.ts';
import { type CohortMembers, groupInRound, keys } from './people.ts';

export const readCohort = endpoint(roundRoutes, 'readCohort', async ({ caller, params: { round }, stores: { identity, published } }) => {
  const group = await groupInRound(identity, caller.id, round);
  if (group === null) throw new Problem('not-in-round');
  const { cohorts } = await knownRound(published, round);
  const hash = cohorts.find((c) => c.group === group)?.hash;
  const item = hash === undefined ? null : await identity.get(keys.cohort(round, hash));
  if (hash === undefined || item === null) throw new Problem('not-in-round');
  const { name, salt, members, changed } = attribute<CohortMembers>(item, 'cohort');
  return { cohort: hash, group, name, salt, names: members.map((m) => m.name), changed };
});
