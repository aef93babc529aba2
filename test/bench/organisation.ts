import type { CohortCount, RoundCount } from '../../shared/disclosure/release.ts';
import type { ClassLists } from '../../shared/pulse/classes.ts';
import { core } from '../../shared/pulse/question.ts';
import { emptyTally, type Tally } from '../../shared/pulse/tally.ts';
import { dice } from '../../infra/local/demo/answers.ts';

const lists: ClassLists = { profession: ['Rather not say', 'Social worker', 'Occupational therapist'], contract: ['Rather not say', 'Permanent', 'Agency'] };
const services = 10;

/** Services of ten cohorts each of 8 to 27 people, 40 to 75 % of whom answer: some are hidden, and counted together above. Two of each that answer enough are therapists. */
export function cohortsOf(cohorts: number): CohortCount[] {
  const roll = dice(cohorts);
  return Array.from({ length: cohorts }, (_, i): CohortCount => {
    const people = 8 + Math.floor(roll() * 20);
    const answered = Math.round(people * (0.4 + 0.35 * roll()));
    const [tally, therapists] = [emptyTally(core), emptyTally(core)];
    for (let n = 0; n < answered; n++) {
      const answers = core.map((q): [string, number] => [q.id, Math.floor(roll() * q.options.length)]);
      for (const into of n < 2 && answered > 9 ? [tally, therapists] : [tally]) add(into, answers);
    }
    return { group: `team-${i}`, name: `Team ${i}`, service: String(Math.floor(i / services)), teams: [`team-${i}`], people, collected: people, tally, classes: new Map([['profession 3', therapists]]) };
  });
}

function add(tally: Tally, answers: readonly (readonly [string, number])[]): void {
  tally.answered += 1;
  for (const [question, option] of answers) tally.options[question]![option]! += 1;
}

/** A round of these cohorts; `withClasses`: where people could say what they are. */
export const roundOf = (round: number, cohorts: readonly CohortCount[], withClasses = false): RoundCount => ({
  round,
  closesAt: '2026-02-02T09:00:00Z',
  organisation: 'Northmoor Council',
  services: Object.fromEntries(cohorts.map((c) => [c.service, `Service ${c.service}`])),
  questions: core,
  floor: 8,
  ...(withClasses ? { lists } : {}),
  cohorts,
});

/** The same cohorts a round later, the same said by everybody, but that in every third of them the last of the roster, who had answered, is gone. */
export const withLeavers = (cohorts: readonly CohortCount[]): CohortCount[] =>
  cohorts.map((cohort, i) => {
    if (i % 3 !== 0 || cohort.tally.answered === 0) return cohort;
    const options = Object.fromEntries(Object.entries(cohort.tally.options).map(([id, counts]) => [id, withoutOne(counts)]));
    return { ...cohort, people: cohort.people - 1, collected: cohort.collected - 1, tally: { ...cohort.tally, answered: cohort.tally.answered - 1, options } };
  });

function withoutOne(counts: readonly number[]): number[] {
  const from = counts.findIndex((n) => n > 0);
  return counts.map((n, i) => (i === from ? n - 1 : n));
}
