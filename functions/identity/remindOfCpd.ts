import { remindersOn } from '../../shared/cpd/reminder.ts';
import { cpdJobs } from '../../shared/contract/identity/cpd.ts';
import { dayAt } from '../../shared/time/date.ts';
import { job } from '../http/endpoint.ts';
import { attribute, stored } from '../store/record.ts';
import { cpdFacts, cpdOf } from './cpd.ts';
import { standingOfPerson } from './diary.ts';
import { keys, messageId, type Outgoing } from './letters.ts';
import { entitlementsOf } from './owedTo.ts';
import { allPeople } from './people.ts';

const reminded = { pk: 'cpdReminded', sk: 'day' } as const;

/**
 * Once a day: a mail to whoever has something open in their own record that ends soon. Each is sent once, however often this runs, since
 * its id is who and what it is. A record is read only where something of its owner ends soon.
 */
export const remindOfCpd = job(cpdJobs, 'remindOfCpd', async (_: unknown, { stores: { identity }, now }): Promise<void> => {
  const today = dayAt(now);
  const done = await identity.get(reminded);
  if (done !== null && attribute<string>(done, 'day') === today) return;
  for (const person of await allPeople(identity)) {
    if (person.mail === undefined) continue;
    const standing = await standingOfPerson(identity, person);
    if (standing === null || remindersOn(entitlementsOf(standing, today), today).length === 0) continue;
    for (const reminder of remindersOn(entitlementsOf(standing, today, cpdFacts(await cpdOf(identity, person.id))), today)) {
      const id = messageId(person.id, reminder);
      if ((await identity.get(keys.dispatched(id))) !== null) continue;
      const mail: Outgoing = { to: person.id, tells: reminder, state: 'waiting', at: new Date(now).toISOString(), tries: 0 };
      await identity.put({ ...keys.outgoing(id), v: 1, version: 1, mail: stored(mail) }, { absent: true });
    }
  }
  await identity.put({ ...reminded, v: 1, day: today });
});
