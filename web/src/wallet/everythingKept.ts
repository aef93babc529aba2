import type { Kept, Queued } from './kept.ts';
import { createStores, databaseName, databaseVersion } from './schema.ts';

export interface EverythingKept {
  rounds: Kept[];
  queue: Queued[];
  clockAheadBy: number;
}

/**
 * All that this device keeps, in one reading, and without the library, which the first question would wait for. The connection is
 * closed again, so that it never stands in a newer version's way.
 */
export const everythingKept = (): Promise<EverythingKept> =>
  new Promise((done, failed) => {
    const opening = indexedDB.open(databaseName, databaseVersion);
    opening.addEventListener('upgradeneeded', () => createStores(opening.result));
    opening.addEventListener('error', () => failed(opening.error));
    opening.addEventListener('success', () => {
      const reading = opening.result.transaction(['rounds', 'queue', 'device']);
      const rounds: IDBRequest<Kept[]> = reading.objectStore('rounds').getAll();
      const queue: IDBRequest<Queued[]> = reading.objectStore('queue').getAll();
      const clock: IDBRequest<unknown> = reading.objectStore('device').get('clock');
      reading.addEventListener('complete', () => done({ rounds: rounds.result, queue: queue.result, clockAheadBy: typeof clock.result === 'number' ? clock.result : 0 }));
      reading.addEventListener('abort', () => failed(reading.error));
      opening.result.close();
    });
  });
