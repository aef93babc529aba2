import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { endpoint } from '../http/endpoint.ts';
import { offerKey, refuseSteward } from './speakReaders.ts';

export const offerSpeakKey = endpoint(speakingRoutes, 'offerSpeakKey', async ({ caller, body, stores: { identity } }) => {
  refuseSteward(caller);
  return offerKey(caller, body, identity);
});
