import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { endpoint } from '../http/endpoint.ts';
import { confirmKey, refuseSteward } from './speakReaders.ts';

export const confirmSpeakKey = endpoint(speakingRoutes, 'confirmSpeakKey', async ({ caller, params: { id }, body: { opened }, stores: { identity } }) => {
  refuseSteward(caller);
  await confirmKey(caller, id, opened, identity);
  return { id };
});
