import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';
import { type Band, fineness, type Grain, rounded } from './grain.ts';
import type { Figures, Share } from './release.ts';

/** Figures, and what their shares were rounded to. */
export interface Part {
  figures: Figures;
  grain: Grain;
}

/** No floor is lower, whatever a manifest says. */
export const lowestFloor = 5;

export function shareOf(part: number, whole: number, grain: Grain): Share {
  const share = rounded(part, whole, grain);
  if (share === 'under') return { percent: grain.edge, edge: 'under' };
  if (share === 'over') return { percent: 100 - grain.edge, edge: 'over' };
  return { percent: share, edge: null };
}

/**
 * Null where too few of `most` answered, or could have. A share is hidden where fewer than the floor answered that question: who
 * skipped it decides, and nothing above it is counted anew, so that no difference speaks of them.
 */
export function figuresOf(tally: Tally, most: number, questions: readonly Question[], floor: number): Part | null {
  if (floor < lowestFloor) throw new RangeError(`a floor is never under ${lowestFloor}`);
  const fine = fineness(tally.answered, most, floor);
  return fine === null ? null : roundedTo(fine.grain, fine.band, tally, questions, floor);
}

/** Figures at a grain that is known to be safe for them. */
export function roundedTo(grain: Grain, answered: Band, tally: Tally, questions: readonly Question[], floor: number): Part {
  const shares = questions.map((q): [string, Share | null] => {
    const counts = tally.options[q.id] ?? [];
    const whole = counts.reduce((a, b) => a + b, 0);
    const part = q.measure.counted.reduce((n, option) => n + (counts[option - 1] ?? 0), 0);
    return [q.id, whole < floor ? null : shareOf(part, whole, grain)];
  });
  return { grain, figures: { answered, unreadable: tally.unreadable, shares: Object.fromEntries(shares), why: {} } };
}
