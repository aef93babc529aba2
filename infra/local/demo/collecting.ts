import type { Change, Item, Key, Store } from '../../../functions/store/store.ts';

/**
 * A year of diaries in memory first: what is written several times is put once, and thousands of transactions become some dozens. The
 * conditions are kept as the store keeps them.
 */
export function collecting(): Pick<Store, 'get' | 'transact'> & { flush(store: Pick<Store, 'transact'>): Promise<void> } {
  const items = new Map<string, Item>();
  const at = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;
  const holds = (change: Change): boolean => {
    if (!('put' in change) || change.when === undefined) return true;
    const there = items.get(at(change.put));
    if ('absent' in change.when) return there === undefined;
    const wanted = Object.entries('has' in change.when ? change.when.has : change.when.absentOr);
    return there === undefined ? 'absentOr' in change.when : wanted.every(([name, value]) => there[name] === value);
  };
  return {
    get: async (key) => items.get(at(key)) ?? null,
    async transact(changes) {
      if (!changes.every(holds)) return false;
      for (const change of changes) if ('put' in change) items.set(at(change.put), change.put);
      return true;
    },
    async flush(store) {
      const all = [...items.values()];
      for (let i = 0; i < all.length; i += 100) await store.transact(all.slice(i, i + 100).map((put) => ({ put })));
    },
  };
}
