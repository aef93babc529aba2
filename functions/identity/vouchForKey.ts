import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { endpoint } from '../http/endpoint.ts';
import { refuseSteward, vouch } from './speakReaders.ts';

export const vouchForKey = endpoint(speakingRoutes, 'vouchForKey', async ({ caller, params: { id }, body, stores: { identity, published }, now }) => {
  refuseSteward(caller);
  await vouch(caller, id, body, identity, published, now);
  return { id };
});
