import { remindersOn } from '../../shared/cpd/reminder.ts';
import { cpdJobs } from '../../shared/contract/identity/cpd.ts';
import { dayAt } from '../../shared/time/date.ts';
import { job } from '../http/endpoint.ts';
import { cpdFacts, cpdOf } from './cpd.ts';
import { standingOfPerson } from './diary.ts';
import { leave } from './letters.ts';
import { onceADay } from './onceADay.ts';
import { entitlementsOf } from './owedTo.ts';
import { allPeople } from './people.ts';
import { rulesHere, rulesInForce } from './rules.ts';

const reminded = { pk: 'cpdReminded', sk: 'day' } as const;

/**
 * Once a day: a mail to whoever has something open in their own record that ends soon. Each is sent once, however often this runs, since
 * its id is who and what it is. A record is read only where something of its owner ends soon.
 */
export const remindOfCpd = job(cpdJobs, 'remindOfCpd', async (_: unknown, { stores: { identity }, now }): Promise<void> => {
  const today = dayAt(now);
  await onceADay(identity, reminded, today, async () => {
    const rules = rulesInForce(await rulesHere(identity));
    for (const person of await allPeople(identity)) {
      if (person.mail === undefined) continue;
      const standing = await standingOfPerson(identity, person);
      if (standing === null || remindersOn(entitlementsOf(standing, rules, today), today).length === 0) continue;
      for (const reminder of remindersOn(entitlementsOf(standing, rules, today, cpdFacts(await cpdOf(identity, person.id))), today)) await leave(identity, person.id, reminder, now);
    }
  });
});
