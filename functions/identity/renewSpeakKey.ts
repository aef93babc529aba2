import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { endpoint } from '../http/endpoint.ts';
import { refuseSteward, renew } from './speakReaders.ts';

export const renewSpeakKey = endpoint(speakingRoutes, 'renewSpeakKey', async ({ caller, params: { id }, body, stores: { identity, published }, now }) => {
  refuseSteward(caller);
  await renew(caller, id, body, identity, published, now);
  return { id };
});
