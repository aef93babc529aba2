import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { endpoint } from '../http/endpoint.ts';
import { refuseSteward, withdraw } from './speakReaders.ts';

export const withdrawSpeakKey = endpoint(speakingRoutes, 'withdrawSpeakKey', async ({ caller, params: { id }, stores: { identity, published }, now }) => {
  refuseSteward(caller);
  await withdraw(caller, id, identity, published, now);
  return { id };
});
