import { type LocalDate, mondayOf, plusDays } from './date.ts';
import type { Absence } from './absence.ts';
import type { Audience, Item, Nation } from './rules/rule.ts';
import type { SessionKind } from './sessionKind.ts';

/** Somebody whose time is owed, as far as rules need to know: dates, and of an absence never a reason. */
export interface Person {
  nation: Nation;
  /** First and last day of this employment; null: no end is known. */
  employedFrom: LocalDate;
  employedTo: LocalDate | null;
  roles: readonly Role[];
  pattern: Pattern;
  absences: readonly Absence[];
}

/**
 * A role, a stage or a registration; a newly qualified social worker is a social worker as well, with both. An approval, a registration or a restoration to the register begins on `from`.
 */
export interface Role {
  as: Audience;
  from: LocalDate;
  to: LocalDate | null;
  /** The day the present period of years runs from, where it is not `from`: a renewal, or the profession's own cycle. */
  periodsFrom?: LocalDate;
}

/** Minutes worked from Monday to Sunday, and the share of a full week they are (above 0, up to 1). */
export interface Pattern {
  minutes: readonly [number, number, number, number, number, number, number];
  share: number;
  /** The hours of those days, where they are known: by the clock on the wall, `07:30`. Null on a day, or left out: the hours of most. */
  hours?: readonly (Hours | null)[];
}

export interface Hours {
  from: string;
  to: string;
}

/** What is known to have happened. Nothing is concluded of the time before `recordedFrom`: not known is not missed. */
export interface Facts {
  recordedFrom: LocalDate;
  /**
   * Sessions that one of those in it says took place, and nobody else in it disputes; minutes are the longest stretch without interruption.
   * `isWhole`: all that was promised, as the ledger counts it; what was stored before it was told apart counts as whole.
   */
  kept: readonly { on: LocalDate; kind: SessionKind; minutesUninterrupted: number; supervisor: 'registered social worker' | 'other'; isWhole?: boolean }[];
  learning: readonly Learning[];
  practice: readonly { on: LocalDate; minutes: number }[];
  ticks: readonly { item: Item; on: LocalDate }[];
}

/** A piece of a CPD record. A draft counts for nothing; the same piece counts once. */
export interface Learning {
  id: string;
  on: LocalDate;
  isSubmitted: boolean;
  minutes: number;
  participatoryMinutes: number;
  withPeerReflection: boolean;
  /** Roles whose training it is agreed to be. */
  agreedFor: readonly Audience[];
}

/** A full working day of this person: the mean of the days they work, rounded up to the minute. */
export function minutesADay({ minutes }: Pattern): number {
  const worked = minutes.filter((m) => m > 0);
  return worked.length === 0 ? 0 : Math.ceil(worked.reduce((a, b) => a + b, 0) / worked.length);
}

/** Nobody works less than nothing of a week, and who works more than all of it is owed what a full week is. */
export const shareOf = ({ share }: Pattern): number => (share > 0 ? Math.min(1, share) : 1);

/** Days of the week of `day` on which this person works. */
export function workingDaysOfWeek({ minutes }: Pattern, day: LocalDate): LocalDate[] {
  const monday = mondayOf(day);
  return minutes.flatMap((m, i) => (m > 0 ? [plusDays(monday, i)] : []));
}
