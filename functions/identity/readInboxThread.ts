import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, padded } from '../store/record.ts';
import { entriesOf, threadNamed } from '../store/threads.ts';
import { lineOf } from './inbox.ts';
import { refuseSteward } from './speakReaders.ts';

const entriesAtATime = 30;

export const readInboxThread = endpoint(speakingRoutes, 'readInboxThread', async ({ caller, params: { thread }, query: { after }, stores: { published } }) => {
  refuseSteward(caller);
  const found = await threadNamed(published, thread);
  if (found === null) throw new Problem('not-found');
  const { items } = await published.query(entriesOf(thread), { after: padded(after), limit: entriesAtATime });
  const entries = items.map((item) => ({ from: attribute<'writer' | 'reader'>(item, 'from'), number: attribute<number>(item, 'number'), sealed: toBase64url(attribute<Uint8Array>(item, 'sealed')) }));
  return { line: lineOf(found), entries };
});
