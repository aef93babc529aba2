import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import type { Alarm } from '../../shared/disclosure/alarm.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { type Undelivered, undelivered } from './letters.ts';
import { namesOf } from './names.ts';

export const readAlarms = endpoint(roundRoutes, 'readAlarms', async ({ caller, stores: { identity, published } }) => {
  const alarms: Alarm[] = [];
  for await (const item of every(published, 'alarms')) {
    const alarm = attribute<Alarm>(item, 'alarm');
    // Of two closes at once the slower one may raise it after the faster has destroyed the key.
    if (alarm.kind === 'key-still-lives' && (await published.get(keys.erased(alarm.round))) !== null) continue;
    alarms.push(alarm);
  }
  // Whom mail did not reach is the steward’s to put right, and nobody else’s to know.
  return { alarms, undelivered: caller.roles.includes('steward') ? await undeliveredTo(identity) : [] };
});

async function undeliveredTo(identity: Pick<Store, 'get' | 'query'>): Promise<{ name: string; at: string; about: string; why: Undelivered['why'] }[]> {
  const found: Undelivered[] = [];
  for await (const item of every(identity, undelivered)) found.push(attribute<Undelivered>(item, 'undelivered'));
  const names: Readonly<Record<string, string>> = await namesOf(identity, found.map(({ person }) => person));
  return found.map(({ person, at, about, why }) => ({ name: names[person] ?? person, at, about, why })).sort((a, b) => (a.at < b.at ? 1 : -1));
}
