import * as z from 'zod';
import { groupId, instant, roundNumber, written } from '../contract/shapes.ts';

/**
 * An answer that is owed: moral injury in a group that gets worse, and until when an executive has to answer it. Everybody in the
 * group sees it. It closes with an answer and in no other way.
 *
 *     a round is released ─▶ worse on `values` or `letdown` ─▶ owed ─▶ answered
 */
export const owed = z.lazy(() =>
  z.object({
    v: z.literal(1),
    id: owedId,
    group: groupId,
    kind: z.enum(['cohort', 'service', 'organisation']),
    name: z.string(),
    teams: z.array(z.string()).readonly(),
    question: z.string(),
    /** The finding in words, as it was released. */
    sentence: z.string(),
    round: roundNumber,
    dueAt: instant,
  }),
);
export type Owed = z.infer<typeof owed>;

export const given = z.lazy(() => z.object({ text: answerText, by: z.string(), at: instant }));
export type Given = z.infer<typeof given>;

/** The group, the question and the round it opened in. */
export const owedId = z.string().regex(/^[a-z0-9][a-z0-9+-]{0,199}\.[a-z0-9-]{1,40}\.\d{8}$/, 'must be an owed answer’s id');
export const answerText = written(20, 4000, 'must be a sentence at least');

/** Four weeks after the round closed. */
export const daysToAnswer = 28;

/**
 * Whether a finding opens a new one, by those there are of the same group and question: not while one is open, and not again for what
 * was answered already, which is whatever began before that one opened.
 */
export const opensAnew = (since: number, there: readonly { round: number; isAnswered: boolean }[]): boolean => !there.some(({ round, isAnswered }) => !isAnswered || round >= since);
