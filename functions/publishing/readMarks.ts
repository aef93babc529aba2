import { Problem } from '../../shared/contract/problem.ts';
import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen } from '../store/record.ts';
import { every } from '../store/store.ts';

export const readMarks = endpoint(publishingRoutes, 'readMarks', async ({ params: { round }, stores: { published } }) => {
  if (round > (await lastFrozen(published))) throw new Problem('not-found', 'this round’s marks are published when it has been counted');
  const marks: string[] = [];
  for await (const item of every(published, `marks#${round}`)) marks.push(...attribute<string[]>(item, 'marks'));
  return { round, marks };
});
