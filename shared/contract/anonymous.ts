import * as z from 'zod';
import { answerBytes } from '../pulse/answer.ts';
import { sealOverheadBytes } from '../crypto/size.ts';
import { markBytes, slotBytes } from '../escalation/slot.ts';
import { sealedWhyBytes } from '../escalation/sealedWhy.ts';
import type { Routes } from './route.ts';
import { bytes, envelope, hash, monthNumber, roundNumber } from './shapes.ts';

/** The side that gets answers and never who. Its host is a name of its own; no cookie, bearer or referrer goes there. */
export const submission = z.strictObject({
  round: roundNumber,
  cohort: hash,
  prepared: bytes(64),
  signature: bytes(256),
  sealed: bytes(answerBytes + sealOverheadBytes),
});
export type Submission = z.infer<typeof submission>;

export const anonymousRoutes = {
  submitAnswer: {
    side: 'anonymous',
    method: 'POST',
    path: '/answers',
    who: 'anyone',
    body: submission,
    responses: { 200: z.strictObject({ received: z.literal(true) }) },
    problems: ['malformed', 'forged-token', 'token-spent', 'not-found', 'not-open-yet', 'round-closed', 'too-large', 'not-json', 'busy'],
    grants: { anonymous: ['put'], published: ['get'] },
    summary: 'Puts one sealed answer under one token. The identical request again is answered alike; another answer under a spent token is refused.',
  },
  openThread: {
    side: 'anonymous',
    method: 'POST',
    path: '/threads',
    who: 'anyone',
    body: z.strictObject({
      month: monthNumber,
      prepared: bytes(64),
      signature: bytes(256),
      thread: hash,
      sealed: envelope,
      /** Why somebody leaves, or that nobody does: of one size, sealed to the month’s key for the count alone. */
      why: bytes(sealedWhyBytes),
    }),
    maxBodyBytes: 32_768,
    responses: { 200: z.strictObject({ received: z.literal(true) }) },
    problems: ['malformed', 'forged-token', 'token-spent', 'not-an-envelope', 'number-taken', 'not-found', 'not-open-yet', 'month-over', 'too-large', 'not-json', 'busy'],
    grants: { anonymous: ['put'], published: ['get'] },
    summary: 'Opens one thread with one staff token of this month. The identical request again is answered alike; another one under a spent token is refused.',
  },
  appendToThread: {
    side: 'anonymous',
    method: 'POST',
    path: '/threads/entries',
    who: 'anyone',
    body: z.strictObject({
      /** Whoever knows it holds the receipt. */
      threadId: bytes(32),
      /** The next of the writer’s numbers. */
      number: z.number().int().min(2).max(9999),
      sealed: envelope,
      /** Whether this ends the thread, which is all the clock has to know. */
      closes: z.boolean(),
    }),
    maxBodyBytes: 32_768,
    responses: { 200: z.strictObject({ received: z.literal(true) }) },
    problems: ['malformed', 'not-an-envelope', 'not-found', 'number-taken', 'too-large', 'not-json', 'busy'],
    grants: { anonymous: ['put'], published: ['get'] },
    summary: 'Adds the writer’s next message to a thread that was released. It goes to readers with the next daily batch.',
  },
  readThread: {
    side: 'anonymous',
    method: 'POST',
    path: '/threads/read',
    who: 'anyone',
    body: z.strictObject({
      threadId: bytes(32),
      after: z.number().int().min(0).max(9998),
      /** What the writer will know this look-up by, sealed by the receipt; the latest of a day stands. */
      mark: bytes(markBytes).optional(),
    }),
    responses: { 200: z.strictObject({ slot: bytes(slotBytes) }) },
    problems: ['malformed', 'too-large', 'not-json', 'busy'],
    grants: { anonymous: ['put'], published: ['get'] },
    summary: 'The entry of a thread that follows on `after`, sealed, in a slot of one size. Where there is none, and where there is no such thread, a decoy that opens with nothing.',
  },
} as const satisfies Routes<'anonymous'>;
