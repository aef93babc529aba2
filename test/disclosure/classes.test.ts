import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClassRelease, classReleasesOf, type ShownCohort } from '../../shared/disclosure/classes.ts';
import { figuresOf } from '../../shared/disclosure/figures.ts';
import { type ClassLists } from '../../shared/pulse/classes.ts';
import { core, type Question } from '../../shared/pulse/question.ts';
import { count, emptyTally, type Tally } from '../../shared/pulse/tally.ts';

const lists: ClassLists = {
  profession: ['Rather not say', 'Social workers', 'Therapists', 'Support workers'],
  contract: ['Rather not say', 'Permanent', 'Agency'],
};
const questions: readonly Question[] = [core[0]!, core[2]!];
const floor = 8;

/** How many of a team are in each class, by its key, among so many who answered; whoever `skips` leaves out the first question. */
interface Team {
  answered: number;
  of: Readonly<Record<string, number>>;
  skipping?: number;
}
const team = (answered: number, therapists: number, more: Partial<Team> = {}): Team => ({ answered, of: { 'profession 3': therapists }, ...more });
const teams = (n: number, of: Team): Team[] => Array.from({ length: n }, () => of);

/** The nth of a team chooses `option(n)`; first come those who are in no class, and of these first those who skip. */
function cohortOf({ answered, of, skipping = 0 }: Team, option: (n: number) => number): ShownCohort {
  const tally = emptyTally(questions);
  const classes = new Map<string, Tally>();
  const kinds = Object.entries(of).flatMap(([key, n]) => Array.from({ length: n }, () => key));
  for (let n = 0; n < answered; n++) {
    const answers: Record<string, number> = { [questions[1]!.id]: option(n) };
    if (n >= skipping) answers[questions[0]!.id] = option(n);
    const answer = { answers, why: {}, comment: null };
    count(tally, answer);
    const key = kinds[n - (answered - kinds.length)];
    if (key === undefined) continue;
    classes.set(key, classes.get(key) ?? emptyTally(questions));
    count(classes.get(key)!, answer);
  }
  const part = figuresOf(tally, answered + 8, questions, floor);
  if (part === null) throw new Error('this team is hidden');
  return { part, tally, classes };
}
const releaseOf = (of: readonly Team[], option: (n: number) => number = () => 3): ClassRelease[] => classReleasesOf(of.map((t) => cohortOf(t, option)), questions, lists, floor);
const therapists = (of: readonly Team[], option?: (n: number) => number): ClassRelease => releaseOf(of, option).find((c) => c.grouping === 'profession' && c.option === 3)!;

describe('a class', () => {
  test('is shown from twenty in groups on, and not of fewer', () => {
    expect(therapists(teams(10, team(14, 2)))).toMatchObject({ hidden: null, figures: { answered: { atLeast: 20, atMost: 39 } } });
    expect(therapists([...teams(9, team(14, 2)), team(14, 1)])).toMatchObject({ figures: null, hidden: 'too-few' });
    expect(therapists(teams(20, team(14, 2)))).toMatchObject({ figures: { answered: { atLeast: 40, atMost: 79 } } });
  });

  test('has an edge under which three colleagues and the most of it in one group fit', () => {
    expect(therapists(teams(10, team(14, 2))).figures?.grain.edge).toBe(30);
    // Of eight, who may be all that answered, three cannot all be under 30 %: one seat is lost in each of three groups.
    expect(therapists([...teams(10, team(14, 2)), ...teams(3, team(14, 3))]).figures?.grain.edge).toBe(35);
    expect(therapists(teams(20, team(14, 2))).figures?.grain.edge).toBe(15);
  });

  test('leaves out whoever is too many of their group: what these say changes nothing', () => {
    const said = (large: number): ClassRelease => {
      const cohorts = [...teams(10, team(14, 2)).map((t) => cohortOf(t, (n) => (n % 2 === 0 ? 5 : 1))), cohortOf(team(14, 5), () => large)];
      return classReleasesOf(cohorts, questions, lists, floor).find((c) => c.option === 3)!;
    };
    expect(said(5)).toEqual(said(1));
    expect(said(5).figures?.answered).toEqual({ atLeast: 20, atMost: 39 });
  });

  test('is not shown where there are so few groups that all of them must be full of it', () => {
    expect(therapists(teams(8, team(50, 5)))).toMatchObject({ figures: null, hidden: 'stands-out' });
    expect(therapists(teams(9, team(50, 5)))).toMatchObject({ hidden: null });
  });

  test('that is in all groups at once beside another takes the room of both: the smaller is shown', () => {
    const both = releaseOf(teams(11, { answered: 15, of: { 'profession 3': 3, 'profession 4': 2 } }));
    expect(both.map((c) => [c.name, c.hidden])).toEqual([['Social workers', 'most'], ['Therapists', 'stands-out'], ['Support workers', null], ['Permanent', 'too-few'], ['Agency', 'too-few']]);
  });

  test('has no share of a question that fewer than twenty of it answered, and further edges where groups skipped', () => {
    const skipped = releaseOf(teams(10, team(14, 2, { skipping: 13 })).map((t, i) => (i < 9 ? { ...t, skipping: 0 } : t))).find((c) => c.option === 3);
    expect(skipped?.figures?.shares).toMatchObject({ [questions[0]!.id]: null, [questions[1]!.id]: expect.anything() });
    const narrow = teams(10, team(20, 3, { skipping: 8 }));
    expect(therapists(narrow)).toMatchObject({ figures: null, hidden: 'stands-out' });
    expect(therapists(teams(10, team(20, 3)))).toMatchObject({ figures: { grain: { edge: 25 } } });
  });
});

test('that it is shown says nothing of how many answered in a team, whoever knows how many of it are in each', () => {
  for (const [inTeam, shown] of [[2, true], [4, false]] as const)
    for (const answered of [8, 9, 10, 11, 12, 13, 14, 15]) expect(therapists([team(answered, inTeam), ...teams(9, team(14, 2))]).figures !== null, `${inTeam} of ${answered}`).toBe(shown);
});

const anyTeam = fc
  .record({ answered: fc.integer({ min: 10, max: 40 }), of: fc.record({ 'profession 3': fc.nat({ max: 4 }), 'profession 4': fc.nat({ max: 3 }), 'contract 3': fc.nat({ max: 2 }) }) })
  .filter(({ answered, of }) => Object.values(of).reduce((a, b) => a + b, 0) <= answered);

test('which classes are shown, and how finely, follows from who answered and never from what', () => {
  let shown = 0;
  fc.assert(
    fc.property(fc.array(anyTeam, { minLength: 6, maxLength: 16 }), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 7 }), (of, options) => {
      const shape = (c: ClassRelease): unknown => [c.name, c.hidden, c.figures?.answered, c.figures?.grain];
      const one = releaseOf(of);
      expect(releaseOf(of, (n) => options[n % options.length]!).map(shape)).toEqual(one.map(shape));
      shown += one.filter((c) => c.figures !== null).length;
    }),
    { numRuns: 200 },
  );
  expect(shown).toBeGreaterThan(20);
});
