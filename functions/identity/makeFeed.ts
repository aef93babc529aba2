import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import type { Change, Store } from '../store/store.ts';
import { feedOf, hashOf, keys, newSecret } from './calendars.ts';
import { untilWritten } from './untilWritten.ts';

/** The secret is answered once and kept nowhere: what is kept is its hash. The one before is gone with the same writing. */
export const makeFeed = endpoint(calendarRoutes, 'makeFeed', async ({ caller, stores: { identity }, now }) => {
  const secret = newSecret();
  await replace(identity, caller.id, hashOf(secret), now);
  return { path: `/calendars/${secret}.ics` };
});

/** Puts one address in the place of the one that was there, or none. Refuses as `busy` where the same person does it again and again at once. */
export async function replace(identity: Pick<Store, 'get' | 'transact'>, person: string, hash: string | null, now: number): Promise<void> {
  await untilWritten(async () => {
    const before = await feedOf(identity, person);
    if (hash === null && (before === null || before.hash === null)) return true;
    const changes: Change[] = [
      { put: { ...keys.feed(person), v: 1, hash, feed: stored({ hash, madeAt: new Date(now).toISOString() }) }, when: before === null ? { absent: true } : { has: { hash: before.hash } } },
      ...(hash === null ? [] : [{ put: { ...keys.secret(hash), v: 1, person } }]),
      ...(before === null || before.hash === null ? [] : [{ delete: keys.secret(before.hash) }]),
    ];
    return (await identity.transact(changes)) ? true : null;
  });
}
