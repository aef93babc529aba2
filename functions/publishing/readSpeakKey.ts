import { Problem } from '../../shared/contract/problem.ts';
import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys } from '../store/record.ts';

export const readSpeakKey = endpoint(publishingRoutes, 'readSpeakKey', async ({ params: { period }, stores: { published } }) => {
  const [item, why] = await Promise.all([published.get(keys.speakKey(period)), published.get(keys.whyKey(period))]);
  if (item === null) throw new Problem('not-found', 'there is no key for it yet');
  return { period, key: attribute<string>(item, 'key'), why: why === null ? null : attribute<string>(why, 'public') };
});
