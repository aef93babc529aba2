import { identityRoutes } from '../../shared/contract/identity.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen } from '../store/record.ts';
import { every } from '../store/store.ts';

export const readReadingRoom = endpoint(identityRoutes, 'readReadingRoom', async ({ stores: { published } }) => {
  const last = await lastFrozen(published);
  if (last === 0) return { round: null, groups: [] };
  const groups = [];
  for await (const item of every(published, `readingRoom#${last}`))
    groups.push({ latest: attribute<GroupRelease>(item, 'latest'), line: attribute<GroupRelease[]>(item, 'line'), says: attribute<Saying[]>(item, 'says') });
  return { round: last, groups };
});
