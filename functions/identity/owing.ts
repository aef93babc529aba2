import type { Given, Owed } from '../../shared/signal/owed.ts';
import { attribute } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { houseOf, personOf } from './people.ts';

interface Stores {
  identity: Pick<Store, 'get'>;
  published: Pick<Store, 'query'>;
}

/**
 * The answers owed to one group, or to every group (null), newest first, and who owes them. What a round that does not stand yet
 * (`last` is the newest that does) has opened is not there yet.
 */
export async function owingTo(group: string | null, last: number, { identity, published }: Stores): Promise<{ owedBy: string | null; answers: { owed: Owed; answer: Given | null }[] }> {
  const { owesAnswers = null } = await houseOf(identity);
  const by = owesAnswers === null ? null : await personOf(identity, owesAnswers);
  const answers: { owed: Owed; answer: Given | null }[] = [];
  for await (const item of every(published, 'owed', group === null ? {} : { prefix: `${group}.` })) {
    const owed = attribute<Owed>(item, 'owed');
    if (owed.round <= last) answers.push({ owed, answer: attribute<Given | undefined>(item, 'answer') ?? null });
  }
  answers.sort((a, b) => b.owed.round - a.owed.round);
  return { owedBy: by?.name ?? null, answers };
}
