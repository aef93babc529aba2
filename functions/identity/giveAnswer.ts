import { identityRoutes } from '../../shared/contract/identity.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { Given, Owed } from '../../shared/signal/owed.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, lastFrozen, stored } from '../store/record.ts';

/** Once: the first answer stands. The same one sent again, because its reply was lost, is told that it stands. */
export const giveAnswer = endpoint(identityRoutes, 'giveAnswer', async ({ caller, params: { id }, body: { text }, stores: { published }, now }) => {
  const [item, last] = await Promise.all([published.get(keys.owed(id)), lastFrozen(published)]);
  const owed = item === null ? null : attribute<Owed>(item, 'owed');
  if (item === null || owed === null || owed.round > last) throw new Problem('not-found');
  const answer: Given = { text, by: caller.name, at: new Date(now).toISOString() };
  const isFirst = await published.put({ ...item, isAnswered: true, answer: stored(answer) }, { has: { isAnswered: false } });
  if (isFirst) return { owed, answer };
  const there = await published.get(keys.owed(id));
  const stands = there === null ? null : attribute<Given>(there, 'answer');
  if (stands?.text !== text || stands.by !== caller.name) throw new Problem('already-answered');
  return { owed, answer: stands };
});
