import { contactRoutes } from '../../shared/contract/identity/contact.ts';
import { endpoint } from '../http/endpoint.ts';
import { allPeople } from './people.ts';

/** The same for everyone who asks, and everyone’s own device does. */
export const listNames = endpoint(contactRoutes, 'listNames', async ({ stores: { identity } }) => ({
  names: [...new Set((await allPeople(identity)).map((p) => p.name))].sort((a, b) => a.localeCompare(b, 'en-GB')),
}));
