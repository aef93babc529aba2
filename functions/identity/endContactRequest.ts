import { contactRoutes } from '../../shared/contract/identity/contact.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactItem, contactKey, contactOf } from './contact.ts';

export const endContactRequest = endpoint(contactRoutes, 'endContactRequest', async ({ params: { person }, body: { askedOn }, stores: { identity }, now }) => {
  const item = await identity.get(contactKey(person));
  if (item === null) throw new Problem('not-found');
  const there = contactOf(item);
  if (there.askedOn !== askedOn) throw new Problem('changed-meanwhile');
  const request = { ...there, doneOn: there.doneOn ?? dateOf(dayOf(now)) };
  await identity.put(contactItem(person, request));
  return { request };
});
