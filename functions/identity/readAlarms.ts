import { identityRoutes } from '../../shared/contract/identity.ts';
import type { Alarm } from '../../shared/disclosure/alarm.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every } from '../store/store.ts';

export const readAlarms = endpoint(identityRoutes, 'readAlarms', async ({ stores: { published } }) => {
  const alarms: Alarm[] = [];
  for await (const item of every(published, 'alarms')) alarms.push(attribute<Alarm>(item, 'alarm'));
  return { alarms };
});
