import type { Item, Key } from '../store/store.ts';
import { attribute } from '../store/record.ts';

/**
 * Requests to the guardian to get in touch, in the identity table: one a person, the newest.
 *
 *     contact / person   how they can be reached, and two days
 */
export const contactPartition = 'contact';
export const contactKey = (person: string): Key => ({ pk: contactPartition, sk: person });

export interface ContactRequest {
  how: string;
  askedOn: string;
  doneOn: string | null;
}
export const contactItem = (person: string, { how, askedOn, doneOn }: ContactRequest): Item => ({ ...contactKey(person), v: 1, how, askedOn, doneOn });
export const contactOf = (item: Item): ContactRequest => ({ how: attribute<string>(item, 'how'), askedOn: attribute<string>(item, 'askedOn'), doneOn: attribute<string | null>(item, 'doneOn') });
