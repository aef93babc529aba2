import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';

/** What a browser has and Node has not: IndexedDB, and a tab’s own storage. */
export function newTab(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
}

/** A device that has never seen Headroom. Modules remember a connection, so import them after this. */
export function newDevice(): void {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
  newTab();
}
