import * as z from 'zod';
import { recipientShape } from '../../crypto/recipient.ts';
import { commentList, decision, waitingId } from '../../review/decision.ts';
import type { Routes } from '../route.ts';
import { bytes, bytesUpTo, groupId, hash, instant, roundNumber } from '../shapes.ts';

/** An age file, base64url. What is inside, the side that keeps it cannot know. */
const wrappedKey = bytesUpTo(1000, 200);

/** The next comment a reviewer has to read: which group’s list it is for, and never whose it is. */
const next = z.lazy(() => z.object({ id: waitingId, round: roundNumber, group: groupId, name: z.string(), dueAt: instant, sealed: z.string() }));

/** The reviewers’ own rows of the identity side, and the row by which everyone reads what they let through. */
export const reviewRoutes = {
  readReview: {
    side: 'identity',
    method: 'GET',
    path: '/review',
    who: ['reviewer'],
    responses: {
      200: z.lazy(() =>
        z.object({
          /** My keys, wrapped with my passphrases: each opens the rounds that name it. The last is the one that counts for coming rounds. */
          keys: z.array(z.object({ id: hash, recipient: z.string(), wrapped: wrappedKey })),
          /** How many reviewers have a working key; under two, no round asks for comments. */
          reviewers: z.number().int(),
          waiting: z.number().int(),
          overdue: z.number().int(),
          next: next.nullable(),
        }),
      ),
    },
    problems: ['not-yours', 'in-the-line'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'My wrapped keys, how many comments wait for review, how many of them are overdue, and the next one, sealed.',
  },
  offerReaderKey: {
    side: 'identity',
    method: 'POST',
    path: '/review/keys',
    who: ['reviewer'],
    body: z.strictObject({ recipient: z.string().regex(recipientShape), wrapped: wrappedKey }),
    responses: { 200: z.lazy(() => z.object({ id: hash, canary: z.string() })) },
    problems: ['malformed', 'not-yours', 'in-the-line', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'] },
    summary: 'Keeps a reviewer’s new key, wrapped, and hands out something sealed to it. The key counts for nothing until that was opened.',
  },
  confirmReaderKey: {
    side: 'identity',
    method: 'POST',
    path: '/review/keys/{id}',
    who: ['reviewer'],
    params: z.object({ id: hash }),
    body: z.strictObject({ opened: bytes(32) }),
    responses: { 200: z.lazy(() => z.object({ id: hash, fromRound: roundNumber })) },
    problems: ['malformed', 'not-yours', 'in-the-line', 'not-found', 'key-not-opened', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'], published: ['get', 'query', 'transact'] },
    summary: 'Proves that the kept key opens what is sealed to it. Its name then joins the public log, and rounds prepared from now on name it.',
  },
  decideComment: {
    side: 'identity',
    method: 'POST',
    path: '/review/comments/{id}',
    who: ['reviewer'],
    params: z.object({ id: waitingId }),
    body: z.strictObject({ decision }),
    maxBodyBytes: 16_384,
    responses: { 200: z.strictObject({ decided: z.literal(true) }) },
    problems: ['malformed', 'not-yours', 'in-the-line', 'not-found', 'already-decided', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'delete', 'transact'] },
    summary: 'Shows, masks or withholds one comment, once. Its sealed copy is deleted with the decision.',
  },
  listComments: {
    side: 'identity',
    method: 'GET',
    path: '/comments',
    who: 'member',
    query: z.object({ group: groupId.optional() }),
    responses: {
      200: z.lazy(() =>
        z.object({
          /** Fewest comments of a list in the newest closed round; null where that round asked for none. */
          floor: z.number().int().nullable(),
          lists: z.array(commentList),
        }),
      ),
    },
    problems: ['malformed'],
    grants: { identity: ['get'], published: ['get', 'query'] },
    summary: 'The reviewed comments I may read, newest round first: one group’s, or the last two rounds’ of all my groups.',
  },
} as const satisfies Routes<'identity'>;
