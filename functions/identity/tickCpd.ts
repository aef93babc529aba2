import { cpdRoutes } from '../../shared/contract/identity/cpd.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { tickable } from '../../shared/cpd/year.ts';
import { dayAt } from '../../shared/time/date.ts';
import { endpoint } from '../http/endpoint.ts';
import { keys } from './cpd.ts';
import { standingOfPerson } from './diary.ts';
import { entitlementsOf } from './owedTo.ts';
import { personOf } from './people.ts';
import { rulesHere, rulesInForce } from './rules.ts';

/** Only what a rule asks of this person can be ticked, and on a day that has come. */
export const tickCpd = endpoint(cpdRoutes, 'tickCpd', async ({ caller, params: { tick: id }, body: { item, on, isDone }, stores: { identity }, now }) => {
  const today = dayAt(now);
  const person = await personOf(identity, caller.id);
  const standing = person === null ? null : await standingOfPerson(identity, person);
  if (standing === null || !tickable(entitlementsOf(standing, rulesInForce(await rulesHere(identity)), today)).has(item)) throw new Problem('not-found', 'no rule asks this of you');
  if (on > today) throw new Problem('not-begun', 'the day is still to come');
  await identity.put({ ...keys.tick(caller.id, id), v: 1, id, item, on, isDone });
  return { id, item, on, isDone };
});
