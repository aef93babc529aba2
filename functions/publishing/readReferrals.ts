import { publishingRoutes } from '../../shared/contract/publishing.ts';
import type { Referrals } from '../../shared/escalation/referrals.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, speakingTerms } from '../store/record.ts';

export const readReferrals = endpoint(publishingRoutes, 'readReferrals', async ({ stores: { published } }) => {
  const [item, { terms }] = await Promise.all([published.get(keys.referrals()), speakingTerms(published)]);
  return { referrals: item === null ? null : attribute<Referrals>(item, 'referrals'), terms };
});
