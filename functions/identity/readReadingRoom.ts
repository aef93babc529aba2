import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, eventsOf, lastFrozen } from '../store/record.ts';
import { every } from '../store/store.ts';
import { owingTo } from './owing.ts';

export const readReadingRoom = endpoint(roundRoutes, 'readReadingRoom', async ({ stores: { identity, published } }) => {
  const last = await lastFrozen(published);
  const [owing, events] = await Promise.all([owingTo(null, last, { identity, published }), eventsOf(published)]);
  if (last === 0) return { round: null, groups: [], owing, events };
  const groups = [];
  for await (const item of every(published, `readingRoom#${last}`))
    groups.push({ latest: attribute<GroupRelease>(item, 'latest'), line: attribute<GroupRelease[]>(item, 'line'), says: attribute<Saying[]>(item, 'says') });
  return { round: last, groups, owing, events };
});
