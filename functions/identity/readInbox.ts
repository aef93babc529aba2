import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { counting } from '../../shared/escalation/reader.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, speakingTerms, speakReaders } from '../store/record.ts';
import { threadKeys, threadOf } from '../store/threads.ts';
import { lineOf } from './inbox.ts';
import { keys, personOf } from './people.ts';
import { currentOf, holderOf, keptKeys, refuseSteward, stillReads } from './speakReaders.ts';

const threadsAtATime = 50;

/** In the order of the threads’ names, which is none of time. Which of them are for this reader, only their own browser can find out. */
export const readInbox = endpoint(speakingRoutes, 'readInbox', async ({ caller, query: { after }, stores: { identity, published } }) => {
  refuseSteward(caller);
  const [all, readers, { terms }, page] = await Promise.all([keptKeys(identity), speakReaders(published), speakingTerms(published), published.query('threads', { limit: threadsAtATime, ...(after === undefined ? {} : { after }) })]);
  const standing = counting(readers);
  const counts = new Set(standing.map((r) => r.id));
  const signed = new Set(readers.map((r) => r.id));
  const mine = all.filter(({ kept }) => kept.person === caller.id && kept.state === 'opened');
  const mineOf = mine.map(({ kept: { id, recipient }, wrapped }) => ({ id, recipient, wrapped, state: counts.has(id) ? ('counts' as const) : signed.has(id) ? ('replaced' as const) : ('opened' as const) }));
  const order = ['replaced', 'opened', 'counts'];
  mineOf.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const toSign = all.filter(({ kept: { id, person, state } }) => state === 'opened' && person !== caller.id && !signed.has(id));
  const waiting = await Promise.all(toSign.map(async ({ kept: { person, id, name, role, recipient, signs } }) => ({ id, name, role, recipient, signs, replaces: await currentOf(identity, { id, person }) })));
  const left: { id: string; name: string }[] = [];
  for (const { id, name } of standing) if (!(await stillReads(identity, holderOf(all, id)))) left.push({ id, name });
  const named = await identity.get(keys.speakDeputy(caller.id));
  const other = named === null ? null : await personOf(identity, attribute<string>(named, 'person'));
  const deputy = other === null ? null : { id: other.id, name: other.name, hasMail: other.mail !== undefined };
  const threads = await Promise.all(
    page.items.map(async (item) => {
      const first = await published.get(threadKeys.entry(item.sk, 1));
      return first === null ? [] : [{ line: lineOf(threadOf(item)), first: toBase64url(attribute<Uint8Array>(first, 'sealed')) }];
    }),
  );
  return { keys: mineOf, waiting, deputy, left, terms, threads: threads.flat(), next: page.next };
});
