import { Temporal } from 'temporal-polyfill';
import { isWorkingDay } from '../review/workingDays.ts';
import { mostDaysToAcknowledge, mostMonthsToAnswer, termOn, type Terms } from './terms.ts';

/** What is known of a thread outside it: four days, as 2026-11-24, and whose the last one is. */
export interface ThreadDays {
  /** The day the writer sent it. */
  receivedOn: string;
  acknowledgedOn: string | null;
  answeredOn: string | null;
  closedOn: string | null;
  closedBy: 'writer' | 'reader' | null;
}

const day = (on: string): Temporal.PlainDate => Temporal.PlainDate.from(on);
const shorter = (set: number | null, most: number): number => Math.min(most, Math.max(1, Math.floor(set ?? most)));

/** The last days on which it is acknowledged and answered in time. Longer than the Directive lets it be it is never, whatever a house has set. */
export function dueOf(receivedOn: string, terms: Terms): { acknowledgeBy: string; answerBy: string } {
  const { acknowledgeWithinDays, answerWithinDays } = termOn(terms, receivedOn);
  const received = day(receivedOn);
  const latest = received.add({ months: mostMonthsToAnswer });
  const mostDays = received.until(latest, { largestUnit: 'days' }).days;
  return {
    acknowledgeBy: received.add({ days: shorter(acknowledgeWithinDays, mostDaysToAcknowledge) }).toString(),
    answerBy: received.add({ days: shorter(answerWithinDays, mostDays) }).toString(),
  };
}

export type Kept = 'in-time' | 'late' | 'waiting' | 'overdue' | 'not-owed';

/** How the clock stands for a thread on a day. Once its writer has ended it nothing more is owed, and what was late stays late; no end of a reader’s takes away what readers owe. */
export function kept(thread: ThreadDays, terms: Terms, today: string): { acknowledged: Kept; answered: Kept } {
  const { acknowledgeBy, answerBy } = dueOf(thread.receivedOn, terms);
  const of = (doneOn: string | null, by: string): Kept => {
    if (doneOn !== null) return doneOn <= by ? 'in-time' : 'late';
    if (thread.closedBy === 'writer') return 'not-owed';
    return today <= by ? 'waiting' : 'overdue';
  };
  return { acknowledged: of(thread.acknowledgedOn, acknowledgeBy), answered: of(thread.answeredOn, answerBy) };
}

/** How many are overdue: everyone sees this number every day, whatever it is. */
export const overdueOn = (threads: readonly ThreadDays[], terms: Terms, today: string): number =>
  threads.filter((thread) => Object.values(kept(thread, terms, today)).includes('overdue')).length;

/** The day from which a named deputy is told of what nobody has opened: a whole working day has passed since it was released. */
export function deputyToldOn(releasedOn: string): string {
  let on = day(releasedOn);
  do on = on.add({ days: 1 });
  while (!isWorkingDay(on));
  return on.add({ days: 1 }).toString();
}

/** A stretch of closed months, as 2026-09 to 2026-11. */
interface Period {
  from: string;
  to: string;
}

/** What everyone may know. A period ends with the first month by which it holds as many messages as the floor, so that no figure is about fewer. */
export interface SpeakingFigures {
  received: readonly (Period & { messages: number })[];
  /** By the month in which they were due. */
  acknowledged: readonly (Period & { messages: number; inTime: number })[];
  /** By the month in which they were answered. */
  answered: readonly (Period & { messages: number; medianDays: number })[];
}

/**
 * The figures over all months before `today`’s. Each message is in one period of a figure at most, and what happens in a later month changes no
 * period that stands: two printings of them differ in new periods alone, and say nothing about one message.
 */
export function figuresOf(threads: readonly ThreadDays[], terms: Terms, floor: number, today: string): SpeakingFigures {
  const thisMonth = monthOf(today);
  const answeredIn = (thread: ThreadDays): string | null => (thread.answeredOn === null ? null : monthOf(thread.answeredOn));
  const over = (of: (thread: ThreadDays) => string | null) => periodsOf(threads, of, floor, thisMonth);
  return {
    received: over((t) => monthOf(t.receivedOn)).map(({ from, to, within }) => ({ from, to, messages: within.length })),
    acknowledged: over((t) => owedAcknowledgement(t, terms)).map(({ from, to, within }) => ({
      from,
      to,
      messages: within.length,
      inTime: within.filter((t) => kept(t, terms, today).acknowledged === 'in-time').length,
    })),
    answered: over(answeredIn).map(({ from, to, within }) => ({ from, to, messages: within.length, medianDays: median(within.map(daysToAnswer)) })),
  };
}

/** Null where its writer ended it before anything was due. */
function owedAcknowledgement(thread: ThreadDays, terms: Terms): string | null {
  const { acknowledgeBy } = dueOf(thread.receivedOn, terms);
  const closedFirst = thread.acknowledgedOn === null && thread.closedBy === 'writer' && thread.closedOn !== null && thread.closedOn <= acknowledgeBy;
  return closedFirst ? null : monthOf(acknowledgeBy);
}

const monthOf = (on: string): string => on.slice(0, 7);
const daysToAnswer = ({ receivedOn, answeredOn }: ThreadDays): number => day(receivedOn).until(day(answeredOn ?? receivedOn), { largestUnit: 'days' }).days;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function periodsOf(threads: readonly ThreadDays[], of: (thread: ThreadDays) => string | null, floor: number, thisMonth: string): (Period & { within: ThreadDays[] })[] {
  const inMonth = Map.groupBy(threads, (thread) => of(thread) ?? '');
  const months = [...inMonth.keys()].filter((month) => month !== '' && month < thisMonth).sort();
  const periods: (Period & { within: ThreadDays[] })[] = [];
  let from: string | null = null;
  let within: ThreadDays[] = [];
  for (const month of months) {
    from ??= month;
    within = [...within, ...(inMonth.get(month) ?? [])];
    if (within.length < Math.max(floor, leastFloor)) continue;
    periods.push({ from, to: month, within });
    from = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
    within = [];
  }
  return periods;
}

/** No setting goes under it. */
export const leastFloor = 5;
