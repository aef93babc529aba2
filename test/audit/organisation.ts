import { dice } from '../../infra/local/demo/answers.ts';
import fc from 'fast-check';
import type { Insider, Published, PublishedRound } from '../../audit/published.ts';
import { fineness } from '../../shared/disclosure/grain.ts';
import { type CohortCount, type GroupRelease, releaseOf, type RoundCount } from '../../shared/disclosure/release.ts';
import { type ClassLists, classOf, noLists, type Said as SaidOfSelf } from '../../shared/pulse/classes.ts';
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
  /** What people may say they are, and who says what. */
  lists?: ClassLists;
  being?: ReadonlyMap<string, SaidOfSelf>;
  nobodySkips?: boolean;
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

const keyOf = ({ lists, being }: Organisation, person: string): string | null => classOf(being?.get(person) ?? {}, lists ?? noLists);

/** Those in a cohort who answered, by class. */
export function classesOf(organisation: Organisation, people: readonly string[], saying: Saying): Map<string, Tally> {
  const answered = Map.groupBy(people.filter((p) => saying.get(p) != null), (p) => keyOf(organisation, p));
  return new Map([...answered].flatMap(([key, of]) => (key === null ? [] : [[key, tallyOf(of, saying)]])));
}

export const countOf = (organisation: Organisation, { round, rosters, saying, collected }: TrueRound): RoundCount => ({
  round,
  closesAt: '2026-02-02T09:00:00Z',
  organisation: 'Northmoor Council',
  services: Object.fromEntries([...new Set(organisation.services.values())].map((s) => [s, s])),
  questions,
  floor: organisation.floor,
  lists: organisation.lists ?? noLists,
  cohorts: [...rosters].map(([group, people]): CohortCount => {
    const tally = tallyOf(people, saying);
    return { group, name: group, service: organisation.services.get(group) ?? '', teams: [group], people: people.length, collected: collected.get(group) ?? people.length, tally, classes: classesOf(organisation, people, saying) };
  }),
});

/** All that is published of it; `release` may be a worse one than the product’s. Who `knows` has been told of everybody who answered, what they are, and whether they skip anything. */
export const publishedOf = (organisation: Organisation, release: (count: RoundCount) => GroupRelease[] = releaseOf, knows = false): Published => ({
  rounds: organisation.rounds.map((r): PublishedRound => ({
    ...(knows && organisation.nobodySkips === true ? { nobodySkips: true } : {}),
    ...(knows ? { choosing: new Map([...r.rosters].map(([group, people]) => [group, new Map([...classesOf(organisation, people, r.saying)].map(([key, tally]) => [key, tally.answered]))])) } : {}),
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
export function insidersOf(organisation: Organisation, pick: number, sets: readonly ReadonlySet<string>[]): Insider[] {
  const { rounds } = organisation;
  const chosen = new Set(
    sets.flatMap((groups) => {
      const where = [...groups][pick % groups.size] ?? '';
      const answering = [...new Set(rounds.flatMap(({ rosters, saying }) => (rosters.get(where) ?? []).filter((p) => saying.get(p) != null)))];
      return answering.map((_, i) => answering[(i + pick) % answering.length] ?? '').slice(0, 3);
    }),
  );
  return asInsiders(organisation, chosen);
}

/**
 * The same organisation, in which three whom the number picks, in one of each of these sets of cohorts, answer now so and now otherwise,
 * or not at all, to see what changes.
 */
export function probed(organisation: Organisation, pick: number, sets: readonly ReadonlySet<string>[]): { organisation: Organisation; insiders: Insider[] } {
  const roll = dice(pick);
  const three = new Set(insidersOf(organisation, pick, sets).map((i) => i.person));
  const rounds = organisation.rounds.map((r): TrueRound => {
    const saying = new Map(r.saying);
    for (const person of three)
      if (saying.has(person)) saying.set(person, roll() < 0.3 ? null : Object.fromEntries(questions.map((q) => [q.id, 1 + Math.floor(roll() * q.options.length)])));
    const collected = new Map([...r.collected].map(([group, n]) => [group, Math.max(n, (r.rosters.get(group) ?? []).filter((p) => saying.get(p) != null).length)]));
    return { ...r, saying, collected };
  });
  const insiders = rounds.flatMap(({ round, rosters, saying }) =>
    [...rosters.values()].flat().filter((p) => three.has(p)).map((person): Insider => {
      const said = saying.get(person) ?? null;
      return { person, round, said: said === null ? null : Object.fromEntries(questions.map((q) => [q.id, isCounted(said, q.id)])) };
    }),
  );
  return { organisation: { ...organisation, rounds }, insiders };
}

/** Three of one class, whom the number picks, who said the same: as many as there are of those who say what fewer do. */
export function insidersOfClass(organisation: Organisation, pick: number): Insider[] {
  const answering = organisation.rounds.flatMap(({ rosters, saying }) => [...rosters.values()].flat().filter((p) => saying.get(p) != null && keyOf(organisation, p) !== null));
  const keys = [...new Set(answering.map((p) => keyOf(organisation, p)))];
  const of = [...new Set(answering)].filter((p) => keyOf(organisation, p) === keys[pick % keys.length]);
  const saysSo = (p: string): boolean => organisation.rounds.some(({ saying }) => isCounted(saying.get(p) ?? {}, questions[pick % questions.length]?.id ?? '') === true);
  const [few, many] = [of.filter(saysSo), of.filter((p) => !saysSo(p))].sort((a, b) => a.length - b.length);
  return asInsiders(organisation, new Set([...(few ?? []), ...(many ?? [])].slice(0, 3)));
}

function asInsiders(organisation: Organisation, chosen: ReadonlySet<string>): Insider[] {
  return organisation.rounds.flatMap(({ round, rosters, saying }) =>
    [...rosters.values()].flat().filter((person) => chosen.has(person) && saying.get(person) != null).map((person): Insider => ({ person, round, said: Object.fromEntries(questions.map((q) => [q.id, isCounted(saying.get(person) ?? {}, q.id)])), ...chosenBy(organisation, person) })),
  );
}

function chosenBy(organisation: Organisation, person: string): { chose?: string } {
  const chose = keyOf(organisation, person);
  return chose === null ? {} : { chose };
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

/** Two small professions beside what most are, and two contracts. */
export const lists: ClassLists = {
  profession: ['Rather not say', 'Social workers', 'Occupational therapists', 'Support workers'],
  contract: ['Rather not say', 'Permanent', 'Agency'],
};
/** How many there are of a class in each team, and how they answer, where they do not as their team does. */
const ofOneKind = fc.record({ is: fc.constantFrom<SaidOfSelf>({ profession: 3 }, { profession: 4 }, { profession: 2, contract: 3 }), inTeam: fc.constantFrom(1, 2, 3, 4, 6), evenly: fc.constantFrom(0, 0, 0.3), leaning: fc.option(leanings) });

/** Teams of which enough are shown for a class to be. */
const shownTeam = fc.record({
  people: fc.integer({ min: 12, max: 40 }),
  service: fc.constantFrom('adults', 'children', 'health'),
  answering: fc.constantFrom(1, 0.9, 0.7, 0.55),
  skipping: fc.constantFrom(0, 0, 0.02, 0.1),
  leaning: fc.tuple(leanings, leanings),
  uncollected: fc.constantFrom(0, 0, 1, 3),
});

export interface Shape {
  /** Whether everybody does in every round what they did before. */
  same: boolean;
  most: { cohorts: number; rounds: number };
  /** How many join, leave or move at once, where any do: by cohort and round. */
  moving: readonly number[];
  /** How often two groups become one between rounds, and how often one becomes two. */
  reorganising?: number;
  /** Whether some who left come back after a round or more, into whichever group. */
  returning?: boolean;
  /** Whether people say what they are: of many teams, since in few no class is ever shown. */
  classes?: boolean;
}

/** Organisations of every kind that the rules have to hold for. */
export const organisations = ({ same, most, moving, reorganising = 0, returning = false, classes = false }: Shape): fc.Arbitrary<Organisation> =>
  fc
    .record({
      floor: fc.integer({ min: 5, max: 12 }),
      cohorts: fc.array(classes ? fc.oneof({ weight: 6, arbitrary: shownTeam }, { weight: 1, arbitrary: cohort }) : cohort, { minLength: classes ? Math.ceil(0.6 * most.cohorts) : 1, maxLength: most.cohorts }),
      kinds: fc.uniqueArray(ofOneKind, { minLength: classes ? 1 : 0, maxLength: classes ? 3 : 0, selector: (k) => JSON.stringify(k.is) }),
      nobodySkips: classes ? fc.boolean() : fc.constant(false),
      rounds: fc.integer({ min: 1, max: most.rounds }),
      seed: fc.nat({ max: 1_000_000 }),
    })
    .map(({ floor, cohorts, kinds, nobodySkips, rounds, seed }): Organisation => {
      const roll = dice(seed);
      const names = cohorts.map((_, i) => `team-${i}`);
      const kindOf = new Map(cohorts.map((c, i) => [names[i]!, c]));
      let newcomers = 0;
      const newcomer = (): string => `person-${(newcomers += 1)}`;
      let gone: string[] = [];
      const joiner = (): string => (returning && gone.length > 0 && roll() < 0.7 ? gone.shift()! : newcomer());
      let rosters = new Map(cohorts.map((c, i): [string, string[]] => [names[i]!, Array.from({ length: c.people }, newcomer)]));
      const kept = new Map<string, Said | null>();
      const being = new Map<string, SaidOfSelf>();
      const leaningOf = new Map<string, Leaning>();
      for (const people of rosters.values()) {
        let next = 0;
        for (const { is, inTeam, evenly, leaning } of kinds) {
          const many = Math.max(0, inTeam + (roll() < evenly ? Math.floor(5 * roll()) - 2 : 0));
          for (const person of people.slice(next, (next += many))) {
            being.set(person, is);
            if (leaning !== null) leaningOf.set(person, leaning);
          }
        }
      }
      const made: TrueRound[] = [];
      for (let round = 1; round <= rounds; round++) {
        if (round > 1) {
          const amount = (): number => moving[Math.floor(roll() * moving.length)] ?? 0;
          const moved: [string, string][] = [];
          const before = [...rosters.values()].flat();
          rosters = new Map(
            [...rosters].map(([group, people]) => {
              const going = Math.min(people.length - 1, amount());
              const groups = [...rosters.keys()];
              if (roll() < 0.3) moved.push(...people.slice(0, going).map((p): [string, string] => [p, groups[Math.floor(roll() * groups.length)]!]));
              return [group, [...people.slice(going), ...Array.from({ length: amount() }, joiner)]];
            }),
          );
          for (const [person, group] of moved) rosters.get(group)!.push(person);
          const there = new Set([...rosters.values()].flat());
          gone = [...gone, ...before.filter((p) => !there.has(p))];
          if (reorganising > 0 && roll() < reorganising) rosters = reorganised(rosters, kindOf, roll);
        }
        const saying = new Map<string, Said | null>();
        for (const [group, people] of rosters) {
          const c = kindOf.get(group)!;
          for (const person of people) {
            const now: Said | null =
              roll() >= c.answering
                ? null
                : Object.fromEntries(
                    questions.flatMap((q, k) => {
                      if (roll() < (nobodySkips ? 0 : c.skipping)) return [];
                      const isIn = roll() < share[leaningOf.get(person) ?? c.leaning[k] ?? 'mixed'];
                      const options = q.options.map((_, o) => o + 1).filter((o) => counted(q, o) === isIn);
                      return [[q.id, options[Math.floor(roll() * options.length)]!]];
                    }),
                  );
            if (!kept.has(person)) kept.set(person, now);
            saying.set(person, same ? kept.get(person)! : now);
          }
        }
        // Browsers collect by themselves, so that nearly everyone does: the attacker takes it that enough did.
        const collected = new Map(
          [...rosters].map(([group, people]): [string, number] => [
            group,
            Math.max(people.filter((p) => saying.get(p) != null).length, people.length - kindOf.get(group)!.uncollected, Math.min(people.length, enough(floor))),
          ]),
        );
        made.push({ round, rosters, saying, collected });
      }
      return { floor, services: new Map([...kindOf].map(([group, c]) => [group, c.service])), rounds: made, ...(classes ? { lists, being, nobodySkips } : {}) };
    });

/** Two groups become one, or half of one becomes another: each is then asked under a name of its own, and answers as the first did. */
function reorganised<C>(rosters: ReadonlyMap<string, string[]>, kindOf: Map<string, C>, roll: () => number): Map<string, string[]> {
  const left = [...rosters];
  const take = (): [string, string[]] => left.splice(Math.floor(roll() * left.length), 1)[0]!;
  const [group, people] = take();
  const half = Math.floor(people.length / 2);
  const made: [string, string[]][] = [];
  if (roll() < 0.5 && left.length > 0) {
    const [other, others] = take();
    made.push([`${group}+${other}`, [...people, ...others]]);
  } else if (half > 0) made.push([`${group}-1`, people.slice(0, half)], [`${group}-2`, people.slice(half)]);
  else made.push([group, people]);
  for (const [name] of made) kindOf.set(name, kindOf.get(group)!);
  return new Map([...left, ...made]);
}

/** So many can have answered that the floor alone decides whether they are shown. */
const enough = (floor: number): number => {
  let most = floor;
  while (fineness(floor, most, floor) === null) most += 1;
  return most;
};
