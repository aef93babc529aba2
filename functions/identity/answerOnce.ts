import { Problem } from '../../shared/contract/problem.ts';
import type { Given } from '../../shared/signal/owed.ts';
import { attribute, stored } from '../store/record.ts';
import type { Item, Store } from '../store/store.ts';

/**
 * Answers what an item asks, once: the answer that stands. The same one sent again, because its reply was lost, is told that it
 * stands; another one is refused as `already-answered`.
 */
export async function answerOnce(store: Pick<Store, 'get' | 'put'>, item: Item, answer: Given): Promise<Given> {
  if (await store.put({ ...item, isAnswered: true, answer: stored(answer) }, { has: { isAnswered: false } })) return answer;
  const there = await store.get({ pk: item.pk, sk: item.sk });
  const stands = there === null ? null : (attribute<Given | undefined>(there, 'answer') ?? null);
  if (stands?.text !== answer.text || stands.by !== answer.by) throw new Problem('already-answered');
  return stands;
}
