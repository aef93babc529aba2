import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { endpoint } from '../http/endpoint.ts';
import { confirm, refuseInLine } from './readerKeys.ts';

export const confirmReaderKey = endpoint(reviewRoutes, 'confirmReaderKey', async ({ caller, params: { id }, body: { opened }, stores: { identity, published }, now }) => {
  refuseInLine(caller);
  return confirm(caller.id, id, opened, identity, published, now);
});
