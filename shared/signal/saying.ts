import * as z from 'zod';
import type { Question } from '../pulse/question.ts';
import { tell } from './catalogue.ts';
import type { Chart } from './chart.ts';
import { type Finding, isSignal } from './finding.ts';
import type { Series } from './series.ts';

/** The limits a line has now, to a tenth of a percent: from which round on, and whether they rest on few rounds. */
const band = z.lazy(() => z.object({ from: z.number().int(), centre: z.number(), lower: z.number(), upper: z.number(), provisional: z.boolean() }));
export type Band = z.infer<typeof band>;

/**
 * A finding as it was told when its round was released, and the limits it rests on (null where nothing is shown): kept with the
 * release, so that one reading shows it.
 */
export const saying = z.lazy(() => z.object({ question: z.string(), direction: z.enum(['better', 'worse']).nullable(), label: z.string(), sentence: z.string(), band: band.nullable() }));
export type Saying = z.infer<typeof saying>;

export const sayingOf = (finding: Finding, question: Question, limits: Band | null): Saying => ({
  question: finding.question, direction: isSignal(finding) ? finding.direction : null, ...tell(finding, question), band: limits,
});

export function bandOf({ points }: Pick<Series, 'points'>, { stretches }: Pick<Chart, 'stretches'>): Band | null {
  const newest = stretches.at(-1);
  if (newest?.limits == null) return null;
  const { centre, lower, upper } = newest.limits;
  const inTenths = (line: number): number => Math.round(line * 10) / 10;
  return { from: points[newest.from]?.round ?? 1, centre: inTenths(centre), lower: inTenths(lower), upper: inTenths(upper), provisional: newest.provisional };
}
