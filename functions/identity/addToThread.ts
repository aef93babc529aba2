import { randomInt } from 'node:crypto';
import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { checkEnvelope } from '../../shared/escalation/envelopeShape.ts';
import { dateOf, dayOf, deletionOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { addEntry, digestOf, threadNamed } from '../store/threads.ts';
import { lineOf } from './inbox.ts';
import { refuseSteward } from './speakReaders.ts';

/** A reader’s entry under the next number. Where another reader was faster, theirs stands, and this one is sealed again for the number after it. */
export const addToThread = endpoint(speakingRoutes, 'addToThread', async ({ caller, params: { thread }, body: { number, mark, opened = 0, ...body }, stores: { published }, now }) => {
  refuseSteward(caller);
  const sealed = fromBase64url(body.sealed);
  if (checkEnvelope(sealed) === null) throw new Problem('not-an-envelope');
  for (;;) {
    const there = await threadNamed(published, thread);
    if (there === null) throw new Problem('not-found');
    if (number === there.fromReaders && there.lastReply === digestOf(sealed)) return lineOf(there);
    if (number !== there.fromReaders + 1) throw new Problem('number-taken');
    const added = { from: 'reader', number, sealed, mark, opened, on: dateOf(dayOf(now)), deleteAfter: deletionOf('reader', dayOf(now), randomInt) } as const;
    if (await addEntry(published, there, added)) return lineOf((await threadNamed(published, thread)) ?? there);
  }
});
