import { contactRoutes } from '../../shared/contract/identity/contact.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactItem, contactKey } from './contact.ts';

/** Named, unlike a message: it stands beside the person who asked. Taken back it is gone. */
export const requestContact = endpoint(contactRoutes, 'requestContact', async ({ caller, body: { how }, stores: { identity }, now }) => {
  if (how === null) {
    await identity.delete(contactKey(caller.id));
    return { mine: null };
  }
  const mine = { how, askedOn: dateOf(dayOf(now)), doneOn: null };
  await identity.put(contactItem(caller.id, mine));
  return { mine };
});
