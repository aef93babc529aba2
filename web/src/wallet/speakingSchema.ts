/** The device’s database for speaking up. What answers rounds never opens it. Apart from what reads and writes it, so that the first reading carries nothing else along. */
export const speakingDatabase = 'headroom-speaking';
export const speakingVersion = 2;

/** Tokens came first; what waits to be sent, and what a writer needs without asking anyone, came with the page to write on. */
export function createSpeakingStores(database: IDBDatabase): void {
  const there = database.objectStoreNames;
  if (!there.contains('months')) database.createObjectStore('months', { keyPath: ['owner', 'month'] });
  if (!there.contains('outbox')) database.createObjectStore('outbox', { keyPath: 'thread' });
  if (!there.contains('house')) database.createObjectStore('house');
}
