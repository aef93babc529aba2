import type { Store } from '../store/store.ts';
import { personOf } from './people.ts';

/** Names by id, of whoever is still known. */
export async function namesOf(identity: Pick<Store, 'get'>, ids: readonly string[]): Promise<Record<string, string>> {
  const people = await Promise.all([...new Set(ids)].map((id) => personOf(identity, id)));
  return Object.fromEntries(people.flatMap((person) => (person === null ? [] : [[person.id, person.name] as const])));
}
