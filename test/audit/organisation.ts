import { dice } from '../../infra/local/demo/answers.ts';
import fc from 'fast-check';
import type { Insider, Published, PublishedRound } from '../../audit/published.ts';
import { fineness } from '../../shared/disclosure/grain.ts';
import { type CohortCount, type GroupRelease, releaseOf, type RoundCount } from '../../shared/disclosure/release.ts';
import { core, type Question } from '../../shared/pulse/question.ts';
import { emptyTally, type Tally } from '../../shared/pulse/tally.ts';

/** Two questions, of which one asks why: more make the programme longer and no different. */
export const questions: readonly Question[] = [core[0]!, core[2]!];

/** What somebody does with a check-in. An option by question; a question that is left out was skipped. */
export type Said = Readonly<Record<string, number>>;
/** By person; null is somebody who does not answer. */
export type Saying = ReadonlyMap<string, Said | null>;

export interface TrueRound {
  round: number;
  rosters: ReadonlyMap<string, readonly string[]>;
  saying: Saying;
  collected: ReadonlyMap<string, number>;
}
export interface Organisation {
  floor: number;
  /** By group. */
  services: ReadonlyMap<string, string>;
  rounds: readonly TrueRound[];
}

const counted = (q: Question, option: number): boolean => q.measure.counted.includes(option);
export const isCounted = (said: Said, question: string): boolean | null => {
  const q = questions.find((x) => x.id === question);
  const option = said[question];
  return q === undefined || option === undefined ? null : counted(q, option);
};

export function tallyOf(people: readonly string[], saying: Saying): Tally {
  const tally = emptyTally(questions);
  for (const person of people) {
    const said = saying.get(person) ?? null;
    if (said === null) continue;
    tally.answered += 1;
    for (const [q, option] of Object.entries(said)) tally.options[q]![option - 1]! += 1;
  }
  return tally;
}

export const countOf = (organisation: Organisation, { round, rosters, saying, collected }: TrueRound): RoundCount => ({
  round,
  closesAt: '2026-02-02T09:00:00Z',
  organisation: 'Northmoor Council',
  services: Object.fromEntries([...new Set(organisation.services.values())].map((s) => [s, s])),
  questions,
  floor: organisation.floor,
  cohorts: [...rosters].map(([group, people]): CohortCount => {
    const tally = tallyOf(people, saying);
    return { group, name: group, service: organisation.services.get(group) ?? '', teams: [group], people: people.length, collected: collected.get(group) ?? people.length, tally };
  }),
});

/** All that is published of it; `release` may be a worse one than the product’s. */
export const publishedOf = (organisation: Organisation, release: (count: RoundCount) => GroupRelease[] = releaseOf): Published => ({
  rounds: organisation.rounds.map((r): PublishedRound => ({
    round: r.round,
    floor: organisation.floor,
    questions,
    releases: release(countOf(organisation, r)),
    marks: [...r.rosters.values()].reduce((n, p) => n + p.length, 0),
    rosters: r.rosters,
  })),
});

/**
 * Three who answered tell each other what they said: the first whom the number picks, in one of each of these sets of cohorts. They
 * are the same three in all rounds, wherever they are asked.
 */
export function insidersOf({ rounds }: Organisation, pick: number, sets: readonly ReadonlySet<string>[]): Insider[] {
  const chosen = new Set(
    sets.flatMap((groups) => {
      const where = [...groups][pick % groups.size] ?? '';
      const answering = [...new Set(rounds.flatMap(({ rosters, saying }) => (rosters.get(where) ?? []).filter((p) => saying.get(p) != null)))];
      return answering.map((_, i) => answering[(i + pick) % answering.length] ?? '').slice(0, 3);
    }),
  );
  return rounds.flatMap(({ round, rosters, saying }) =>
    [...rosters.values()].flat().filter((person) => chosen.has(person) && saying.get(person) != null).map((person): Insider => ({ person, round, said: Object.fromEntries(questions.map((q) => [q.id, isCounted(saying.get(person) ?? {}, q.id)])) })),
  );
}

/** How a cohort answers a question: everybody alike, nobody, all but one or two, or by halves. */
const leanings = fc.constantFrom('all', 'none', 'nearly all', 'nearly none', 'mixed');
type Leaning = (typeof leanings) extends fc.Arbitrary<infer T> ? T : never;
const share: Readonly<Record<Leaning, number>> = { all: 1, none: 0, 'nearly all': 0.88, 'nearly none': 0.12, mixed: 0.5 };

const cohort = fc.record({
  people: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 6, max: 24 }) }, { weight: 1, arbitrary: fc.integer({ min: 3, max: 60 }) }),
  service: fc.constantFrom('adults', 'children', 'health'),
  answering: fc.constantFrom(1, 0.9, 0.7, 0.55, 0.4, 0.1),
  skipping: fc.constantFrom(0, 0, 0.1, 0.4),
  leaning: fc.tuple(leanings, leanings),
  uncollected: fc.constantFrom(0, 0, 0, 1, 3),
});

export interface Shape {
  /** Whether everybody does in every round what they did before. */
  same: boolean;
  most: { cohorts: number; rounds: number };
  /** How many join, leave or move at once, where any do: by cohort and round. */
  moving: readonly number[];
}

/** Organisations of every kind that the rules have to hold for. */
export const organisations = ({ same, most, moving }: Shape): fc.Arbitrary<Organisation> =>
  fc
    .record({
      floor: fc.integer({ min: 5, max: 12 }),
      cohorts: fc.array(cohort, { minLength: 1, maxLength: most.cohorts }),
      rounds: fc.integer({ min: 1, max: most.rounds }),
      seed: fc.nat({ max: 1_000_000 }),
    })
    .map(({ floor, cohorts, rounds, seed }): Organisation => {
      const roll = dice(seed);
      const names = cohorts.map((_, i) => `team-${i}`);
      let newcomers = 0;
      const newcomer = (): string => `person-${(newcomers += 1)}`;
      let rosters = new Map(cohorts.map((c, i): [string, string[]] => [names[i]!, Array.from({ length: c.people }, newcomer)]));
      const kept = new Map<string, Said | null>();
      const made: TrueRound[] = [];
      for (let round = 1; round <= rounds; round++) {
        if (round > 1) {
          const amount = (): number => moving[Math.floor(roll() * moving.length)] ?? 0;
          const moved: [string, string][] = [];
          rosters = new Map(
            [...rosters].map(([group, people]) => {
              const going = Math.min(people.length - 1, amount());
              if (roll() < 0.3) moved.push(...people.slice(0, going).map((p): [string, string] => [p, names[Math.floor(roll() * names.length)]!]));
              return [group, [...people.slice(going), ...Array.from({ length: amount() }, newcomer)]];
            }),
          );
          for (const [person, group] of moved) rosters.get(group)!.push(person);
        }
        const saying = new Map<string, Said | null>();
        cohorts.forEach((c, i) => {
          for (const person of rosters.get(names[i]!) ?? []) {
            const now: Said | null =
              roll() >= c.answering
                ? null
                : Object.fromEntries(
                    questions.flatMap((q, k) => {
                      if (roll() < c.skipping) return [];
                      const isIn = roll() < share[c.leaning[k] ?? 'mixed'];
                      const options = q.options.map((_, o) => o + 1).filter((o) => counted(q, o) === isIn);
                      return [[q.id, options[Math.floor(roll() * options.length)]!]];
                    }),
                  );
            if (!kept.has(person)) kept.set(person, now);
            saying.set(person, same ? kept.get(person)! : now);
          }
        });
        // Browsers collect by themselves, so that nearly everyone does: the attacker takes it that enough did.
        const collected = new Map(
          cohorts.map((c, i): [string, number] => {
            const people = rosters.get(names[i]!) ?? [];
            return [names[i]!, Math.max(people.filter((p) => saying.get(p) != null).length, people.length - c.uncollected, Math.min(people.length, enough(floor)))];
          }),
        );
        made.push({ round, rosters, saying, collected });
      }
      return { floor, services: new Map(cohorts.map((c, i) => [names[i]!, c.service])), rounds: made };
    });

/** So many can have answered that the floor alone decides whether they are shown. */
const enough = (floor: number): number => {
  let most = floor;
  while (fineness(floor, most, floor) === null) most += 1;
  return most;
};
