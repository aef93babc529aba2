import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { endpoint } from '../http/endpoint.ts';
import { replace } from './makeFeed.ts';

export const revokeFeed = endpoint(calendarRoutes, 'revokeFeed', async ({ caller, stores: { identity }, now }) => {
  await replace(identity, caller.id, null, now);
  return {};
});
