import { publishingRoutes } from '../../shared/contract/publishing.ts';
import type { Referrals } from '../../shared/escalation/referrals.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys } from '../store/record.ts';

export const readReferrals = endpoint(publishingRoutes, 'readReferrals', async ({ stores: { published } }) => {
  const item = await published.get(keys.referrals());
  return { referrals: item === null ? null : attribute<Referrals>(item, 'referrals') };
});
