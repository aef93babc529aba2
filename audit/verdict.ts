import type { Interval } from './programme.ts';

/**
 * What is asked about: how many answered, how many of those chose what a question's share counts (`part`), and how many did not
 * (`rest`).
 */
export interface Cell {
  round: number;
  group: string;
  /** In words, as a person would say it. */
  words: string;
  question: string | null;
  of: 'answered' | 'part' | 'rest';
  /** `hidden`: nothing is published of it. `shown`: a share or a band is. `changed`: of those who joined or left between rounds. `within`: of those in a group who are of one class. */
  kind: 'hidden' | 'shown' | 'changed' | 'within';
  /** How many people it could be, as far as the roster and the very label say: "too few" of nine is eight at most. */
  most: number;
  /** How many of them the insiders know themselves to be. */
  known: number;
}

export type Failure = 'narrow' | 'exact' | 'none' | 'all';

export interface Bound extends Cell, Interval {
  fails: Failure | null;
}

/** A hidden count may be any of an interval at least this wide. */
export const narrowest = 3;

/**
 * A hidden cell fails where its interval is narrower than three, or than what its own label leaves, since that any figure may say.
 * A share that is shown has to fit two counts at least. Anything fails that proves none or all of those whom the insiders are not.
 */
export function verdicts(found: readonly (Cell & Interval)[]): Bound[] {
  return found.map((cell): Bound => ({ ...cell, fails: failureOf(cell) }));
}

function failureOf({ kind, of, most, known, least, greatest }: Cell & Interval): Failure | null {
  const room = most - known;
  if (room <= 0) return null;
  if (greatest <= known) return of === 'rest' ? 'all' : 'none';
  if (of === 'answered') return least >= most ? 'all' : kind === 'hidden' && greatest - least < Math.min(narrowest, room) ? 'narrow' : null;
  if (kind === 'hidden') return greatest - least < Math.min(narrowest, room) ? 'narrow' : null;
  return kind === 'shown' && greatest === least ? 'exact' : null;
}
