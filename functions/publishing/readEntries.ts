import { publishingRoutes } from '../../shared/contract/publishing.ts';
import type { Entry } from '../../shared/pulse/manifest.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, knownRound } from '../store/record.ts';
import { every } from '../store/store.ts';

/** The manifest says which entries are the round's: a preparation that was killed may have left others. */
export const readEntries = endpoint(publishingRoutes, 'readEntries', async ({ params: { round }, stores: { published } }) => {
  const { manifest } = await knownRound(published, round);
  const entries: Entry[] = [];
  for await (const item of every(published, `entries#${round}`)) if (manifest.cohorts.includes(item.sk)) entries.push(attribute<Entry>(item, 'entry'));
  return { entries };
});
