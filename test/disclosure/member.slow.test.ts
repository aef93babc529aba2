import { expect, test } from 'vitest';
import { shareOf } from '../../shared/disclosure/figures.ts';
import { bandsOf } from '../../shared/disclosure/grain.ts';
import { grainsOf, type Size, withoutPool } from '../../shared/disclosure/pool.ts';

/** What answered: how many are counted, and how many are not. */
type Counts = readonly [part: number, rest: number];
/** Told of a question by colleagues in one member. */
const known = [0, 1, 2, 3].flatMap((said) => [0, 1, 2, 3].flatMap((others) => [0, 1, 2, 3].map((skipped) => ({ said, others, skipped })))).filter((k) => k.said + k.others + k.skipped <= 3);

/** Every sum of what members can be, each in an interval; of one service all together at most `most`. */
function sums(members: readonly { least: Counts; most: number }[], most: number): Set<string> {
  let all = new Set(['0 0']);
  for (const { least, most: alone } of members) {
    const next = new Set<string>();
    for (const one of all) {
      const [p, r] = one.split(' ').map(Number) as [number, number];
      for (let part = least[0]; part <= alone; part++) for (let rest = least[1]; part + rest <= alone && p + part + r + rest <= most; rest++) next.add(`${p + part} ${r + rest}`);
    }
    all = next;
  }
  return all;
}
const added = (one: Iterable<string>, other: Iterable<string>): Set<string> => {
  const right = [...other].map((o) => o.split(' ').map(Number) as [number, number]);
  return new Set([...one].flatMap((o) => {
    const [p, r] = o.split(' ').map(Number) as [number, number];
    return right.map((x) => `${p + x[0]} ${r + x[1]}`);
  }));
};

/**
 * The members of a pool tried one by one: all worlds there are, of every share that can come out, where three colleagues in one
 * member say what they said. The counted in another member, and the rest, can be any of three or more wide.
 */
function closedIn(sets: readonly Size[], floor: number): string[] {
  const closed: string[] = [];
  const grains = grainsOf(sets, floor);
  if (grains === null) return closed;
  const all = sets.reduce((n, s) => n + s.most, 0);
  for (const knows of known) {
    const { said, others, skipped } = knows;
    // Of each service the members besides the one asked about: that they are in, or is in another service.
    for (const [of, target] of sets.entries())
      for (const [in_, theirs] of sets.entries()) {
        if (of === in_ && target.size < 2) continue;
        const rest = sets.map((s, i) => sums(Array.from({ length: s.size - Number(i === in_) - Number(i === of) }, () => ({ least: [0, 0] as const, most: floor - 1 })), s.most));
        const member = sums([{ least: [said, others], most: floor - 1 - skipped }], theirs.most);
        const without = rest.reduce((a, b) => added(a, b));
        const beside = added(without, member);
        for (const band of bandsOf(floor, all)) {
          const grain = grains.get(band.atMost)!;
          const found = new Map<string, { parts: Set<number>; rests: Set<number> }>();
          for (const sum of beside) {
            const [p, r] = sum.split(' ').map(Number) as [number, number];
            for (let part = 0; part < floor; part++)
              for (let no = 0; part + no < floor; no++) {
                const whole = p + part + r + no;
                if (whole < floor || whole > band.atMost - skipped) continue;
                // Fewer than the floor in all of a service that could have had a pool: what they and the target are is bounded together.
                if (of === in_ && target.most < floor && part + no + said + others + skipped > target.most) continue;
                const name = JSON.stringify(shareOf(p + part, whole, grain));
                const seen = found.get(name) ?? { parts: new Set(), rests: new Set() };
                seen.parts.add(part);
                seen.rests.add(no);
                found.set(name, seen);
              }
          }
          for (const [name, { parts, rests }] of found)
            for (const [what, values] of [['part', parts], ['rest', rests]] as const)
              if (Math.max(...values) - Math.min(...values) < 3) closed.push(`${JSON.stringify(sets)} to ${band.atMost}: ${name}, ${JSON.stringify(knows)}: ${what} ${[...values].join(' ')}`);
        }
      }
  }
  return closed;
}

for (const floor of [7, 8, 9, 10])
  test(`whatever a pool shows, three colleagues in one member leave what was answered in another open to three or more: floor ${floor}`, () => {
    let made = 0;
    for (const sizes of [[2], [3], [1, 1], [1, 2], [1, 1, 1], [1, 3], [2, 2]]) {
      const sets = sizes.map((size) => (sizes.length === 1 ? { size, most: size * (floor - 1) } : withoutPool(size, floor)));
      made += grainsOf(sets, floor) === null ? 0 : 1;
      expect(closedIn(sets, floor)).toEqual([]);
    }
    expect(made).toBeGreaterThan(0);
  });

test('there is no pool at a floor so low that three who answered leave too few to any other member', () => {
  for (const floor of [5, 6]) for (const size of [2, 3, 8]) expect(grainsOf([{ size, most: size * (floor - 1) }], floor)).toBeNull();
  expect(grainsOf([{ size: 3, most: 18 }], 7)).not.toBeNull();
});
