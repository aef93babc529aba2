import type { Grants, Side } from '../../shared/contract/route.ts';
import type { ClosingKeys, Store } from './store.ts';

/** Every store there is. Only the edge holds all of them; a function gets what its row grants. */
export interface Stores {
  identity: Store;
  anonymous: Store;
  published: Store;
  closingKeys: ClosingKeys;
}

type VerbsOf<G, T extends keyof G> = NonNullable<G[T]> extends readonly (infer V)[] ? V : never;

/** The stores of a row, with the granted verbs and no others. Whoever may delete may also make it forgotten. */
export type Granted<G> = {
  readonly [T in keyof G & keyof Stores]: T extends 'closingKeys'
    ? Pick<ClosingKeys, VerbsOf<G, T> & keyof ClosingKeys>
    : Pick<Store, (VerbsOf<G, T> & keyof Store) | (Extract<VerbsOf<G, T>, 'delete' | 'clear'> extends never ? never : 'forget')>;
};

/** Enforces the grants where no cloud does: the stores handed out have no other methods. The same on one machine and in every test. */
export function granted<G extends Grants<Side>>(stores: Partial<Stores>, grants: G): Granted<G> {
  const out: Record<string, Record<string, unknown>> = {};
  for (const [table, verbs] of Object.entries(grants) as [keyof Stores, readonly string[]][]) {
    const store = stores[table];
    if (store === undefined) throw new Error(`no ${table} store is here`);
    const methods = table !== 'closingKeys' && (verbs.includes('delete') || verbs.includes('clear')) ? [...verbs, 'forget'] : verbs;
    out[table] = Object.fromEntries(methods.map((m) => [m, (store as unknown as Record<string, (...a: unknown[]) => unknown>)[m]?.bind(store)]));
  }
  return out as Granted<G>;
}
