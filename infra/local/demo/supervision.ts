import { localDateOf, plusDays } from '../../../shared/time/date.ts';
import { keys } from '../../../functions/identity/supervision.ts';
import type { Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { endpoints } from '../../registry.ts';
import { managerAway } from './employment.ts';

/** Of the team whose manager is away just now: whose agreement names a stand-in, and whom, by their place in it. */
const [supervised, standsIn] = [[3, 4, 7], 6] as const;
const daysAgo = 120;

/** A few agreements, put by the manager and signed by the other, by the functions of the routes. */
export async function seedSupervision(stores: Stores, people: readonly Person[], now: number): Promise<void> {
  const { proposeAgreement, signAgreement } = endpoints;
  const team = people.filter((p) => p.team === managerAway);
  const [manager, other] = [team.find((p) => p.manages.includes(managerAway)), team[standsIn]];
  if (manager === undefined || other === undefined) throw new Error('the team has its manager and somebody who stands in');
  const at = now - daysAgo * 86_400_000;
  const from = plusDays(localDateOf(new Date(at).toISOString()), 1);
  const terms = { supervisor: manager.id, from, everyWeeks: 4, minutes: 90, where: 'The small room, door closed', confidential: 'What is said here stays here, unless somebody is at risk. Then we say so to each other first.', standIn: other.id, sharesEarlier: false };
  for (const person of supervised.flatMap((n) => team[n] ?? [])) {
    await stores.identity.clear(keys.agreement(person.id, 1).pk);
    await proposeAgreement.handle({ caller: manager, query: {}, params: { person: person.id }, body: { number: 1, terms }, stores: granted(stores, proposeAgreement.row.grants), now: at });
    await signAgreement.handle({ caller: person, query: {}, params: { person: person.id, number: 1 }, body: undefined, stores: granted(stores, signAgreement.row.grants), now: at + 3_600_000 });
  }
}
