import type { Given, Owed } from '../../shared/signal/owed.ts';
import { attribute } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { allPeople, type GroupOfTeams, houseOf, isPartOf, personOf } from './people.ts';

interface Stores {
  identity: Pick<Store, 'get' | 'query'>;
  published: Pick<Store, 'query'>;
}

/**
 * The answers owed to one group, by its teams, and to those it is a part of, or to every group (null), newest first, and the names of who owes them: the executive whom the house
 * names, else every one of them. What a round that does not stand yet (`last` is the newest that does) has opened is not there yet.
 */
export async function owingTo(group: Pick<GroupOfTeams, 'group' | 'teams'> | null, last: number, { identity, published }: Stores): Promise<{ owedBy: string[]; answers: { owed: Owed; answer: Given | null }[] }> {
  const answers: { owed: Owed; answer: Given | null }[] = [];
  for await (const item of every(published, 'owed')) {
    const owed = attribute<Owed>(item, 'owed');
    if ((group === null || isPartOf(group, owed)) && owed.round <= last) answers.push({ owed, answer: attribute<Given | undefined>(item, 'answer') ?? null });
  }
  answers.sort((a, b) => b.owed.round - a.owed.round);
  return { owedBy: answers.length === 0 ? [] : await whoOwes(identity), answers };
}

async function whoOwes(identity: Stores['identity']): Promise<string[]> {
  const { owesAnswers = null } = await houseOf(identity);
  const named = owesAnswers === null ? null : await personOf(identity, owesAnswers);
  // Whom the house names may have left, or be an executive no more.
  return named?.roles.includes('executive') === true ? [named.name] : (await allPeople(identity)).filter((p) => p.roles.includes('executive')).map((p) => p.name).sort();
}
