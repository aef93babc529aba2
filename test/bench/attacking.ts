import { attack } from '../../audit/attacker.ts';
import { ends, kept, type Problem, solver } from '../../audit/programme.ts';
import type { Published, PublishedRound } from '../../audit/published.ts';
import type { Bound } from '../../audit/verdict.ts';
import { type CohortCount, releaseOf } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { type Line, lineOf } from './line.ts';
import { cohortsOf, roundOf, withLeavers } from './organisation.ts';

/** The attacker, against the solver's calls alone that it makes: what building the programme and reading it costs; and that of an organisation larger than the tests' nothing is given away. */
const sizes = [{ cohorts: 20, turns: 5 }, { cohorts: 300, turns: 2 }] as const;

export async function attacking(): Promise<Line[]> {
  const highs = await solver();
  const lines: Line[] = [];
  for (const { cohorts, turns } of sizes) {
    const published = organisationOf(cohorts);
    kept.problems = [];
    const found = await both(published);
    const problems: Problem[] = kept.problems;
    kept.problems = null;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      ours.push(await timed(() => both(published)));
      theirs.push(await timed(() => problems.forEach((p) => ends(highs, p))));
    }
    lines.push(
      lineOf({ name: `attacking ${cohorts} cohorts, 2 rounds, both ways`, unit: 'ms', against: `its ${problems.length} programmes, solved alone`, ours, theirs, bound: null }),
      lineOf({ name: `numbers given away by ${cohorts} cohorts, 2 rounds, a leaver in every third`, unit: 'numbers', against: `${found.length} looked at`, ours: [found.filter((b) => b.fails !== null).length], theirs: null, bound: { of: 'ours', atMost: 0 } }),
    );
  }
  return lines;
}

const both = async (published: Published): Promise<Bound[]> => [...(await attack(published, 'independent')), ...(await attack(published, 'same-answers'))];

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function organisationOf(cohorts: number): Published {
  const made = cohortsOf(cohorts);
  return { rounds: [made, withLeavers(made)].map((of, i) => publishedOf(i + 1, of)) };
}

const publishedOf = (round: number, cohorts: readonly CohortCount[]): PublishedRound => ({
  round,
  floor: 8,
  questions: core,
  marks: cohorts.reduce((n, c) => n + c.people, 0),
  rosters: new Map(cohorts.map((c) => [c.group, Array.from({ length: c.people }, (_, i) => `${c.group} ${i}`)])),
  releases: releaseOf(roundOf(round, cohorts)),
});
