import { publishingRoutes } from '../../shared/contract/publishing.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, padded } from '../store/record.ts';
import { every } from '../store/store.ts';

export const readLog = endpoint(publishingRoutes, 'readLog', async ({ query: { after }, stores: { published } }) => {
  const lines: LogLine[] = [];
  for await (const item of every(published, 'log', { after: padded(after) })) lines.push(attribute<LogLine>(item, 'line'));
  return { lines };
});
