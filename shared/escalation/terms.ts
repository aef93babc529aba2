/**
 * How soon a message is acknowledged and answered. EU Directive 2019/1937 gives seven days and three months; a house may set less, and never more. Apart from
 * `clock.ts`, so that the page to write on says it without what reckons in months.
 */
export const mostDaysToAcknowledge = 7;
export const mostMonthsToAnswer = 3;
/** In every three months there are as many: what is no more than this is never longer. */
export const mostDaysToAnswer = 89;

/** In days; null: what the Directive gives. */
export interface Term {
  acknowledgeWithinDays: number | null;
  answerWithinDays: number | null;
}
/** What a house has set, oldest first. Each holds for what is sent from its day on: what was sent before is owed as its writer was told. */
export type Terms = readonly (Term & { from: string })[];

/** What holds for what is sent on a day. */
export const termOn = (terms: Terms, on: string): Term => terms.findLast(({ from }) => from <= on) ?? { acknowledgeWithinDays: null, answerWithinDays: null };

/** Whether no writer waits longer under it than the Directive lets them. */
export const isShortEnough = ({ acknowledgeWithinDays, answerWithinDays }: Term): boolean => (acknowledgeWithinDays ?? 0) <= mostDaysToAcknowledge && (answerWithinDays ?? 0) <= mostDaysToAnswer;
