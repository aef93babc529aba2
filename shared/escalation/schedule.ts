import { isMonth, monthOf, periodsToCollect } from './speakToken.ts';

/** A day’s number, in UTC, from 1970; messages are known by it and by nothing finer. */
export const dayOf = (now: number): number => Math.floor(now / 86_400_000);
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** How long after a day’s end its messages are released: what was under way at midnight has landed. */
export const batchGraceMs = 5 * 3_600_000;

/** The newest day whose messages may be released by now. */
export const lastBatch = (now: number): number => dayOf(now - batchGraceMs) - 1;

export interface SpeakingDue {
  job: 'makeSpeakKey' | 'makeClosingKey' | 'releaseMessages' | 'closeRound';
  /** The month or year, or the day up to which messages are released. */
  round: number;
}

/** Where it stands: of which periods there are keys for tokens, and of which months for reasons; the last day that was released, and the last month that was counted. */
export interface SpeakingStanding {
  periods: ReadonlySet<number>;
  whyMonths: ReadonlySet<number>;
  released: number | null;
  counted: number | null;
}

/** What is due of speaking up: the keys of this month, the next and this year, then yesterday’s messages, then why people left in a month that is over. */
export function speakingDue({ periods, whyMonths, released, counted }: SpeakingStanding, now: number): SpeakingDue[] {
  const due = (job: SpeakingDue['job'], rounds: readonly number[]): SpeakingDue[] => rounds.map((round) => ({ job, round }));
  const wanted = periodsToCollect(now);
  const day = lastBatch(now);
  const over = monthOf(now - batchGraceMs) - 1;
  return [
    ...due('makeSpeakKey', wanted.filter((period) => !periods.has(period))),
    ...due('makeClosingKey', wanted.filter((period) => isMonth(period) && !whyMonths.has(period))),
    ...due('releaseMessages', released === null || released < day ? [day] : []),
    ...due('closeRound', [...whyMonths].some((month) => month <= over && month > (counted ?? 0)) ? [over] : []),
  ];
}

/**
 * How long a thread is kept once one side has ended it. It is its writer’s: a reader’s end lets it go only much later, since any reader can add one, and which of them
 * was written to no server knows.
 */
const keptDays = { writer: 90, reader: 365 } as const;
const fuzzyDays = 14;
/** When a thread that ends on a day is deleted: not always as long after it, so that the one does not tell the other. `random` draws a whole number under its argument. */
export const deletionOf = (endedBy: keyof typeof keptDays, day: number, random: (under: number) => number): string => dateOf(day + keptDays[endedBy] - fuzzyDays + random(2 * fuzzyDays + 1));
/** Who ended a thread of an earlier version, which does not say it: longer than after its writer’s end one is kept only after a reader’s. */
export const endedByOf = (closedOn: string, deleteAfter: string): keyof typeof keptDays => (deleteAfter > dateOf(dayOf(Date.parse(closedOn)) + keptDays.writer + fuzzyDays) ? 'reader' : 'writer');
