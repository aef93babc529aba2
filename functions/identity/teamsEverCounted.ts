import { attribute } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';

/** Every team that was there on the day of a count, by its id, and its service: those that were closed since are among them. */
export const teamsCounted = 'protectedTimeTeams';

export async function teamsEverCounted(identity: Pick<Store, 'query'>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const item of every(identity, teamsCounted)) found.set(item.sk, attribute<string>(item, 'service'));
  return found;
}
