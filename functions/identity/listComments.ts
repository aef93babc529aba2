import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { type Decision, type ShownList, type WithholdReason, withholdReasons } from '../../shared/review/decision.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, knownRound, lastFrozen, type ListOfComments } from '../store/record.ts';
import { every, type Item, type Store } from '../store/store.ts';
import { mayRead } from './people.ts';

/** How many rounds back: of one group, and of all of them. */
const roundsShown = { ofOne: 6, ofAll: 2 } as const;

/** Of a round that stands, and of groups whose picture one may read; a list that is not one’s own is not there. */
export const listComments = endpoint(reviewRoutes, 'listComments', async ({ caller, query: { group }, stores: { published } }) => {
  const last = await lastFrozen(published);
  const lists: ShownList[] = [];
  for (let round = last; round > Math.max(0, last - (group === undefined ? roundsShown.ofAll : roundsShown.ofOne)); round--)
    for (const item of await listsIn(published, round, group)) {
      const { teams, kind } = attribute<ListOfComments>(item, 'list');
      if (mayRead(caller, teams, kind)) lists.push(await shown(published, item));
    }
  const floor = last === 0 ? null : ((await knownRound(published, last)).manifest.comment?.floor ?? null);
  return { floor, lists };
});

async function listsIn(published: Pick<Store, 'get' | 'query'>, round: number, group: string | undefined): Promise<Item[]> {
  if (group !== undefined) return [await published.get(keys.commentList(round, group))].filter((item) => item !== null);
  const found: Item[] = [];
  for await (const item of every(published, `commentLists#${round}`)) found.push(item);
  return found;
}

async function shown(published: Pick<Store, 'query'>, item: Item): Promise<ShownList> {
  const { count, teams: _teams, ...list } = attribute<ListOfComments>(item, 'list');
  const withheld = attribute<Partial<Record<WithholdReason, number>>>(item, 'withheld');
  const comments: ShownList['comments'] = [];
  for await (const comment of every(published, `comments#${list.round}#${list.group}`)) {
    const decision = attribute<Decision>(comment, 'decision');
    if (decision.kind !== 'withhold') comments.push({ id: comment.sk, text: decision.text, masked: decision.kind === 'mask' });
  }
  return {
    ...list,
    waiting: count - attribute<number>(item, 'decided'),
    withheld: withholdReasons.flatMap((reason) => (withheld[reason] === undefined ? [] : [{ reason, count: withheld[reason] }])),
    comments,
  };
}
