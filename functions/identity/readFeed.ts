import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { calendarOf } from '../../shared/time/calendar.ts';
import { partiesOf } from '../../shared/time/session.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { hashOf, keys } from './calendars.ts';
import { entriesOf } from './diary.ts';
import { personOf } from './people.ts';
import { sessionsInPlace } from './standIn.ts';

/** An address that is wrong, was taken back, or was somebody’s who has left: there is nothing, and nothing tells them apart. */
export const readFeed = endpoint(calendarRoutes, 'readFeed', async ({ params: { secret }, stores: { identity }, now }) => {
  const bare = /^([A-Za-z0-9_-]{43})\.ics$/.exec(secret)?.[1];
  const item = bare === undefined ? null : await identity.get(keys.secret(hashOf(bare)));
  const person = item === null ? null : await personOf(identity, attribute<string>(item, 'person'));
  if (person === null) throw new Problem('not-found');
  const [entries, inPlace] = await Promise.all([entriesOf(identity, person.id), sessionsInPlace(identity, person.id)]);
  // Whoever gave one and does not any more has it in their diary still, and in no calendar.
  return calendarOf(entries, now, inPlace, (session) => partiesOf(session).includes(person.id));
});
