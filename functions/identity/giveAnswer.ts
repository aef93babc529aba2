import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { Owed } from '../../shared/signal/owed.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, lastFrozen } from '../store/record.ts';
import { answerOnce } from './answerOnce.ts';

/** What is owed by a round that stands, and no other. */
export const giveAnswer = endpoint(roundRoutes, 'giveAnswer', async ({ caller, params: { id }, body: { text }, stores: { published }, now }) => {
  const [item, last] = await Promise.all([published.get(keys.owed(id)), lastFrozen(published)]);
  const owed = item === null ? null : attribute<Owed>(item, 'owed');
  if (item === null || owed === null || owed.round > last) throw new Problem('not-found');
  return { owed, answer: await answerOnce(published, item, { text, by: caller.name, at: new Date(now).toISOString() }) };
});
