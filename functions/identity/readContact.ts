import { contactRoutes } from '../../shared/contract/identity/contact.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactKey, contactOf } from './contact.ts';
import { allPeople } from './people.ts';

export const readContact = endpoint(contactRoutes, 'readContact', async ({ caller, stores: { identity } }) => {
  const [item, people] = await Promise.all([identity.get(contactKey(caller.id)), allPeople(identity)]);
  return { mine: item === null ? null : contactOf(item), guardians: people.filter((p) => p.roles.includes('guardian')).map((p) => p.name) };
});
