import { Problem } from '../../shared/contract/problem.ts';
import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys } from '../store/record.ts';

export const readSpeakKey = endpoint(publishingRoutes, 'readSpeakKey', async ({ params: { month }, stores: { published } }) => {
  const item = await published.get(keys.speakKey(month));
  if (item === null) throw new Problem('not-found', 'that month has no key yet');
  return { month, key: attribute<string>(item, 'key') };
});
