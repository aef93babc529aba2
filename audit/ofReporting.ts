import { fewestInClass } from '../shared/disclosure/classes.ts';
import type { ReportingRelease } from '../shared/disclosure/reporting.ts';
import { reportingQuestion } from '../shared/pulse/reporting.ts';
import { Contradiction } from './attacker.ts';
import { fitting } from './counts.ts';
import { pooling, worst } from './pooled.ts';
import { programme } from './programme.ts';
import { cohortsOf, type Published, type PublishedRound } from './published.ts';
import { type Asked, holdShare, minus, plus, type Sum } from './sums.ts';
import { type Bound, verdicts } from './verdict.ts';

/**
 * What was published of the cost of reporting says of each group, to three in it who pool what they said: how many of it reported, and
 * whom it cost something. It is joined to no other figure, and to no other round, since of no group anything is said of it.
 */
export async function attackReporting({ rounds }: Published): Promise<Bound[]> {
  const found: Bound[] = [];
  for (const round of rounds) {
    const told = round.releases.find((r) => r.kind === 'organisation')?.reporting;
    if (told == null) continue;
    for (const group of [null, ...shownIn(round).map((c) => c.group)])
      for (let said = 0; said <= (group === null ? 0 : pooling); said++) found.push(...(await boundsIn(round, told, group, said)));
  }
  return worst(found);
}

const shownIn = (round: PublishedRound) => cohortsOf(round).filter((c) => c.figures !== null);

/** Three of `group` reported, and it cost `said` of them something; null: nobody pools. */
async function boundsIn(round: PublishedRound, told: ReportingRelease, group: string | null, said: number): Promise<Bound[]> {
  const lp = programme();
  const hold = ({ terms, known }: Sum, least: number, greatest: number): void => lp.row(terms, least - known, greatest - known);
  const groups = shownIn(round).map((cohort) => {
    const insiders = cohort.group === group ? pooling : 0;
    const known = cohort.group === group ? said : 0;
    const most = cohort.figures?.answered.atMost ?? 0;
    const column = (knows: number): Sum => ({ terms: [[lp.column(0, most), 1]], known: knows });
    const [answered, reported, cost] = [column(insiders), column(insiders), column(known)];
    hold(answered, cohort.figures?.answered.atLeast ?? 0, most);
    hold(minus(answered, reported), 0, Infinity);
    hold(minus(reported, cost), insiders - known, Infinity);
    return { cohort, most, insiders, known, answered, reported, cost };
  });
  const [whole, part] = [plus(groups.map((g) => g.reported)), plus(groups.map((g) => g.cost))];
  hold(whole, told.reported.atLeast, told.reported.atMost);
  holdShare((sum, { least, greatest }) => hold(sum, least, greatest), whole, part, fitting(told.cost, told.grain, fewestInClass, told.reported.atMost));
  const asked = groups.flatMap(({ cohort, most, insiders, known, answered, reported, cost }): Asked[] => {
    const cell = (words: string, of: 'part' | 'rest', knows: number) =>
      ({ round: round.round, group: cohort.group, words: `${cohort.name}, round ${round.round}: how many ${words}`, question: reportingQuestion.id, of, kind: 'hidden', most: most - insiders + knows, known: knows }) as const;
    return [
      { cell: cell('reported lost time', 'part', insiders), ...reported },
      { cell: cell('reported no lost time', 'rest', 0), ...minus(answered, reported) },
      { cell: cell(reportingQuestion.measure.says, 'part', known), ...cost },
      { cell: cell('reported, and it cost them nothing', 'rest', insiders - known), ...minus(reported, cost) },
    ];
  });
  const bounds = await lp.bounds(asked.map((a) => a.terms));
  // What three cannot have said is left out; what nobody can have published is not.
  if (bounds === null && group === null) throw new Contradiction(`nothing fits what was published of the cost of reporting in round ${round.round}`);
  return bounds === null ? [] : verdicts(asked.map(({ cell, known }, i) => ({ ...cell, least: (bounds[i]?.least ?? 0) + known, greatest: (bounds[i]?.greatest ?? 0) + known })));
}
