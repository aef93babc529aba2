import * as z from 'zod';
import type { Question } from '../pulse/question.ts';
import { firstReported } from '../pulse/reporting.ts';
import type { Tally } from '../pulse/tally.ts';
import { bandOfClass, edgesOfClass, fewestInClass, under } from './classes.ts';
import { type Part, roundedTo } from './figures.ts';
import { grainFrom, knownToColleagues } from './grain.ts';
import { share } from './release.ts';

/** How many reported lost time, as a band, and which share of them said that it cost them something. */
export const reportingRelease = z.lazy(() =>
  z.object({
    reported: z.object({ atLeast: z.number().int(), atMost: z.number().int() }),
    cost: share,
    grain: z.object({ edge: z.number().int(), step: z.number().int(), joined: z.boolean() }),
  }),
);
export type ReportingRelease = z.infer<typeof reportingRelease>;

/** A cohort that is shown, with all that its people said. */
export interface Reporting {
  part: Pick<Part, 'figures'>;
  tally: Pick<Tally, 'options'>;
}

/**
 * Of those who reported lost time, how many say that it cost them something; null where that would say of one group how many of it
 * reported, or what it cost them. Of no group is anything published, so whatever a group said must be able to hide among the others:
 *
 *     all who reported + three colleagues ≤ the fewest who can have answered elsewhere      (whether a group reported stays open: none, or all)
 *     the most of one group + three colleagues < the share's edge                          (and so does what it cost them)
 *
 * One word says both, and that fewer than twenty reported.
 */
export function reportingOf(cohorts: readonly Reporting[], question: Question): ReportingRelease | null {
  const counts = cohorts.map(({ tally }) => (tally.options[question.id] ?? []).map((n, i) => (i + 1 < firstReported ? 0 : n)));
  const reported = counts.map(sum);
  const whole = sum(reported);
  if (whole < fewestInClass) return null;
  const fewest = cohorts.map(({ part }) => part.figures.answered.atLeast);
  if (whole + knownToColleagues > sum(fewest) - Math.max(...fewest)) return null;
  const most = Math.max(...reported) + knownToColleagues;
  const edge = edgesOfClass.find((e) => most <= under(e, whole));
  const band = bandOfClass(whole);
  const grain = edge === undefined ? null : grainFrom(edge, fewestInClass, band);
  if (grain === null) return null;
  const options = { [question.id]: question.options.map((_, i) => sum(counts.map((c) => c[i] ?? 0))) };
  const cost = roundedTo(grain, band, { answered: whole, unreadable: 0, options, why: {} }, [question], fewestInClass).figures.shares[question.id];
  return cost == null ? null : { reported: band, cost, grain };
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
