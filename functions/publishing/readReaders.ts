import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { counting } from '../../shared/escalation/reader.ts';
import { endpoint } from '../http/endpoint.ts';
import { recoveryKeys, speakReaders } from '../store/record.ts';

/** Everyone who is ever asked gets the same: all readers whose keys count, those whose keys were replaced, whose replies are read on, and the recovery key. */
export const readReaders = endpoint(publishingRoutes, 'readReaders', async ({ stores: { published } }) => {
  const [all, recovery] = await Promise.all([speakReaders(published), recoveryKeys(published)]);
  const readers = counting(all);
  const former = all.filter((r) => !readers.includes(r)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { readers, former, recovery: recovery.at(-1) ?? null };
});
