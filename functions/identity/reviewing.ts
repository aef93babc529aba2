import { type Decision, placeOf } from '../../shared/review/decision.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, keys, knownRound, stored } from '../store/record.ts';
import type { Item, Store } from '../store/store.ts';

type Published = Granted<{ published: ['get', 'query', 'delete', 'transact'] }>['published'];

/** Whether the comments of a round were sealed to one of these keys: whoever became a reviewer later cannot open them. */
export async function isSealedTo(published: Pick<Store, 'get'>, round: number, mine: readonly { id: string }[]): Promise<boolean> {
  const { manifest } = await knownRound(published, round);
  return manifest.comment?.reviewers.some((r) => mine.some((key) => key.id === r.id)) ?? false;
}

/**
 * Decides on one comment, once: the decision, its count in the list and the end of the sealed copy are one transaction. Somebody who
 * decides on another comment of the same list at this moment changes the count; then it is tried again.
 */
export async function decide(waiting: string, decision: Decision, published: Published): Promise<void> {
  const { round, group, id } = placeOf(waiting);
  for (;;) {
    const [there, sealed, list] = await Promise.all([published.get(keys.comment(round, group, id)), published.get(keys.waiting(waiting)), published.get(keys.commentList(round, group))]);
    if (there !== null) {
      // The same again, because its reply was lost, is told that it stands.
      if (isSame(attribute<Decision>(there, 'decision'), decision)) return;
      throw new Problem('already-decided');
    }
    if (sealed === null || list === null) throw new Problem('not-found');
    const decided = attribute<number>(list, 'decided');
    const done = await published.transact([
      { put: { ...keys.comment(round, group, id), v: 1, decision: stored(decision) }, when: { absent: true } },
      { put: counted(list, decided, decision), when: { has: { decided } } },
      { delete: keys.waiting(waiting) },
    ]);
    if (done) return;
  }
}

function counted(list: Item, decided: number, decision: Decision): Item {
  const withheld = attribute<Record<string, number>>(list, 'withheld');
  if (decision.kind !== 'withhold') return { ...list, decided: decided + 1 };
  return { ...list, decided: decided + 1, withheld: { ...withheld, [decision.reason]: (withheld[decision.reason] ?? 0) + 1 } };
}

const isSame = (a: Decision, b: Decision): boolean =>
  a.kind === 'withhold' || b.kind === 'withhold' ? a.kind === b.kind && 'reason' in a && 'reason' in b && a.reason === b.reason : a.kind === b.kind && a.text === b.text;
