import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';

/** What a browser has and Node has not: IndexedDB, and storage of the tab’s and of the site’s own. */
export function newTab(): void {
  vi.stubGlobal('sessionStorage', emptyStorage());
}

function emptyStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

/** A device that has never seen Headroom. Modules remember a connection, so import them after this. */
export function newDevice(): void {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('localStorage', emptyStorage());
  newTab();
}
