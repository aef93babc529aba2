import { attack } from '../../audit/attacker.ts';
import { ends, kept, type Problem, solver } from '../../audit/programme.ts';
import type { Published } from '../../audit/published.ts';
import { type CohortCount, releaseOf } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { emptyTally } from '../../shared/pulse/tally.ts';
import { dice } from '../../infra/local/demo/answers.ts';
import { type Line, lineOf } from './line.ts';

/** The attacker, against the solver's calls alone that it makes: what building the programme and reading it costs. */
const sizes = [{ cohorts: 20, turns: 5 }, { cohorts: 300, turns: 2 }] as const;

export async function attacking(): Promise<Line[]> {
  const highs = await solver();
  const lines: Line[] = [];
  for (const { cohorts, turns } of sizes) {
    const published = organisationOf(cohorts);
    kept.problems = [];
    await both(published);
    const problems: Problem[] = kept.problems;
    kept.problems = null;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      ours.push(await timed(() => both(published)));
      theirs.push(await timed(() => problems.forEach((p) => ends(highs, p))));
    }
    lines.push(lineOf({ name: `attacking ${cohorts} cohorts, 2 rounds, both ways`, unit: 'ms', against: `its ${problems.length} programmes, solved alone`, ours, theirs, bound: null }));
  }
  return lines;
}

async function both(published: Published): Promise<void> {
  await attack(published, 'independent');
  await attack(published, 'same-answers');
}

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Services of ten cohorts each of 8 to 27 people, 40 to 75 % of whom answer: some are hidden, and counted together above. */
function organisationOf(cohorts: number): Published {
  const roll = dice(cohorts);
  const made = Array.from({ length: cohorts }, (_, i): CohortCount => {
    const people = 8 + Math.floor(roll() * 20);
    const tally = emptyTally(core);
    tally.answered = Math.round(people * (0.4 + 0.35 * roll()));
    for (const q of core) for (let n = 0; n < tally.answered; n++) tally.options[q.id]![Math.floor(roll() * q.options.length)]! += 1;
    return { group: `team-${i}`, name: `Team ${i}`, service: String(Math.floor(i / 10)), teams: [`team-${i}`], people, collected: people, tally };
  });
  const services = Object.fromEntries(made.map((c) => [c.service, `Service ${c.service}`]));
  const rosters = new Map(made.map((c) => [c.group, Array.from({ length: c.people }, (_, i) => `${c.group} ${i}`)]));
  const marks = made.reduce((n, c) => n + c.people, 0);
  return {
    rounds: [1, 2].map((round) => ({
      round, floor: 8, questions: core, marks, rosters,
      releases: releaseOf({ round, closesAt: '2026-02-02T09:00:00Z', organisation: 'Northmoor Council', services, questions: core, floor: 8, cohorts: made }),
    })),
  };
}
