import { expect, test } from 'vitest';
import { shareOf } from '../../shared/disclosure/figures.ts';
import { fineness } from '../../shared/disclosure/grain.ts';

type Counts = readonly [part: number, rest: number];

/** What is published of these counts in a group of so many; null where it is hidden. */
function nameOf([part, rest]: Counts, most: number, floor: number): string | null {
  const fine = fineness(part + rest, most, floor);
  return fine === null ? null : JSON.stringify([fine.band, shareOf(part, part + rest, fine.grain)]);
}

/** All that can be published of a group of so many people, and the counts behind each. */
function published(most: number, floor: number): Map<string, Counts[]> {
  const seen = new Map<string, Counts[]>();
  for (let part = 0; part <= most; part++)
    for (let rest = 0; part + rest <= most; rest++) {
      const name = nameOf([part, rest], most, floor);
      if (name !== null) seen.set(name, [...(seen.get(name) ?? []), [part, rest]]);
    }
  return seen;
}

/** How many of those who stay can be of the counted kind, where so many of each answered: as a set of bits. */
const possible = (stay: number, counts: readonly Counts[], [said, others]: Counts): bigint =>
  counts.filter(([part, rest]) => part >= said && rest >= others && part + rest <= stay).reduce((bits, [part, rest]) => bits | (((1n << BigInt(stay - rest - part + 1)) - 1n) << BigInt(part)), 0n);

/**
 * The strictest reading of two rounds side by side: everybody is known, all who stayed say the same in both, everybody collected,
 * three colleagues tell what they said in both, and one person came between the rounds. (One who left is the same, read backwards.)
 * Who answered is not known: of those who stayed some may have been silent in either round.
 */
for (const floor of [5, 8])
  test(`two rounds that differ by one person leave open whether they answered, and what they said: floor ${floor}`, () => {
    const closed: string[] = [];
    let pairs = 0;
    for (let stay = 10; stay <= 30; stay++) {
      const [first, second] = [published(stay, floor), published(stay + 1, floor)];
      const truths = new Set<string>();
      for (const counts of [...first.values()].flat())
        for (const joined of [[0, 0], [1, 0], [0, 1]] as const) {
          const [before, after] = [nameOf(counts, stay, floor), nameOf([counts[0] + joined[0], counts[1] + joined[1]], stay + 1, floor)];
          for (const told of [[0, 0], [3, 0], [2, 1], [1, 2], [0, 3]] as const)
            if (before !== null && after !== null && counts[0] >= told[0] && counts[1] >= told[1]) truths.add(JSON.stringify([before, after, told]));
        }
      for (const truth of truths) {
        const [before, after, told] = JSON.parse(truth) as [string, string, Counts];
        const there = possible(stay, first.get(before) ?? [], told);
        const afterwards = second.get(after) ?? [];
        const worlds = [afterwards, afterwards.map(([part, rest]): Counts => [part - 1, rest]), afterwards.map(([part, rest]): Counts => [part, rest - 1])].map((c) => possible(stay, c, told));
        pairs += 1;
        if (worlds.some((world) => (world & there) === 0n)) closed.push(`${stay} stayed: ${truth}`);
      }
    }
    expect(pairs).toBeGreaterThan(1000);
    expect(closed).toEqual([]);
  });
