import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CohortCount, type GroupRelease, type RoundCount, groupRelease, releaseOf } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { type Tally, emptyTally } from '../../shared/pulse/tally.ts';

const floors = fc.integer({ min: 5, max: 12 });

/** Who answered which question in a cohort, and nothing of what: the only thing that hiding may depend on. */
interface Answering {
  people: number;
  collected: number;
  unreadable: number;
  answered: number;
  /** By question: how many of those who answered did not skip it, and how many gave a reason. */
  whole: readonly number[];
  reasons: readonly number[];
}
/** Often close to the floor, where it matters: 5 to 16 answering, some of whom skip a question or give no reason. */
const answering: fc.Arbitrary<Answering> = fc
  .record({
    answered: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 5, max: 16 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 45 }) }),
    silent: fc.integer({ min: 0, max: 12 }),
    uncollected: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 }) }),
    unreadable: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) }),
    skipping: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 })), { minLength: core.length, maxLength: core.length }),
    reasonless: fc.integer({ min: 0, max: 6 }),
    extra: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) }),
  })
  .map(({ answered, silent, uncollected, unreadable, skipping, reasonless, extra }) => {
    const people = Math.max(1, answered + unreadable + silent - extra);
    const whole = skipping.map((s) => Math.max(0, answered - s));
    return { people, collected: Math.max(0, people - uncollected), unreadable, answered, whole, reasons: whole.map((n) => Math.max(0, n - reasonless)) };
  });

/** `whole` spread over options by these weights. */
function spread(whole: number, options: number, weights: readonly number[]): number[] {
  const counts = Array.from({ length: options }, () => 0);
  for (let i = 0; i < whole; i++) counts[(weights[i % weights.length] ?? 0) % options]! += 1;
  return counts;
}
const weights = fc.oneof(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 }), fc.nat({ max: 4 }).map((one) => [one]));
const tallyOf = (a: Answering, w: readonly number[]): Tally => ({
  answered: a.answered,
  unreadable: a.unreadable,
  options: Object.fromEntries(core.map((q, i) => [q.id, spread(a.whole[i] ?? 0, q.options.length, w)])),
  why: Object.fromEntries(core.flatMap((q, i) => (q.why === null ? [] : [[q.id, spread(a.reasons[i] ?? 0, q.why.options.length, w)]]))),
});

const cohorts = fc.array(fc.record({ answering, service: fc.constantFrom('adults', 'children') }), { minLength: 1, maxLength: 6 });
type Cohorts = (typeof cohorts) extends fc.Arbitrary<infer T> ? T : never;
const roundOf = (of: Cohorts, floor: number, w: readonly (readonly number[])[]): RoundCount => ({
  round: 3,
  closesAt: '2026-02-02T09:00:00Z',
  organisation: 'Northmoor Council',
  services: { adults: 'Adults', children: 'Children' },
  questions: core,
  floor,
  cohorts: of.map((c, i): CohortCount => ({
    group: `team-${i}`, name: `Team ${i}`, service: c.service, teams: [`team-${i}`], people: c.answering.people, collected: c.answering.collected,
    tally: tallyOf(c.answering, w[i % w.length] ?? [0]),
  })),
});
const spreads = fc.array(weights, { minLength: 1, maxLength: 6 });
const partsOf = (release: GroupRelease, round: RoundCount) => round.cohorts.filter((c) => c.teams.every((t) => release.teams.includes(t)));
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

describe('a release', () => {
  test('has every cohort, service and the organisation once, in the shape that is read', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, (of, floor, w) => {
        const releases = releaseOf(roundOf(of, floor, w));
        expect(releases.map((r) => r.group)).toEqual([...of.map((_, i) => `team-${i}`), ...['adults', 'children'].filter((s) => of.some((c) => c.service === s)).map((s) => `service-${s}`), 'organisation']);
        for (const r of releases) {
          expect(groupRelease.parse(r)).toEqual(r);
          expect(r.figures === null).toBe(r.hidden !== null);
        }
      }),
    );
  });

  test('shows nothing that rests on fewer answers than the floor: no group, no share, no reason', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, (of, floor, w) => {
        const round = roundOf(of, floor, w);
        for (const r of releaseOf(round)) {
          if (r.figures === null) continue;
          const parts = partsOf(r, round);
          if (r.kind === 'cohort') expect(parts[0]!.tally.answered).toBeGreaterThanOrEqual(floor);
          expect(sum(parts.map((p) => p.tally.answered))).toBeGreaterThanOrEqual(floor);
          for (const q of core) {
            if (r.figures.shares[q.id] != null) expect(sum(parts.flatMap((p) => p.tally.options[q.id]!))).toBeGreaterThanOrEqual(floor);
            if (r.figures.why[q.id] != null) expect(sum(parts.flatMap((p) => p.tally.why[q.id]!))).toBeGreaterThanOrEqual(floor);
          }
        }
      }),
    );
  });

  test('says of a small group alone no more than that it is one: neither how many answered nor how many could not be read', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, fc.nat({ max: 4 }), (of, floor, w, fewer) => {
        const round = roundOf(of.map((c) => ({ ...c, answering: { ...c.answering, collected: c.answering.people } })), floor, w);
        const hidden = releaseOf(round).filter((r) => r.kind === 'cohort' && r.hidden === 'too-few');
        // From two on they are counted together, and totals speak of them.
        fc.pre(hidden.length === 1);
        const other = round.cohorts.map((c) => (c.group === hidden[0]!.group ? { ...c, tally: { ...emptyTally(core), answered: Math.min(fewer, c.tally.answered) } } : c));
        expect(releaseOf({ ...round, cohorts: other })).toEqual(releaseOf(round));
      }),
    );
  });

  test('hides the same groups, shares and reasons whatever was answered, by who answered alone', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, spreads, (of, floor, one, another) => {
        const hiding = (w: readonly (readonly number[])[]) =>
          releaseOf(roundOf(of, floor, w)).map((r) => ({ group: r.group, hidden: r.hidden, answered: r.figures?.answered, shares: Object.entries(r.figures?.shares ?? {}).map(([id, s]) => [id, s === null]), why: Object.keys(r.figures?.why ?? {}), leftOut: r.leftOut, collected: r.collected }));
        expect(hiding(another)).toEqual(hiding(one));
      }),
      { numRuns: 300 },
    );
  });

  test('says of reasons the one named most often, of the organisation alone and from twenty answers on', () => {
    const one = { people: 14, collected: 14, unreadable: 0, answered: 12, whole: [12, 12, 12, 12, 12], reasons: [12, 12, 12, 12, 12] };
    const why = (n: number, w: readonly (readonly number[])[], giving = 12) => releaseOf(roundOf(Array.from({ length: n }, () => ({ service: 'adults', answering: { ...one, reasons: one.reasons.map(() => giving) } })), 8, w)).map((r) => r.figures!.why);
    expect(why(2, [[3]])).toEqual([{}, {}, {}, {}]);
    expect(why(3, [[3], [3], [1]])).toEqual([{}, {}, {}, {}, { values: 4 }]);
    // Two lead, hardly anyone gave one, nobody did: all the same.
    for (const none of [why(4, [[3], [1]]), why(4, [[3]], 1), why(4, [[3]], 0)]) expect(none.at(-1)).toEqual({ values: null });
  });

  test('counts reasons of groups alone that show the question: where too few answered it, three who know that theirs are none would know of the others', () => {
    const released = (whole: number) => {
      const answering = { people: 14, collected: 14, unreadable: 0, answered: 12, whole: [12, 12, whole, 12, 12], reasons: [0, 0, whole, 0, 0] };
      return releaseOf(roundOf(Array.from({ length: 3 }, () => ({ service: 'adults', answering })), 8, [[3]])).at(-1)!.figures;
    };
    expect([7, 8].map((whole) => [released(whole)?.shares['values'] !== null, released(whole)?.why])).toEqual([[false, { values: null }], [true, { values: 4 }]]);
  });

  test('says nothing of a share by how many gave a reason: some who do are counted in it and some are not', () => {
    const kinds = core.flatMap(({ measure, why }) => (why === null ? [] : [new Set(why.after.map((option) => measure.counted.includes(option)))]));
    expect(kinds).toEqual([new Set([true, false])]);
  });

  test('withholds a cohort with more answers than tokens or people, readable or not, and leaves it out of every total', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, (of, floor, w) => {
        const round = roundOf(of, floor, w);
        const releases = releaseOf(round);
        round.cohorts.forEach((c, i) => {
          const all = c.tally.answered + c.tally.unreadable;
          expect(releases[i]!.hidden === 'withheld').toBe(all > c.collected || all > c.people);
          if (releases[i]!.hidden !== 'withheld') return;
          const honest = releaseOf({ ...round, cohorts: round.cohorts.map((x) => (x === c ? { ...c, tally: { ...emptyTally(core), answered: all } } : x)) });
          expect(honest.filter((r) => r.kind !== 'cohort')).toEqual(releases.filter((r) => r.kind !== 'cohort'));
          expect(releases.at(-1)!.leftOut).toBeGreaterThan(0);
        });
      }),
    );
    const stuffed = roundOf([{ service: 'adults', answering: { people: 20, collected: 12, unreadable: 0, answered: 13, whole: [13, 13, 13, 13, 13], reasons: [13, 13, 13, 13, 13] } }], 8, [[1]]);
    expect(releaseOf(stuffed)[0]).toMatchObject({ hidden: 'withheld', figures: null });
  });

  test('is the same for the same counts in whatever order the cohorts come', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, (of, floor, w) => {
        const round = roundOf(of, floor, w);
        const byGroup = (r: GroupRelease[]) => r.sort((a, b) => (a.group < b.group ? -1 : 1));
        expect(byGroup(releaseOf({ ...round, cohorts: round.cohorts.toReversed() }))).toEqual(byGroup(releaseOf(round)));
      }),
    );
  });

  test('speaks of tokens collected nowhere where that of a hidden group could be told from it', () => {
    fc.assert(
      fc.property(cohorts, floors, spreads, (of, floor, w) => {
        const releases = releaseOf(roundOf(of, floor, w));
        for (const r of releases) if (r.kind === 'cohort') expect(r.collected === null).toBe(r.hidden !== null);
        for (const total of releases.filter((r) => r.kind !== 'cohort' && r.collected !== null)) {
          const hidden = releases.filter((r) => r.kind === 'cohort' && r.hidden !== null && r.teams.every((t) => total.teams.includes(t)));
          expect(hidden.length).not.toBe(1);
        }
      }),
    );
  });

  test('of a round without answers shows nothing, and of one without groups nothing either', () => {
    const silent = { people: 20, collected: 20, unreadable: 0, answered: 0, whole: [0, 0, 0, 0, 0], reasons: [0, 0, 0, 0, 0] };
    const releases = releaseOf(roundOf([{ service: 'adults', answering: silent }, { service: 'adults', answering: silent }], 8, [[0]]));
    expect(releases.map((r) => [r.figures, r.hidden])).toEqual(releases.map(() => [null, 'too-few']));
    expect(releaseOf(roundOf([], 8, [[0]]))).toMatchObject([{ group: 'organisation', people: 0, figures: null, hidden: 'too-few' }]);
  });

  test('refuses a round that asks one team in two cohorts', () => {
    const one = { service: 'adults' as const, answering: { people: 20, collected: 20, unreadable: 0, answered: 9, whole: [9, 9, 9, 9, 9], reasons: [9, 9, 9, 9, 9] } };
    const round = roundOf([one, one], 8, [[1]]);
    expect(() => releaseOf({ ...round, cohorts: round.cohorts.map((c) => ({ ...c, teams: ['northside'] })) })).toThrow('northside is asked in two cohorts');
  });

  test('cannot be made with a floor under five', () => {
    const round = roundOf([{ service: 'adults', answering: { people: 20, collected: 20, unreadable: 0, answered: 9, whole: [9, 9, 9, 9, 9], reasons: [9, 9, 9, 9, 9] } }], 4, [[1]]);
    expect(() => releaseOf(round)).toThrow(RangeError);
  });
});
