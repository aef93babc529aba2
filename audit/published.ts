import type { Grain } from '../shared/disclosure/grain.ts';
import type { ClassRelease } from '../shared/disclosure/classes.ts';
import type { GroupRelease } from '../shared/disclosure/release.ts';
import { keyOf } from '../shared/pulse/classes.ts';
import type { Question } from '../shared/pulse/question.ts';

/** Everything that was ever published of an organisation, oldest round first, and what anyone who works there knows beside it. */
export interface Published {
  rounds: readonly PublishedRound[];
  /** Where rosters are made up from their sizes (`fewestChanges`). */
  areGuessed?: true;
}

export interface PublishedRound {
  round: number;
  floor: number;
  questions: readonly Question[];
  releases: readonly GroupRelease[];
  /** How many marks of received answers the public list holds. */
  marks: number;
  /** Lists of comments, by whose they may be; whoever comments has answered. */
  comments?: readonly { groups: readonly string[]; count: number }[];
  /** Who is asked in which cohort: published as salted tags, and no secret among colleagues. */
  rosters: ReadonlyMap<string, readonly string[]>;
  /** By group that is shown, how many who answered are in each class: where the attacker has been told of everybody who is counted. */
  choosing?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Where the attacker has been told that whoever answered, answered every question. */
  nobodySkips?: true;
  /** Where classes were shown by no rule: whoever is in one and in a group that is shown is counted. */
  unruled?: true;
  /** What shares were rounded to, where it was not what `grain.ts` says of their band. */
  grain?: Grain;
}

/** What somebody says they said: whether the share counts it, or null where they skipped the question; null altogether where they did not answer. In rounds of which they say nothing they did as in one of which they do. */
export interface Insider {
  person: string;
  round: number;
  said: Readonly<Record<string, boolean | null>> | null;
  /** The class they chose, by its key; absent in none. */
  chose?: string;
}

export const cohortsOf = (round: PublishedRound): GroupRelease[] => round.releases.filter((r) => r.kind === 'cohort');

/** The classes that are shown, with their keys. */
export const classesShown = (round: PublishedRound): { key: string; name: string; figures: NonNullable<ClassRelease['figures']> }[] =>
  round.releases.flatMap((r) => r.classes ?? []).flatMap(({ figures, name, ...c }) => (figures === null ? [] : [{ key: keyOf(c), name, figures }]));

/** Lists of comments that are longer than the number that is published to have answered: such a list says that more did. */
export const tellingLists = (round: PublishedRound): NonNullable<PublishedRound['comments']> =>
  (round.comments ?? []).filter(({ groups, count }) => count > cohortsOf(round).reduce((n, c) => n + (groups.includes(c.group) ? (c.figures?.answered.atLeast ?? 0) : 0), 0));

/** As if nobody had been asked what they are. */
export const withoutClasses = ({ rounds, ...rest }: Published): Published => ({
  ...rest,
  rounds: rounds.map((round) => ({
    ...round,
    releases: round.releases.map((release) => {
      const { classes: _classes, ...figures } = release;
      return figures;
    }),
  })),
});

/** The cohorts that a service or the organisation is made of. */
export const partsOf = (total: GroupRelease, round: PublishedRound): GroupRelease[] => {
  const teams = new Set(total.teams);
  return cohortsOf(round).filter((c) => c.teams.every((t) => teams.has(t)));
};

/**
 * Rosters where only their sizes are kept: as few changes as the sizes allow, so that as much as can be is told by comparing rounds.
 * A cohort's people come from the cohorts before it that share a team with it.
 */
export function fewestChanges(rounds: readonly { cohorts: readonly { group: string; teams: readonly string[]; people: number }[] }[]): Map<string, string[]>[] {
  let newcomers = 0;
  const made: Map<string, string[]>[] = [];
  rounds.forEach(({ cohorts }, i) => {
    const before = rounds[i - 1]?.cohorts ?? [];
    const taken = new Set<string>();
    made.push(
      new Map(
        cohorts.map((cohort) => {
          const there = before.filter((b) => b.teams.some((t) => cohort.teams.includes(t))).flatMap((b) => made[i - 1]?.get(b.group) ?? []);
          const people = there.filter((p) => !taken.has(p)).slice(0, cohort.people);
          for (const p of people) taken.add(p);
          while (people.length < cohort.people) people.push(`person ${(newcomers += 1)}`);
          return [cohort.group, people];
        }),
      ),
    );
  });
  return made;
}
