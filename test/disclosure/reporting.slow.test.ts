import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresOf, shareOf } from '../../shared/disclosure/figures.ts';
import { grainFrom, knownToColleagues } from '../../shared/disclosure/grain.ts';
import { type Reporting, reportingOf, type ReportingRelease } from '../../shared/disclosure/reporting.ts';
import { core } from '../../shared/pulse/question.ts';
import { askedIn, reportingQuestion } from '../../shared/pulse/reporting.ts';
import { count, emptyTally } from '../../shared/pulse/tally.ts';

const floor = 8;
const { id } = reportingQuestion;
const asked = askedIn({ questions: core, reporting: reportingQuestion });

/** Of so many who answered in a group, how many reported, and whom of these it cost something. */
interface Group {
  answered: number;
  reported: number;
  cost: number;
}
function cohortOf({ answered, reported, cost }: Group): Reporting {
  const tally = emptyTally(asked);
  for (let n = 0; n < answered; n++) count(tally, { answers: { headroom: 3, [id]: n < cost ? (n % 2 === 0 ? 3 : 4) : n < reported ? 2 : 1 }, why: {}, comment: null });
  const part = figuresOf(tally, answered + 8, core, floor);
  if (part === null) throw new Error('this group is hidden');
  return { part, tally };
}
const toldOf = (groups: readonly Group[]): ReportingRelease | null => reportingOf(groups.map(cohortOf), reportingQuestion);
const groups = (n: number, of: Group): Group[] => Array.from({ length: n }, () => of);
const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

describe('what reporting cost', () => {
  test('is told from twenty who reported on, of them alone, as a band and a share', () => {
    expect(toldOf(groups(10, { answered: 14, reported: 2, cost: 1 }))).toEqual({ reported: { atLeast: 20, atMost: 39 }, cost: { percent: 50, edge: null }, grain: expect.objectContaining({ edge: 30 }) });
    expect(toldOf([...groups(9, { answered: 14, reported: 2, cost: 1 }), { answered: 14, reported: 1, cost: 1 }])).toBeNull();
    expect(toldOf(groups(12, { answered: 14, reported: 7, cost: 0 }))).toMatchObject({ reported: { atLeast: 80, atMost: 159 }, cost: { percent: 15, edge: 'under' } });
  });

  test('is not told where one group is too much of those who reported', () => {
    expect(toldOf([...groups(9, { answered: 14, reported: 2, cost: 1 }), { answered: 30, reported: 14, cost: 7 }])).toBeNull();
  });

  test('is not told where hardly anybody else could have reported', () => {
    expect(toldOf(groups(3, { answered: 12, reported: 12, cost: 6 }))).toBeNull();
    expect(toldOf(groups(12, { answered: 12, reported: 12, cost: 6 }))).toBeNull();
  });

  test('is told nothing of where it was not asked', () => {
    const cohorts = groups(10, { answered: 14, reported: 2, cost: 1 }).map(cohortOf);
    expect(reportingOf(cohorts.map(({ part, tally }) => ({ part, tally: { options: { ...tally.options, [id]: [] } } })), reportingQuestion)).toBeNull();
  });
});

/**
 * What is proven of groups to somebody who knows how many answered in each and reported in all, who reported in one of them, and
 * what three people elsewhere said.
 */
function provenOf(all: readonly Group[], told: Pick<ReportingRelease, 'cost' | 'grain'>): string[] {
  const whole = sum(all.map((g) => g.reported));
  const fits = (part: number): boolean => {
    const { percent, edge } = shareOf(part, whole, told.grain);
    return percent === told.cost.percent && edge === told.cost.edge;
  };
  const numbers = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
  return all.flatMap((group, i) => {
    const elsewhere = sum(all.map((g, j) => (i === j ? 0 : g.answered)));
    const canReport = (here: number): boolean => whole - here >= 0 && whole - here <= elsewhere - knownToColleagues;
    const proofs = canReport(0) ? [] : [`that some of ${i} reported`];
    // Whoever knows how many of the group reported, and of three others what it cost them.
    const rest = whole - group.reported;
    for (const said of numbers(0, knownToColleagues))
      for (const others of numbers(0, knownToColleagues - said)) {
        if (said + others > rest) continue;
        const possible = (here: number): boolean => numbers(said, rest - others).some((there) => fits(here + there));
        if (group.reported > 0 && !possible(0)) proofs.push(`that it cost some of ${i} something`);
        if (group.reported > 0 && !possible(group.reported)) proofs.push(`that it cost some of ${i} nothing`);
      }
    return proofs;
  });
}

/** Groups in which about as many report as elsewhere, with one now and then in which all or none do. */
const anyOrganisation = fc.constantFrom(0.1, 0.25, 0.4).chain((usual) =>
  fc.array(
    fc.record({ answered: fc.integer({ min: 10, max: 40 }), reports: fc.constantFrom(usual, usual, usual, usual / 2, 2 * usual, 0, 1), costs: fc.constantFrom(0, 0.2, 0.5, 1) }).map(({ answered, reports, costs }): Group => {
      const reported = Math.round(answered * reports);
      return { answered, reported, cost: Math.round(reported * costs) };
    }),
    { minLength: 3, maxLength: 16, size: 'max' },
  ),
);

test('whatever it says, each group’s people may all or none of them have been the ones it cost something, and none of them need have reported', () => {
  let shown = 0;
  fc.assert(
    fc.property(anyOrganisation, (all) => {
      const told = toldOf(all);
      if (told === null) return;
      shown += 1;
      expect(provenOf(all, told)).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(shown).toBeGreaterThan(50);
});

test('whether it is told, and how finely, never follows from what it cost anybody', () => {
  fc.assert(
    fc.property(anyOrganisation, (all) => {
      const shape = (of: ReportingRelease | null) => of && [of.reported, of.grain];
      expect(shape(toldOf(all.map((g) => ({ ...g, cost: 0 }))))).toEqual(shape(toldOf(all)));
    }),
    { numRuns: 300 },
  );
});

test('rounded as a group’s own share would be, it would say of a group what it cost them', () => {
  const all = [...groups(4, { answered: 14, reported: 1, cost: 0 }), { answered: 20, reported: 18, cost: 18 }];
  const whole = sum(all.map((g) => g.reported));
  const grain = grainFrom(15, 20, { atLeast: 20, atMost: 39 })!;
  expect(toldOf(all)).toBeNull();
  expect(provenOf(all, { grain, cost: shareOf(18, whole, grain) })).toContain('that it cost some of 4 something');
});
