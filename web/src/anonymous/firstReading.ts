import type { EverythingKept } from '../wallet/database.ts';
import type { Kept, Queued } from '../wallet/kept.ts';
import { createStores, databaseName, databaseVersion } from '../wallet/schema.ts';

/**
 * What the device keeps, read while the rest of the check-in is still on its way: a file of its own, run as soon as it is there.
 * The connection is closed again, so that it never stands in a newer version's way.
 */
export const firstReading = new Promise<EverythingKept>((done, failed) => {
  const opening = indexedDB.open(databaseName, databaseVersion);
  opening.addEventListener('upgradeneeded', () => createStores(opening.result));
  opening.addEventListener('error', () => failed(opening.error));
  opening.addEventListener('success', () => {
    const reading = opening.result.transaction(['rounds', 'queue', 'device']);
    const rounds: IDBRequest<Kept[]> = reading.objectStore('rounds').getAll();
    const queue: IDBRequest<Queued[]> = reading.objectStore('queue').getAll();
    const clock: IDBRequest<unknown> = reading.objectStore('device').get('clock');
    reading.addEventListener('complete', () => done({ rounds: rounds.result, queue: queue.result, clockAheadBy: Number(clock.result ?? 0) }));
    reading.addEventListener('abort', () => failed(reading.error));
    opening.result.close();
  });
});
// Whoever waits for it is told; until then nobody is.
firstReading.catch(() => undefined);
