import type { ForWriting } from './forWriting.ts';
import { createSpeakingStores, speakingDatabase, speakingVersion } from './speakingSchema.ts';
import type { Outgoing } from './speakingOutbox.ts';
import type { KeptTokens } from './speakTokens.ts';

export interface SpeakingKept {
  months: KeptTokens[];
  outbox: Outgoing[];
  forWriting: ForWriting | null;
}

/** All that this device keeps for speaking up, in one reading and without the library: the page to write on stands before that. No request is made. */
export const speakingKept = (): Promise<SpeakingKept> =>
  new Promise((done, failed) => {
    const opening = indexedDB.open(speakingDatabase, speakingVersion);
    opening.addEventListener('upgradeneeded', () => createSpeakingStores(opening.result));
    opening.addEventListener('error', () => failed(opening.error));
    opening.addEventListener('success', () => {
      const reading = opening.result.transaction(['months', 'outbox', 'house']);
      const months: IDBRequest<KeptTokens[]> = reading.objectStore('months').getAll();
      const outbox: IDBRequest<Outgoing[]> = reading.objectStore('outbox').getAll();
      const house: IDBRequest<ForWriting | undefined> = reading.objectStore('house').get('forWriting');
      reading.addEventListener('complete', () => done({ months: months.result, outbox: outbox.result, forWriting: house.result ?? null }));
      reading.addEventListener('abort', () => failed(reading.error));
      opening.result.close();
    });
  });
