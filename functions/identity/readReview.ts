import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { placeOf } from '../../shared/review/decision.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, lastFrozen, type ListOfComments } from '../store/record.ts';
import { every } from '../store/store.ts';
import { keys as identityKeys, allPeople } from './people.ts';
import { refuseInLine, reviewersOf } from './readerKeys.ts';
import { isSealedTo } from './reviewing.ts';

export const readReview = endpoint(reviewRoutes, 'readReview', async ({ caller, stores: { identity, published }, now }) => {
  refuseInLine(caller);
  const [current, reviewers, last] = await Promise.all([identity.get(identityKeys.currentReaderKey(caller.id)), allPeople(identity).then((people) => reviewersOf(identity, people)), lastFrozen(published)]);
  const counts = current === null ? null : attribute<{ id: string }>(current, 'reviewer').id;
  const mine: { id: string; recipient: string; wrapped: string }[] = [];
  for await (const item of every(identity, `readerKeys#${caller.id}`))
    if (attribute<boolean>(item, 'isConfirmed')) mine.push({ id: item.sk, recipient: attribute<string>(item, 'recipient'), wrapped: toBase64url(attribute<Uint8Array>(item, 'wrapped')) });
  mine.sort((a, b) => Number(a.id === counts) - Number(b.id === counts));

  const found = { keys: mine, reviewers: reviewers.length, waiting: 0, overdue: 0 };
  let next = null;
  const lists = new Map<string, ListOfComments | null>();
  for await (const item of every(published, 'waiting')) {
    const { round, group, id } = placeOf(item.sk);
    if (round > last || !(await isSealedTo(published, round, mine))) continue;
    // What a close that slept through the decision put back is not read a second time.
    if (next === null && (await published.get(keys.comment(round, group, id))) !== null) continue;
    const name = `${round} ${group}`;
    if (!lists.has(name)) lists.set(name, await listAt(published, round, group));
    const list = lists.get(name);
    if (list == null) continue;
    found.waiting += 1;
    if (Date.parse(list.dueAt) <= now) found.overdue += 1;
    next ??= { id: item.sk, round, group, name: list.name, dueAt: list.dueAt, sealed: toBase64url(attribute<Uint8Array>(item, 'sealed')) };
  }
  return { ...found, next };
});

async function listAt(published: Parameters<typeof lastFrozen>[0] & { get: Parameters<typeof isSealedTo>[0]['get'] }, round: number, group: string): Promise<ListOfComments | null> {
  const item = await published.get(keys.commentList(round, group));
  return item === null ? null : attribute<ListOfComments>(item, 'list');
}
