import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { endpoint } from '../http/endpoint.ts';
import { offer, refuseInLine } from './readerKeys.ts';

export const offerReaderKey = endpoint(reviewRoutes, 'offerReaderKey', async ({ caller, body: { recipient, wrapped }, stores: { identity } }) => {
  refuseInLine(caller);
  return offer(caller.id, recipient, fromBase64url(wrapped), identity);
});
