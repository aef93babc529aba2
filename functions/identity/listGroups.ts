import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen } from '../store/record.ts';
import { every } from '../store/store.ts';
import { mayRead } from './people.ts';

export const listGroups = endpoint(roundRoutes, 'listGroups', async ({ caller, stores: { published } }) => {
  const last = await lastFrozen(published);
  const groups = [];
  for await (const item of every(published, `readingRoom#${last}`)) {
    const { group, kind, name, teams } = attribute<GroupRelease>(item, 'latest');
    if (mayRead(caller, teams, kind)) groups.push({ group, kind, name, teams: [...teams], rounds: attribute<unknown[]>(item, 'line').length });
  }
  return { groups };
});
