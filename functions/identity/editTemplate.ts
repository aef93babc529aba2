import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { endpoint } from '../http/endpoint.ts';
import { templateItem } from './supervision.ts';

/** Records keep the headings they were begun under. */
export const editTemplate = endpoint(supervisionRoutes, 'editTemplate', async ({ body: { headings }, stores: { identity } }) => {
  if (new Set(headings.map(({ id }) => id)).size !== headings.length) throw new Problem('malformed', 'two headings of one id');
  await identity.put(templateItem(headings));
  return { headings };
});
