/** The device's database. Apart from what reads and writes it, so that the first reading carries nothing else along. */
export const databaseName = 'headroom';
export const databaseVersion = 1;

export function createStores(database: IDBDatabase): void {
  database.createObjectStore('rounds', { keyPath: ['owner', 'round'] });
  database.createObjectStore('queue', { keyPath: 'mark' });
  database.createObjectStore('device');
}
