import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Inference, type Equation } from '../../shared/disclosure/inference.ts';
import { type Grouping, leastWidth, suppress, type Suppression, type Table } from '../../shared/disclosure/suppress.ts';

const counts = z.record(z.string(), z.number());
const ids = z.array(z.string());
const cases = z
  .object({
    hierarchies: z.array(z.object({ id: z.string(), min: z.number(), parent: counts, children: counts, hidden: ids, shown: ids })),
    tables: z.array(
      z.object({
        id: z.string(), columns: ids.optional(), rows: z.record(z.string(), z.array(z.number())).optional(), values: counts.optional(), groups: z.record(z.string(), ids).optional(),
        hidden: ids, attack: z.object({ cell: z.string(), bounds: z.array(z.number()) }), repair: z.object({ also_hide: ids, bounds: z.array(z.number()) }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/disclosure-cases.json', import.meta.url), 'utf8')));

const cellsOf = (of: Readonly<Record<string, number>>) => Object.entries(of).map(([id, count]) => ({ id, count }));

/** What can be proved of each hidden cell from the cells and totals that are shown, without suppression's own short cuts. */
function provable({ cells, groupings }: Pick<Table, 'cells' | 'groupings'>, hidden: Suppression): Map<string, { atLeast: number; atMost: number }> {
  const unknown = cells.filter((c) => hidden.cells.has(c.id));
  const shown = groupings.flatMap((g) => g.groups).filter((g) => !hidden.totals.has(g.id));
  const equations = shown.map((g): Equation => {
    const left = unknown.flatMap((c, i) => (g.cells.includes(c.id) ? [i] : []));
    return { cells: left, sum: left.reduce((n, i) => n + unknown[i]!.count, 0) };
  });
  const inference = new Inference(unknown.length, equations);
  return new Map(unknown.map((c, i) => [c.id, inference.bounds(i)]));
}

describe('reference cases (test/vectors/disclosure-cases.json)', () => {
  for (const c of cases.hierarchies)
    test(`${c.id}: hides and shows what it should`, () => {
      const cells = cellsOf(c.children);
      const [parent] = Object.keys(c.parent);
      const hidden = suppress({ cells, groupings: [{ id: 'tree', groups: [{ id: parent!, cells: cells.map((x) => x.id) }] }], floor: c.min });
      const all = [...cells.map((x) => x.id), parent!];
      const isHidden = (id: string) => hidden.cells.has(id) || hidden.totals.has(id);
      expect(all.filter(isHidden).sort()).toEqual([...c.hidden].sort());
      expect(all.filter((id) => !isHidden(id)).sort()).toEqual([...c.shown].sort());
    });

  for (const t of cases.tables) {
    const cells = t.rows === undefined ? cellsOf(t.values ?? {}) : Object.entries(t.rows).flatMap(([row, counts]) => counts.map((count, i) => ({ id: row + (t.columns?.[i] ?? ''), count })));
    const groups = t.groups === undefined ? null : Object.entries(t.groups).map(([id, of]) => ({ id, cells: of }));
    const groupings: Grouping[] =
      groups === null
        ? [
            { id: 'rows', groups: Object.keys(t.rows ?? {}).map((row) => ({ id: row, cells: cells.map((c) => c.id).filter((id) => id[0] === row) })) },
            { id: 'columns', groups: (t.columns ?? []).map((column) => ({ id: column, cells: cells.map((c) => c.id).filter((id) => id[1] === column) })) },
          ]
        : [
            { id: 'county', groups: groups.slice(0, 2) },
            { id: 'size', groups: groups.slice(2) },
          ];
    const bounds = (hidden: readonly string[]) => {
      const { atLeast, atMost } = provable({ cells, groupings }, { cells: new Set(hidden), totals: new Set() }).get(t.attack.cell)!;
      return [atLeast, atMost];
    };
    test(`${t.id}: the leak is found, and the repair holds`, () => {
      expect(bounds(t.hidden)).toEqual(t.attack.bounds);
      expect(bounds([...t.hidden, ...t.repair.also_hide])).toEqual(t.repair.bounds);
    });
    test(`${t.id}: suppression that begins with the leak ends without it`, () => {
      const table: Table = { cells, groupings, floor: 0, hide: t.hidden };
      const hidden = suppress(table);
      for (const { atLeast, atMost } of provable(table, hidden).values()) expect(atMost - atLeast).toBeGreaterThanOrEqual(leastWidth);
    });
  }
});

/** Up to 14 cohorts in up to three groupings that overlap as they like; some cohorts are in no group of one. */
const table = fc
  .record({ counts: fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 14 }), floor: fc.integer({ min: 5, max: 12 }), hides: fc.constantFrom('cells-and-totals' as const, 'totals-alone' as const) })
  .chain(({ counts, floor, hides }) =>
    fc.array(fc.array(fc.nat({ max: 4 }), { minLength: counts.length, maxLength: counts.length }), { maxLength: 3 }).map((groupings): Table => ({
      floor, hides,
      cells: counts.map((count, i) => ({ id: `c${i}`, count })),
      groupings: [
        { id: 'all', groups: [{ id: 'all', cells: counts.map((_, i) => `c${i}`) }] },
        ...groupings.map((of, g) => ({ id: `g${g}`, groups: [0, 1, 2, 3].map((n) => ({ id: `g${g}.${n}`, cells: of.flatMap((at, i) => (at === n ? [`c${i}`] : [])) })) })),
      ],
    })),
  );

describe('what can be inferred', () => {
  /** Every world of whole numbers that has these sums. */
  function* worlds(cells: number, equations: readonly Equation[], most: number): Generator<number[]> {
    const world = Array.from({ length: cells }, () => 0);
    for (;;) {
      if (equations.every((e) => e.cells.reduce((n, i) => n + world[i]!, 0) === e.sum)) yield [...world];
      let at = 0;
      while (at < cells && world[at] === most) world[at++] = 0;
      if (at === cells) return;
      world[at]! += 1;
    }
  }
  // Two groupings without overlap within each: then the extremes are whole numbers, and every world can be tried.
  const twoWays = fc
    .record({ truth: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 6 }) })
    .chain(({ truth }) => fc.tuple(...[2, 1].map((max) => fc.array(fc.nat({ max }), { minLength: truth.length, maxLength: truth.length }))).map((ways) => ({ truth, ways })));

  test('is the least and the most that any world with the same totals has', () => {
    fc.assert(
      fc.property(twoWays, ({ truth, ways }) => {
        const equations = [ways[0]!, ways[1]!].flatMap((way) => [...Map.groupBy(truth.keys(), (i) => way[i]!).values()].map((cells): Equation => ({ cells, sum: cells.reduce((n, i) => n + truth[i]!, 0) })));
        const most = Math.min(8, Math.max(...equations.map((e) => e.sum)));
        fc.pre((most + 1) ** truth.length < 60_000);
        const all = [...worlds(truth.length, equations, most)];
        const inference = new Inference(truth.length, equations);
        truth.forEach((_, cell) => {
          const { atLeast, atMost } = inference.bounds(cell);
          const values = all.map((w) => w[cell]!);
          expect(atLeast).toBe(Math.min(...values));
          if (equations.every((e) => e.sum <= most)) expect(atMost).toBe(Math.max(...values));
        });
      }),
      { numRuns: 200 },
    );
  });

  test('is everything where no total speaks, and sums that contradict each other are no table', () => {
    expect(new Inference(2, [{ cells: [0], sum: 4 }]).bounds(1)).toEqual({ atLeast: 0, atMost: Infinity });
    expect(() => new Inference(1, [{ cells: [0], sum: 4 }, { cells: [0], sum: 5 }])).toThrow('contradict');
  });
});

describe('suppression', () => {
  test('hides what is under the floor, and lets nobody bound a hidden count to less than three', () => {
    fc.assert(
      fc.property(table, (t) => {
        const hidden = suppress(t);
        for (const { id, count } of t.cells) if (count < t.floor) expect(hidden.cells.has(id)).toBe(true);
        for (const [id, { atLeast, atMost }] of provable(t, hidden)) {
          const { count } = t.cells.find((c) => c.id === id)!;
          expect(atLeast).toBeLessThanOrEqual(count);
          expect(atMost).toBeGreaterThanOrEqual(count);
          expect(atMost - atLeast, id).toBeGreaterThanOrEqual(leastWidth);
        }
        for (const { id, cells } of t.groupings.flatMap((g) => g.groups)) {
          const left = cells.filter((c) => hidden.cells.has(c));
          if (!hidden.totals.has(id) && left.length > 0) expect(left.reduce((n, c) => n + t.cells.find((x) => x.id === c)!.count, 0)).toBeGreaterThanOrEqual(t.floor);
        }
        if (t.hides === 'totals-alone') expect([...hidden.cells].sort()).toEqual(t.cells.filter((c) => c.count < t.floor).map((c) => c.id).sort());
      }),
      { numRuns: 500 },
    );
  });

  test('is the same in whatever order the table comes', () => {
    const sorted = (of: ReadonlySet<string>) => [...of].sort();
    fc.assert(
      fc.property(table, (t) => {
        const [one, other] = [suppress(t), suppress({ ...t, cells: t.cells.toReversed(), groupings: t.groupings.toReversed().map((g) => ({ ...g, groups: g.groups.toReversed() })) })];
        expect([sorted(other.cells), sorted(other.totals)]).toEqual([sorted(one.cells), sorted(one.totals)]);
      }),
    );
  });

  test('hides nothing where nothing is small', () => {
    const cells = [8, 9, 30].map((count, i) => ({ id: `c${i}`, count }));
    const hidden = suppress({ cells, floor: 8, groupings: [{ id: 'all', groups: [{ id: 'all', cells: cells.map((c) => c.id) }] }] });
    expect([hidden.cells.size, hidden.totals.size]).toEqual([0, 0]);
  });

  test('refuses by name a grouping with the same people twice, a cell that was not counted, and one that is counted twice', () => {
    const cells = [{ id: 'a', count: 9 }, { id: 'b', count: 9 }];
    const of = (groups: string[][], counted = cells) => () => suppress({ cells: counted, floor: 8, groupings: [{ id: 'profession', groups: groups.map((g, i) => ({ id: `p${i}`, cells: g })) }] });
    expect(of([['a', 'b'], ['b']])).toThrow('profession puts the same people into two groups');
    expect(of([['a', 'lost']])).toThrow('lost is grouped and not counted');
    expect(of([['a']], [...cells, cells[0]!])).toThrow('a cell stands in the table twice');
    for (const count of [NaN, -1, 2.5]) expect(of([['a']], [{ id: 'a', count }])).toThrow('a is not counted');
    expect(() => suppress({ cells: [], floor: 8, groupings: [] })).not.toThrow();
  });
});

test('a group of one in a grouping of many hides a group beside it, and not the cells of half the organisation', () => {
  const cells = Array.from({ length: 40 }, (_, i) => ({ id: `c${String(i).padStart(2, '0')}`, count: 10 + (i % 7) }));
  const groupsOf = (id: string, of: (i: number) => number) => ({ id, groups: [...Map.groupBy(cells, (_, i) => of(i))].map(([g, all]) => ({ id: `${id}-${g}`, cells: all.map((c) => c.id) })) });
  const found = suppress({
    cells: cells.map((c) => (c.id === 'c00' ? { ...c, count: 5 } : c)),
    groupings: [groupsOf('service', (i) => Math.floor(i / 10)), groupsOf('work', (i) => (i === 0 ? 9 : i % 4)), { id: 'whole', groups: [{ id: 'whole', cells: cells.map((c) => c.id) }] }],
    floor: 8,
  });
  expect(found.cells.size).toBeLessThan(10);
  expect(found.totals.has('work-9')).toBe(true);
  expect(found.totals.size).toBe(2);
  expect(found.totals.has('whole')).toBe(false);
});
