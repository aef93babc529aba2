import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Interval, programme } from '../../audit/programme.ts';

/** Known answers of the field (`test/vectors/README.md`), as the attacker's programme proves them. */
interface Table {
  id: string;
  columns?: string[];
  rows?: Record<string, number[]>;
  values?: Record<string, number>;
  groups?: Record<string, string[]>;
  hidden: string[];
  attack: { cell: string; bounds: [number, number] };
  repair: { also_hide: string[]; bounds: [number, number] };
}
interface Hierarchy {
  id: string;
  parent: Record<string, number>;
  children: Record<string, number>;
  hidden: string[];
  shown: string[];
}
const { hierarchies, tables } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'disclosure-cases.json'), 'utf8')) as { hierarchies: Hierarchy[]; tables: Table[] };

/** What can be proven of hidden cells, beside shown cells and the totals of these sets. */
async function proven(values: Readonly<Record<string, number>>, hidden: readonly string[], totals: readonly (readonly string[])[]): Promise<Record<string, Interval>> {
  const lp = programme();
  const sum = (names: readonly string[]): number => names.reduce((n, c) => n + (values[c] ?? NaN), 0);
  const everything = sum(Object.keys(values));
  const columns = new Map(hidden.map((name) => [name, lp.column(0, everything)]));
  for (const total of totals) {
    const known = sum(total.filter((name) => !columns.has(name)));
    lp.row(total.flatMap((name) => (columns.has(name) ? [[columns.get(name)!, 1] as const] : [])), sum(total) - known, sum(total) - known);
  }
  const found = await lp.bounds(hidden.map((name) => [[columns.get(name)!, 1]]));
  return Object.fromEntries(hidden.map((name, i) => [name, found![i]!]));
}

function cellsOf({ columns = [], rows = {}, values, groups = {} }: Table): { values: Record<string, number>; totals: string[][] } {
  if (values !== undefined) return { values, totals: Object.values(groups) };
  const named = Object.entries(rows).flatMap(([row, of]) => of.map((n, i): [string, number] => [`${row}${columns[i]}`, n]));
  const names = named.map(([name]) => name);
  return {
    values: Object.fromEntries(named),
    totals: [...Object.keys(rows).map((row) => names.filter((n) => n.startsWith(row))), ...columns.map((column) => names.filter((n) => n.endsWith(column)))],
  };
}

test('both tables and the three hierarchies are there', () => {
  expect([tables.map((t) => t.id), hierarchies.length]).toEqual([['gaps-are-not-enough', 'linked-tables'], 3]);
});

describe.each(tables)('$id', (table) => {
  const { values, totals } = cellsOf(table);
  const { attack, repair, hidden } = table;

  test('is seen through as stated', async () => {
    const { least, greatest } = (await proven(values, hidden, totals))[attack.cell]!;
    expect([least, greatest]).toEqual(attack.bounds);
  });

  test('is not once it is repaired as stated', async () => {
    const { least, greatest } = (await proven(values, [...hidden, ...repair.also_hide], totals))[attack.cell]!;
    expect([least, greatest]).toEqual(repair.bounds);
  });
});

describe.each(hierarchies)('$id', ({ children, hidden }) => {
  const totals = [Object.keys(children)];

  test('gives a part away where nothing but it is hidden', async () => {
    const alone = await Promise.all(hidden.map(async (name) => (await proven(children, [name], totals))[name]));
    expect(alone).toEqual(hidden.map((name) => ({ least: children[name], greatest: children[name] })));
  });

  test('leaves every hidden part in doubt where what is stated is hidden', async () => {
    for (const { least, greatest } of Object.values(await proven(children, hidden, totals))) expect(greatest - least).toBeGreaterThanOrEqual(3);
  });
});
