import * as z from 'zod';
import { answerBytes } from '../pulse/answer.ts';
import { sealOverheadBytes } from '../crypto/size.ts';
import type { Routes } from './route.ts';
import { bytes, hash, roundNumber } from './shapes.ts';

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
} as const satisfies Routes<'anonymous'>;
