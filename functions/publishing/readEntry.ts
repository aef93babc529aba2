import { Problem } from '../../shared/contract/problem.ts';
import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { endpoint } from '../http/endpoint.ts';
import { entryOf } from '../store/record.ts';

export const readEntry = endpoint(publishingRoutes, 'readEntry', async ({ params: { hash }, stores: { published } }) => {
  const entry = await entryOf(published, hash);
  if (entry === null) throw new Problem('not-found', 'there is no cohort of this name');
  return entry;
});
