import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { Correction } from '../../shared/signal/event.ts';
import { endpoint } from '../http/endpoint.ts';
import { eventsOf, keys, lastFrozen, stored } from '../store/record.ts';
import { mayMarkAll, refuseUnlessMarking } from './timeLine.ts';

/** Once, by whoever may mark the groups it touches. The event stays where it is, and the correction stands beside it. */
export const takeBackEvent = endpoint(roundRoutes, 'takeBackEvent', async ({ caller, params: { id }, body: { text }, stores: { published }, now }) => {
  const find = async () => (await eventsOf(published)).find((m) => m.event.id === id);
  const there = await find();
  if (there === undefined) throw new Problem(mayMarkAll(caller) ? 'not-found' : 'not-yours');
  await refuseUnlessMarking(caller, there.event.groups, published, await lastFrozen(published));
  const correction: Correction = { text, by: caller.name, at: new Date(now).toISOString() };
  if (await published.put({ ...keys.correction(id), v: 1, correction: stored(correction) }, { absent: true })) return { ...there, takenBack: correction };
  const stands = await find();
  if (stands?.takenBack?.text !== text || stands.takenBack.by !== caller.name) throw new Problem('taken-back-already');
  return stands;
});
