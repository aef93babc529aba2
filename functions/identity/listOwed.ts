import { identityRoutes } from '../../shared/contract/identity.ts';
import type { Given, Owed } from '../../shared/signal/owed.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen } from '../store/record.ts';
import { every } from '../store/store.ts';
import { houseOf, mayRead, personOf } from './people.ts';

/** What a round that does not stand yet has opened is not there yet. */
export const listOwed = endpoint(identityRoutes, 'listOwed', async ({ caller, stores: { identity, published } }) => {
  const [{ owesAnswers = null }, last] = await Promise.all([houseOf(identity), lastFrozen(published)]);
  const by = owesAnswers === null ? null : await personOf(identity, owesAnswers);
  const answers: { owed: Owed; answer: Given | null }[] = [];
  for await (const item of every(published, 'owed')) {
    const owed = attribute<Owed>(item, 'owed');
    if (owed.round <= last && mayRead(caller, owed.teams, owed.kind)) answers.push({ owed, answer: attribute<Given | undefined>(item, 'answer') ?? null });
  }
  answers.sort((a, b) => b.owed.round - a.owed.round);
  return { owedBy: by?.name ?? null, answers };
});
