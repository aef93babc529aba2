import type { Caller } from '../http/endpoint.ts';
import type { Party } from './diary.ts';

/** Time is booked for oneself, for those whose team one manages, and by whoever leads practice for anyone. */
export const mayBook = (caller: Caller, people: readonly string[], parties: readonly Party[]): boolean =>
  caller.roles.includes('principal') || people.every((id) => id === caller.id || parties.some(({ person }) => person.id === id && person.team !== null && caller.manages.includes(person.team)));

/** A session is changed by whoever is in it, and by whoever might have booked it for one of them. */
export const mayChange = (caller: Caller, people: readonly string[], parties: readonly Party[]): boolean =>
  parties.some(({ person }) => person.id === caller.id) || people.some((id) => mayBook(caller, [id], parties));
