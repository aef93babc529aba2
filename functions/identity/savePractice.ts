import { cpdRoutes } from '../../shared/contract/identity/cpd.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { dayAt } from '../../shared/time/date.ts';
import { endpoint } from '../http/endpoint.ts';
import { keys } from './cpd.ts';

/** Hours of practice up to a day, as their owner counts them; none takes them back. Nobody else reads them. */
export const savePractice = endpoint(cpdRoutes, 'savePractice', async ({ caller, params: { entry: id }, body: { on, minutes }, stores: { identity }, now }) => {
  if (on > dayAt(now)) throw new Problem('not-begun', 'the day is still to come');
  await identity.put({ ...keys.practice(caller.id, id), v: 1, id, on, minutes });
  return { id, on, minutes };
});
