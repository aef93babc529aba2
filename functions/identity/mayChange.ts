import { standingAgreement } from '../../shared/supervision/agreement.ts';
import { dayAt, type LocalDate } from '../../shared/time/date.ts';
import type { About } from '../../shared/time/session.ts';
import type { Caller } from '../http/endpoint.ts';
import type { Store } from '../store/store.ts';
import type { Party } from './diary.ts';
import { supervisorIn } from './flags.ts';
import { supervisionOfPerson } from './supervision.ts';

type Reads = Pick<Store, 'query'>;
type For = Pick<About, 'people' | 'givenBy'>;

/**
 * Time is booked for oneself, for those whose teams one manages, and by whoever leads practice for anyone. Whoever gives it books it for those
 * whom they supervise, and, managing one of them, for a group of several teams: everybody is told, and can take it.
 */
export async function mayBook(identity: Reads, caller: Caller, { people, givenBy }: For, parties: readonly Party[], { on, now }: { on: LocalDate; now: number }): Promise<boolean> {
  if (mayBookFor(caller, people, parties)) return true;
  if (givenBy !== caller.id) return false;
  if (people.some((id) => manages(caller, id, parties))) return true;
  const others = people.filter((id) => id !== caller.id);
  const theirs = await Promise.all(others.map((id) => supervises(identity, caller, parties.find(({ person }) => person.id === id), { on, now })));
  return theirs.every((isTheirs) => isTheirs);
}

/** A session is changed by whoever is in it, and by whoever might have booked it for one of them. */
export const mayChange = (caller: Caller, people: readonly string[], parties: readonly Party[]): boolean =>
  parties.some(({ person }) => person.id === caller.id) || people.some((id) => mayBookFor(caller, [id], parties));

const mayBookFor = (caller: Caller, people: readonly string[], parties: readonly Party[]): boolean =>
  caller.roles.includes('principal') || people.every((id) => id === caller.id || manages(caller, id, parties));

const manages = (caller: Caller, id: string, parties: readonly Party[]): boolean => parties.some(({ person }) => person.id === id && person.team !== null && caller.manages.includes(person.team));

/** By an agreement that both have signed and that holds on the day, or because the newest of their supervision is given by them. */
async function supervises(identity: Reads, caller: Caller, party: Party | undefined, { on, now }: { on: LocalDate; now: number }): Promise<boolean> {
  if (party === undefined) return false;
  const { person: { id }, sessions } = party;
  if (supervisorIn(sessions.values(), id, dayAt(now)) === caller.id) return true;
  const { agreements } = await supervisionOfPerson(identity, id);
  return standingAgreement(id, caller.id, agreements, on) !== null;
}
