import type { LocalDate, Span } from './date.ts';
import type { Item, Rule } from './rules/rule.ts';

/**
 * What one rule owes one person, as it stands on a day. `dueOn` is a local date and includes that day; a bank holiday or a weekend
 * does not move it. It is null where nothing has a date: a rule without a number, one that always holds, or somebody who is not back yet.
 */
export interface Due {
  rule: Rule;
  state: 'open' | 'met' | 'always' | 'away';
  dueOn: LocalDate | null;
  /** What counts lies from here up to `dueOn`. */
  from: LocalDate;
  counted: readonly Count[];
  /** Why on that day; the sentence is in `catalogue.ts`. */
  why: Why;
  /** The period before this one, where it ended without what it needed and the record reaches back that far. */
  missed: { from: LocalDate; dueOn: LocalDate; counted: readonly Count[] } | null;
}

export interface Count {
  of: 'uninterrupted-minutes' | 'pieces' | 'pieces-with-peer-reflection' | 'minutes' | 'participatory-minutes' | 'entries' | 'gaps' | 'protected-minutes' | Item;
  done: number;
  needed: number;
}

export type Why =
  | { kind: 'interval'; every: Span; minutes: number | null; since: 'kept' | 'start' | 'record'; on: LocalDate; daysMoved: number }
  | { kind: 'period'; from: LocalDate; to: LocalDate; opensOn: LocalDate | null }
  | { kind: 'newcomer'; joinedOn: LocalDate; from: LocalDate; to: LocalDate }
  | { kind: 'recent'; within: Span; last: LocalDate | null; noneBefore: LocalDate }
  | { kind: 'dated'; item: Item | null; start: LocalDate; by: Span; daysMoved: number }
  | { kind: 'week'; minutes: number; monday: LocalDate }
  | { kind: 'always' }
  | { kind: 'away' };

export const isMet = (counted: readonly Count[]): boolean => counted.every(({ of, done, needed }) => of === 'gaps' || done >= needed);
/** Past its day and not met. */
export const isOverdue = ({ state, dueOn }: Pick<Due, 'state' | 'dueOn'>, day: LocalDate): boolean => state === 'open' && dueOn !== null && dueOn < day;
