import { expect, test } from 'vitest';
import { granted } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';

test('a function gets the stores and verbs of its row and no others', async () => {
  const stores = { anonymous: sqliteStore(':memory:'), published: sqliteStore(':memory:') };
  const { anonymous, published, ...others } = granted(stores, { anonymous: ['put'], published: ['get'] });
  expect(Object.keys(others)).toStrictEqual([]);
  expect(Object.keys(anonymous)).toStrictEqual(['put']);
  expect(Object.keys(published)).toStrictEqual(['get']);
  expect(await anonymous.put({ pk: 'p', sk: 'a', v: 1 })).toBe(true);
  expect(await published.get({ pk: 'p', sk: 'a' })).toBeNull();
});

test('whoever may delete may make it forgotten, and nobody else', () => {
  const stores = { identity: sqliteStore(':memory:'), anonymous: sqliteStore(':memory:') };
  expect(Object.keys(granted(stores, { anonymous: ['query', 'clear'] }).anonymous)).toStrictEqual(['query', 'clear', 'forget']);
  expect(Object.keys(granted(stores, { identity: ['delete'] }).identity)).toStrictEqual(['delete', 'forget']);
  expect(Object.keys(granted(stores, { anonymous: ['query'] }).anonymous)).toStrictEqual(['query']);
});

test('a store that is not here is a fault at once, and not at the first request', () => {
  expect(() => granted({}, { anonymous: ['put'] })).toThrow('no anonymous store');
});
