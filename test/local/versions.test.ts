import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../unlinkable/raw.ts';
import { smallHouse } from './smallHouse.ts';

let folder = '';
beforeAll(async () => {
  folder = await smallHouse();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The anonymous side has nothing before somebody answers: what it has then is looked at in `test/unlinkable`. */
test.each(['identity', 'published'])('every item the house has put on its %s side says which version of its shape it is', (side) => {
  const rows = rowsOf(folder, side);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ body }) => !Number.isInteger((JSON.parse(body) as { v?: unknown }).v)).map(({ pk, sk }) => `${pk} / ${sk}`)).toEqual([]);
});
