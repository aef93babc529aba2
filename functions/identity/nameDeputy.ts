import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { keys, personOf } from './people.ts';
import { refuseSteward } from './speakReaders.ts';

/** One each; they are told by mail, and read nothing. */
export const nameDeputy = endpoint(speakingRoutes, 'nameDeputy', async ({ caller, body: { person }, stores: { identity } }) => {
  refuseSteward(caller);
  if (person === null) {
    await identity.delete(keys.speakDeputy(caller.id));
    return { deputy: null };
  }
  const found = person === caller.id ? null : await personOf(identity, person);
  if (found === null) throw new Problem('not-found', 'a deputy is somebody else who works here');
  await identity.put({ ...keys.speakDeputy(caller.id), v: 1, person });
  return { deputy: { id: found.id, name: found.name, hasMail: found.mail !== undefined } };
});
