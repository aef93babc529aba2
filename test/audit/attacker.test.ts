import { describe, expect, test } from 'vitest';
import { attack, Contradiction } from '../../audit/attacker.ts';
import type { Model } from '../../audit/classes.ts';
import { attackPooled } from '../../audit/pooled.ts';
import { fewestChanges, type Insider, type Published } from '../../audit/published.ts';
import type { Bound, Failure } from '../../audit/verdict.ts';
import { roundedTo as figuresRoundedTo } from '../../shared/disclosure/figures.ts';
import { type Figures, type GroupRelease, releaseOf, type RoundCount, type Share } from '../../shared/disclosure/release.ts';
import { added } from '../../shared/pulse/tally.ts';
import { countOf, lists, type Organisation, publishedOf, questions, type Said, type TrueRound } from './organisation.ts';

/**
 * Every guard of a release, taken away: the attacker has to see each of these. Whatever it then does not find in the product's own
 * releases is not there to be found.
 */
const [first, second] = [questions[0]!.id, questions[1]!.id];
const yes: Said = { [first]: 5, [second]: 5 };
const no: Said = { [first]: 1, [second]: 1 };

/** `people` of whom `answered` did, `part` of these in a way that is counted. */
interface Team {
  people: number;
  answered: number;
  part: number;
}
const namesOf = (group: string, { people }: Team): string[] => Array.from({ length: people }, (_, i) => `${group} ${i}`);
const sayingOf = (group: string, team: Team): [string, Said | null][] => namesOf(group, team).map((p, i) => [p, i >= team.answered ? null : i < team.part ? yes : no]);

const roundOf = (round: number, teams: Readonly<Record<string, Team>>): TrueRound => ({
  round,
  rosters: new Map(Object.entries(teams).map(([g, t]) => [g, namesOf(g, t)])),
  saying: new Map(Object.entries(teams).flatMap(([g, t]) => sayingOf(g, t))),
  collected: new Map(Object.entries(teams).map(([g, t]) => [g, t.people])),
});
const organisationOf = (floor: number, ...rounds: Readonly<Record<string, Team>>[]): Organisation => ({
  floor,
  services: new Map(rounds.flatMap((r) => Object.keys(r).map((g) => [g, 'adults']))),
  rounds: rounds.map((r, i) => roundOf(i + 1, r)),
});

const wholeAndPart = (count: RoundCount, group: string, q: string): { whole: number; part: number } => {
  const cohorts = count.cohorts.filter((c) => group === 'organisation' || c.group === group);
  const measure = count.questions.find((x) => x.id === q)!.measure;
  const sum = (of: (counts: readonly number[]) => number): number => cohorts.reduce((n, c) => n + of(c.tally.options[q] ?? []), 0);
  return { whole: sum((c) => c.reduce((a, b) => a + b, 0)), part: sum((c) => measure.counted.reduce<number>((n, o) => n + (c[o - 1] ?? 0), 0)) };
};
/** Exact numbers, rounded shares: a release without bands. */
const exactly = (count: RoundCount, group: string, edge: number): Figures => {
  const cohorts = count.cohorts.filter((c) => group === 'organisation' || c.group === group);
  const answered = cohorts.reduce((n, c) => n + c.tally.answered, 0);
  const shareOf = ({ whole, part }: { whole: number; part: number }): Share => {
    const percent = (100 * part) / whole;
    if (percent < edge) return { percent: edge, edge: 'under' };
    return percent > 100 - edge ? { percent: 100 - edge, edge: 'over' } : { percent: Math.round(percent / 5) * 5, edge: null };
  };
  return { answered: { atLeast: answered, atMost: answered }, unreadable: 0, why: {}, shares: Object.fromEntries(count.questions.map((q) => [q.id, shareOf(wholeAndPart(count, group, q.id))])) };
};
/** As the product releases it, but for these groups. */
const butFor = (groups: readonly string[], figures: (count: RoundCount, group: string) => Figures | null) => (count: RoundCount): GroupRelease[] =>
  releaseOf(count).map((r) => {
    // The product’s own totals are made of what its parts publish, and these are others.
    if (!groups.includes(r.group)) return r.kind === 'cohort' ? r : { ...r, figures: null, hidden: 'too-few' };
    const made = figures(count, r.group);
    return { ...r, figures: made, hidden: made === null ? 'too-few' : null };
  });
const roundedTo = (published: Published, edge: number): Published => ({ rounds: published.rounds.map((r) => ({ ...r, grain: { edge, step: 5, joined: false } })) });

const failuresOf = (bounds: readonly Bound[], group: string, of: Bound['of'], question: string | null = of === 'answered' ? null : first): (Failure | null)[] =>
  bounds.filter((b) => b.group === group && b.of === of && b.question === question).map((b) => b.fails);
const boundOf = (bounds: readonly Bound[], group: string, of: Bound['of']): [number, number][] =>
  bounds.filter((b) => b.group === group && b.of === of && b.question === (of === 'answered' ? null : first)).map((b) => [b.least, b.greatest]);

describe('the attacker sees', () => {
  test('nothing in what the product releases of two ordinary groups and a small one', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 14, part: 5 }, b: { people: 20, answered: 11, part: 11 }, c: { people: 12, answered: 4, part: 4 } });
    const bounds = await attack(publishedOf(of), 'independent');
    expect(bounds.filter((b) => b.fails !== null)).toEqual([]);
    expect(boundOf(bounds, 'c', 'answered')).toEqual([[0, 7]]);
    expect(bounds.length).toBe(3 * (1 + 2 * questions.length));
  });

  test('a share of a number that is shown exactly: four of nine', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 9, part: 4 } });
    const bounds = await attack(roundedTo(publishedOf(of, butFor(['a'], (c, g) => exactly(c, g, 15))), 15), 'independent', saying(of, 'a', ['a 0', 'a 1', 'a 8']));
    expect(boundOf(bounds, 'a', 'part')).toEqual([[4, 4]]);
    expect(failuresOf(bounds, 'a', 'part')).toEqual(['exact']);
  });

  test('that everybody said so, where extremes are not merged far enough for so few', async () => {
    const of = organisationOf(5, { a: { people: 24, answered: 6, part: 6 } });
    const bounds = await attack(roundedTo(publishedOf(of, butFor(['a'], (c, g) => ({ ...exactly(c, g, 15), answered: { atLeast: 6, atMost: 6 } }))), 15), 'independent');
    expect(failuresOf(bounds, 'a', 'rest')).toEqual(['all']);
  });

  test('that all others said no, where it is itself the one who said yes and one is all that an edge leaves', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 11, part: 1 } });
    const published = roundedTo(publishedOf(of, butFor(['a'], (c, g) => ({ ...exactly(c, g, 15), answered: { atLeast: 8, atMost: 11 } }))), 15);
    expect(failuresOf(await attack(published, 'independent'), 'a', 'part')).toEqual([null]);
    expect(failuresOf(await attack(published, 'independent', saying(of, 'a', ['a 0'])), 'a', 'part')).toEqual(['none']);
    expect((await attackPooled(published, 'independent')).filter((b) => b.fails === 'none').length).toBeGreaterThan(0);
  });

  test('a small part below a total that was counted, beside parts that are shown', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 12, part: 6 }, b: { people: 12, answered: 3, part: 3 } });
    const published = publishedOf(of, butFor(['a', 'organisation'], (c, g) => exactly(c, g, 15)));
    const bounds = await attack(roundedTo(published, 15), 'independent');
    expect(boundOf(bounds, 'b', 'answered')).toEqual([[3, 3]]);
    expect(failuresOf(bounds, 'b', 'answered')).toEqual(['narrow']);
    expect(failuresOf(await attack(publishedOf(of), 'independent'), 'b', 'answered')).toEqual([null]);
  });

  test('a list of marks that was not filled up: its length is a total', async () => {
    const of = organisationOf(8, { a: { people: 9, answered: 2, part: 1 }, b: { people: 9, answered: 0, part: 0 } });
    const published = publishedOf(of);
    const short: Published = { rounds: published.rounds.map((r) => ({ ...r, marks: 2 })) };
    expect(failuresOf(await attack(short, 'independent'), 'a', 'answered')).toEqual(['narrow']);
    expect(failuresOf(await attack(published, 'independent'), 'a', 'answered')).toEqual([null]);
  });

  test('that nearly everybody of a hidden group answered, where a list of its comments says so; and nothing in one as long as is published', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 14, part: 5 }, b: { people: 12, answered: 7, part: 4 } });
    const published = publishedOf(of);
    const listed = (groups: readonly string[], count: number): Published => ({ rounds: published.rounds.map((r) => ({ ...r, comments: [{ groups, count }] })) });
    expect(boundOf(await attack(listed(['b'], 6), 'independent'), 'b', 'answered')).toEqual([[6, 7]]);
    expect(failuresOf(await attack(listed(['b'], 6), 'independent'), 'b', 'answered')).toEqual(['narrow']);
    expect(failuresOf(await attack(listed(['a', 'b'], 20), 'independent'), 'b', 'answered')).toEqual(['narrow']);
    expect(await attack(listed(['a', 'b'], 8), 'independent')).toEqual(await attack(published, 'independent'));
  });

  test('that nobody answered, where it says that nobody collected', async () => {
    const of = organisationOf(8, { a: { people: 20, answered: 0, part: 0 } });
    const published = publishedOf(of);
    const none: Published = { rounds: published.rounds.map((r) => ({ ...r, releases: r.releases.map((x) => ({ ...x, collected: 0 })) })) };
    expect(failuresOf(await attack(none, 'independent'), 'a', 'answered')).toEqual(['none']);
  });

  test('what the one said who left between two exact releases, where everybody else says the same in both', async () => {
    const of = organisationOf(8, { a: { people: 20, answered: 12, part: 6 } }, { a: { people: 20, answered: 12, part: 6 } });
    const [one, two] = of.rounds as [TrueRound, TrueRound];
    const without: Organisation = { ...of, rounds: [one, { ...two, rosters: new Map([['a', one.rosters.get('a')!.filter((p) => p !== 'a 0')]]) }] };
    const published = roundedTo(publishedOf(without, butFor(['a'], (c, g) => exactly(c, g, 15))), 15);
    const bounds = await attack(published, 'same-people');
    const leaver = bounds.filter((b) => b.kind === 'changed');
    expect(leaver.find((b) => b.of === 'answered')).toMatchObject({ least: 1, greatest: 1, fails: 'all', words: '1 who was in a in round 1: how many answered' });
    expect((await attack(published, 'independent')).some((b) => b.kind === 'changed')).toBe(false);
  });

  test('what the one said who left, where everybody answered both times and it is shown exactly: nobody is left who could have wavered', async () => {
    const of = organisationOf(8, { a: { people: 12, answered: 12, part: 6 } }, { a: { people: 12, answered: 12, part: 6 } });
    const [one, two] = of.rounds as [TrueRound, TrueRound];
    const staying = one.rosters.get('a')!.filter((p) => p !== 'a 0');
    const without: Organisation = { ...of, rounds: [one, { ...two, rosters: new Map([['a', staying]]), collected: new Map([['a', staying.length]]) }] };
    const leaver = async (published: Published) =>
      (await attack(published, 'same-answers')).filter((b) => b.kind === 'changed' && (b.question === null || b.question === first)).map((b) => [b.of, b.least, b.greatest, b.fails]);
    expect(await leaver(roundedTo(publishedOf(without, butFor(['a'], (c, g) => exactly(c, g, 15))), 15))).toContainEqual(['answered', 1, 1, 'all']);
    expect((await leaver(publishedOf(without))).map(([of, , , fails]) => [of, fails])).toEqual([['answered', null], ['part', null], ['rest', null]]);
  });

  test('that somebody who was away for a round says what they said before, once they are back', async () => {
    const of = organisationOf(8, ...Array.from({ length: 3 }, () => ({ a: { people: 20, answered: 12, part: 6 } })));
    const away: Organisation = { ...of, rounds: of.rounds.map((r) => (r.round === 2 ? { ...r, rosters: new Map([['a', r.rosters.get('a')!.slice(1)]]) } : r)) };
    const words = (await attack(publishedOf(away), 'same-people')).filter((b) => b.kind === 'changed').map((b) => b.words);
    expect(new Set(words.map((w) => w.split(':')[0]))).toEqual(new Set(['1 who was in a in round 1, then a in round 3']));
  });

  test('that nobody else said so, where three try out what changes and it is known of everybody else that they did as before: to whoever does not know that, nothing', async () => {
    // Thirteen others answer, and none of them says so. With two of the three they are fifteen, with all three sixteen, in the next band.
    const team = { a: { people: 24, answered: 16, part: 3 } };
    const of = organisationOf(8, team, team);
    const [one, two] = of.rounds as [TrueRound, TrueRound];
    const probing: Organisation = { ...of, rounds: [{ ...one, saying: new Map([...one.saying, ['a 0', null]]) }, two] };
    const three = probing.rounds.flatMap(({ round, saying: said }) => ['a 0', 'a 1', 'a 2'].map((person): Insider => ({ person, round, said: said.get(person) == null ? null : { [first]: true, [second]: true } })));
    const proven = async (model: Model) => (await attack(publishedOf(probing), model, three)).filter((b) => b.round === 2 && b.of === 'part' && b.question === first).map((b) => [b.least, b.greatest, b.fails]);
    expect(await proven('same-people')).toEqual([[3, 3, 'none']]);
    expect(await proven('same-answers')).toEqual([[3, 4, null]]);
  });
});

describe('of professions and contracts it sees', () => {
  const therapist = { profession: 3 } as const;
  /** In each team `of` therapists, of whom `yes` say yes; nobody else does, and nobody skips a question. */
  const classesOf = (...teams: readonly { answered: number; of: number; yes: number }[]): Organisation => {
    const bare = organisationOf(8, Object.fromEntries(teams.map(({ answered, yes }, i) => [`team-${i}`, { people: 24, answered, part: yes }])));
    return { ...bare, lists, nobodySkips: true, being: new Map(teams.flatMap(({ of }, i) => Array.from({ length: of }, (_, k): [string, typeof therapist] => [`team-${i} ${k}`, therapist]))) };
  };
  /** As if no rule were: all of a class who are in a group that is shown, to 5 % and with edges at 15. */
  const unruled = (of: Organisation): Published => {
    const grain = { edge: 15, step: 5, joined: false };
    const { rounds } = publishedOf(
      of,
      (count) =>
        releaseOf(count).map((r) => {
          const tally = added(count.cohorts.flatMap((c) => c.classes?.get('profession 3') ?? []), count.questions);
          const { answered, shares } = figuresRoundedTo(grain, { atLeast: 20, atMost: 39 }, tally, count.questions, 20).figures;
          return r.kind === 'organisation' ? { ...r, classes: [{ grouping: 'profession', option: 3, name: 'Therapists', figures: { answered, shares, grain }, hidden: null }] } : r;
        }),
      true,
    );
    return { rounds: rounds.map((r) => ({ ...r, unruled: true as const })) };
  };
  const withoutClasses = (release: GroupRelease): GroupRelease => {
    const { classes: _classes, ...figures } = release;
    return figures;
  };
  const therapistsOf = (of: Organisation) => releaseOf(countOf(of, of.rounds[0]!)).flatMap((r) => r.classes ?? []).find((c) => c.option === 3 && c.grouping === 'profession')!;
  const proven = async (published: Published, insiders: readonly Insider[] = []): Promise<string[]> =>
    (await attack(published, 'independent', insiders)).flatMap((b) => (b.fails === null || b.question !== first ? [] : [`${b.group} ${b.of}: ${b.fails}`]));

  test('that all of one group said so, where groups have no room for as many as are counted; the rule counts none of them', async () => {
    const others = Array.from({ length: 5 }, () => ({ answered: 15, of: 6, yes: 4 }));
    const of = classesOf(...others, { answered: 15, of: 7, yes: 7 });
    expect(await proven(unruled(of))).toContain('team-5 profession 3 rest: all');
    expect(therapistsOf(of)).toMatchObject({ figures: null, hidden: 'stands-out' });
    expect(await proven(publishedOf(of, releaseOf, true))).toEqual([]);
  });

  test('that nobody else said so, where the three of them who did are all that an edge leaves; the rule sets the edge further in', async () => {
    const of = classesOf(...Array.from({ length: 10 }, (_, i) => ({ answered: 14, of: 2, yes: i < 3 ? 1 : 0 })));
    const three = [0, 1, 2].map((i): Insider => ({ person: `team-${i} 0`, round: 1, said: { [first]: true, [second]: true }, chose: 'profession 3' }));
    expect(await proven(unruled(of), three)).toContain('team-9 profession 3 part: none');
    expect(therapistsOf(of).figures).toMatchObject({ answered: { atLeast: 20, atMost: 39 }, grain: { edge: 30 }, shares: { [first]: { percent: 30, edge: 'under' } } });
    expect(await proven(publishedOf(of, releaseOf, true), three)).toEqual([]);
  });

  test('nothing more of the groups than they say themselves, though it has been told who is what', async () => {
    const of = classesOf(...Array.from({ length: 10 }, () => ({ answered: 14, of: 2, yes: 2 })));
    const bounds = async (published: Published) => boundOf(await attack(published, 'independent'), 'team-7', 'part');
    const withoutThem: Published = { rounds: publishedOf(of, releaseOf, true).rounds.map((r) => ({ ...r, releases: r.releases.map(withoutClasses) })) };
    expect(therapistsOf(of).hidden).toBeNull();
    expect(await bounds(publishedOf(of, releaseOf, true))).toEqual(await bounds(withoutThem));
  });
});

describe('what it proves', () => {
  test('is never wrong of rounds in which everybody does the same, and narrower for knowing it', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 15, part: 7 } }, { a: { people: 24, answered: 15, part: 7 } });
    const apart = boundOf(await attack(publishedOf(of), 'independent'), 'a', 'answered');
    const same = boundOf(await attack(publishedOf(of), 'same-people'), 'a', 'answered');
    expect(apart).toEqual(same);
    for (const [least, greatest] of same) expect(least <= 15 && 15 <= greatest).toBe(true);
  });

  test('stops where people must have changed their answers, and goes on behind that', async () => {
    const alike: Team = { people: 24, answered: 14, part: 4 };
    const other: Team = { people: 24, answered: 14, part: 10 };
    const of = organisationOf(8, { a: alike }, { a: alike }, { a: other }, { a: other });
    expect(boundOf(await attack(publishedOf(of), 'same-people'), 'a', 'part').length).toBe(4);
  });

  test('is a refusal where what was published cannot be true', async () => {
    const of = organisationOf(8, { a: { people: 24, answered: 14, part: 4 } });
    const lie = publishedOf(of, (c) => releaseOf(c).map((r) => (r.figures === null || r.kind !== 'cohort' ? r : { ...r, figures: { ...r.figures, answered: { atLeast: 30, atMost: 40 } } })));
    await expect(attack(lie, 'independent')).rejects.toThrow(Contradiction);
  });
});

test('rosters of which only sizes are kept change as little as the sizes allow', () => {
  const [one, two, three] = fewestChanges([
    { cohorts: [{ group: 'a', teams: ['a'], people: 3 }, { group: 'b', teams: ['b'], people: 2 }] },
    { cohorts: [{ group: 'a+b', teams: ['a', 'b'], people: 6 }] },
    { cohorts: [{ group: 'a+b', teams: ['a', 'b'], people: 4 }] },
  ]) as [Map<string, string[]>, Map<string, string[]>, Map<string, string[]>];
  expect([one.get('a')!.length, one.get('b')!.length]).toEqual([3, 2]);
  expect(two.get('a+b')!.slice(0, 5)).toEqual([...one.get('a')!, ...one.get('b')!]);
  expect(three.get('a+b')).toEqual(two.get('a+b')!.slice(0, 4));
});

/** What these people say they said in the first round. */
function saying(of: Organisation, group: string, people: readonly string[]) {
  const { round, saying: said, rosters } = of.rounds[0]!;
  return people.filter((p) => rosters.get(group)!.includes(p)).map((person) => ({ person, round, said: { [first]: said.get(person)?.[first] === 5, [second]: said.get(person)?.[second] === 5 } }));
}
