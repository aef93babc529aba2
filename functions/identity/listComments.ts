import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { type Decision, type ShownList, type WithholdReason, withholdReasons } from '../../shared/review/decision.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, knownRound, lastFrozen, type ListOfComments, releasesOf } from '../store/record.ts';
import { every, type Item, type Store } from '../store/store.ts';
import { isPartOf, mayRead } from './people.ts';

/** How many rounds back: of one group, and of all of them. */
const roundsShown = { ofOne: 6, ofAll: 2 } as const;

/**
 * Of a round that stands. Who asks for their group is told, where its comments stand in a larger group's list, how many of that are shown
 * and how many are not, and why; what they say is for who reads that group. A list that is not one's own in either way is not there.
 */
export const listComments = endpoint(reviewRoutes, 'listComments', async ({ caller, query: { group }, stores: { published } }) => {
  const last = await lastFrozen(published);
  const own = group === undefined ? null : new Map((await releasesOf(published, group, last, roundsShown.ofOne + 1)).map((release) => [release.round, release]));
  const lists: ShownList[] = [];
  for (let round = last; round > Math.max(0, last - (own === null ? roundsShown.ofAll : roundsShown.ofOne)); round--) {
    const all = await listsOf(published, round);
    if (own === null) {
      for (const { item, list } of all) if (mayRead(caller, list.teams, list.kind)) lists.push(await shown(published, item));
      continue;
    }
    // Where more answers came than people were asked, nothing of what was written is in any list.
    const asked = own.get(round);
    if (asked === undefined || asked.hidden === 'withheld' || !mayRead(caller, asked.teams, asked.kind)) continue;
    const [closest] = all.filter(({ list }) => isPartOf(asked, list)).sort(smallestFirst);
    if (closest !== undefined) lists.push({ ...(await shown(published, closest.item)), ...(closest.list.group === asked.group ? {} : { comments: null }) });
  }
  const floor = last === 0 ? null : ((await knownRound(published, last)).manifest.comment?.floor ?? null);
  return { floor, lists };
});

interface Listed {
  item: Item;
  list: ListOfComments;
}

async function listsOf(published: Pick<Store, 'query'>, round: number): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const item of every(published, keys.commentList(round, '').pk)) found.push({ item, list: attribute<ListOfComments>(item, 'list') });
  return found;
}

const kinds = ['cohort', 'service', 'organisation'] as const;
const smallestFirst = (a: Listed, b: Listed): number => kinds.indexOf(a.list.kind) - kinds.indexOf(b.list.kind);

async function shown(published: Pick<Store, 'query'>, item: Item): Promise<ShownList> {
  const { count, teams: _teams, ...list } = attribute<ListOfComments>(item, 'list');
  const withheld = attribute<Partial<Record<WithholdReason, number>>>(item, 'withheld');
  const comments: NonNullable<ShownList['comments']> = [];
  for await (const comment of every(published, `comments#${list.round}#${list.group}`)) {
    const decision = attribute<Decision>(comment, 'decision');
    if (decision.kind !== 'withhold') comments.push({ id: comment.sk, text: decision.text, masked: decision.kind === 'mask' });
  }
  return {
    ...list,
    waiting: count - attribute<number>(item, 'decided'),
    withheld: withholdReasons.flatMap((reason) => (withheld[reason] === undefined ? [] : [{ reason, count: withheld[reason] }])),
    shown: comments.length,
    comments,
  };
}
