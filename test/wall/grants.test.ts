import { describe, expect, test } from 'vitest';
import { granted, type Stores } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import type { ClosingKeys, Store } from '../../functions/store/store.ts';
import { jobRows, routeRows } from '../../shared/contract/contract.ts';
import type { Grants } from '../../shared/contract/route.ts';

const closingKeys: ClosingKeys = { put: async () => undefined, get: async () => null, delete: async () => false };
const all = (): Stores => ({ identity: sqliteStore(':memory:'), anonymous: sqliteStore(':memory:'), published: sqliteStore(':memory:'), closingKeys });

/** Everything that can be called on what a function was handed and that its row does not grant. Whoever may delete may also have it forgotten. */
function beyond(handed: object, grants: Grants): string[] {
  const rowOf = new Map(Object.entries(grants).map(([name, verbs]): [string, readonly string[]] => [name, verbs]));
  return Object.entries(handed).flatMap(([name, store]: [string, object]) => {
    const verbs = rowOf.get(name) ?? [];
    const may = name !== 'closingKeys' && (verbs.includes('delete') || verbs.includes('clear')) ? [...verbs, 'forget'] : verbs;
    return methodsOf(store).filter((method) => !may.includes(method)).map((method) => `${name}.${method}`);
  });
}

/** Own and inherited, listed or not, by name or by symbol. */
function methodsOf(store: object): string[] {
  const found = new Set<string>();
  for (let at: object | null = store; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    for (const key of Reflect.ownKeys(at)) if (key !== 'constructor') found.add(String(key));
  return [...found];
}

const rows = [...routeRows, ...jobRows].map(([name, { grants }]) => [name, grants] as const);

test.each(rows)('%s is handed the verbs its row grants, and no other', (_name, grants) => {
  const handed = granted(all(), grants);
  expect(beyond(handed, grants)).toEqual([]);
  expect(Object.keys(handed).sort()).toEqual(Object.keys(grants).sort());
  for (const [name, verbs] of Object.entries(grants) as [string, string[]][])
    for (const verb of verbs) expect(typeof (handed as unknown as Record<string, Record<string, unknown>>)[name]?.[verb], `${name}.${verb}`).toBe('function');
});

test('a row whose store is not here is refused, not served with less', () => {
  expect(() => granted({ published: sqliteStore(':memory:') }, { anonymous: ['put'], published: ['get'] })).toThrow('anonymous');
});

test('what one is handed works on the store, though it is not the store', async () => {
  const stores = all();
  const { anonymous } = granted(stores, { anonymous: ['put'] } as const);
  expect(await anonymous.put({ pk: 'a', sk: 'b', v: 1 })).toBe(true);
  expect(await stores.anonymous.get({ pk: 'a', sk: 'b' })).toMatchObject({ v: 1 });
});

describe('a planted way around is caught:', () => {
  const row: Grants<'anonymous'> = { anonymous: ['put'] };
  const { anonymous } = all();
  test.each<[what: string, handed: object, caught: string]>([
    ['the whole store', { anonymous }, 'anonymous.query'],
    ['one verb more', { anonymous: { put: anonymous.put, get: anonymous.get } }, 'anonymous.get'],
    ['a store its row does not name', { anonymous: { put: anonymous.put }, identity: { get: anonymous.get } }, 'identity.get'],
    ['the store behind it', { anonymous: Object.assign(Object.create(anonymous) as Store, { put: anonymous.put }) }, 'anonymous.query'],
    ['a way that is not listed', { anonymous: Object.defineProperty({ put: anonymous.put }, 'get', { value: anonymous.get, enumerable: false }) }, 'anonymous.get'],
  ])('%s', (_what, handed, caught) => {
    expect(beyond(handed, row)).toContain(caught);
  });
});
