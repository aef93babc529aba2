import * as z from 'zod';
import { reportingRelease } from '../../disclosure/reporting.ts';
import { reasons } from '../../time/line.ts';
import { owners } from '../../time/lostTime.ts';
import { sessionKinds } from '../../time/sessionKind.ts';
import type { Routes } from '../route.ts';
import { instant, written } from '../shapes.ts';

const session = z.string().regex(/^[a-z0-9]{16,32}-[0-9]{2}$/, 'must be a session’s id');
const localDate = z.iso.date().regex(/^20/, 'must lie in this century');
const of = z.enum(sessionKinds);

const lost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), session: z.string(), of, start: instant, how: z.enum(['moved', 'taken', 'cut-short', 'not-held']), minutes: z.number().int(), reason: z.enum(reasons), by: z.string() }),
  z.object({ kind: z.literal('unbooked'), of, on: localDate }),
]);
const to = z.enum(owners);
const answer = z.object({ text: z.string(), by: z.string(), at: instant });

/** A report as its reporter and whoever owes the answer see it. */
export const lostTimeReport = z.object({ id: z.string(), reporter: z.string(), lost, text: z.string(), at: instant, dueAt: instant, to, answer: answer.nullable() });
export type LostTimeReport = z.infer<typeof lostTimeReport>;

/** Lost time that somebody reports: rows of the identity side. Who reports and who owes the answer read it, and nobody else. */
export const lostTimeRoutes = {
  reportLostTime: {
    side: 'identity',
    method: 'POST',
    path: '/lost-time',
    who: 'member',
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('session'), session, start: instant, text: written(0, 1000, '') }),
      z.strictObject({ kind: z.literal('unbooked'), of, on: localDate, text: written(10, 1000, 'must say in a sentence what should have been booked') }),
      /** Sends nothing: only says who would read it. Null: time that nobody booked. */
      z.strictObject({ kind: z.literal('who-reads'), lost: z.strictObject({ session, start: instant }).nullable() }),
    ]),
    responses: { 200: z.lazy(() => z.object({ report: lostTimeReport.nullable(), readers: z.object({ as: to, names: z.array(z.string()) }) })) },
    problems: ['malformed', 'not-yours', 'not-found', 'nobody-to-read', 'too-long-ago', 'not-begun', 'names-a-case', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'query', 'put'] },
    summary: 'Reports protected time of one’s own that was lost in the last 28 days. It needs nobody’s leave and goes past the line manager, to somebody who is not in it. Who that is can be asked before anything is sent.',
  },
  readLostTime: {
    side: 'identity',
    method: 'GET',
    path: '/lost-time',
    who: owners,
    responses: { 200: z.lazy(() => z.object({ reports: z.array(lostTimeReport), names: z.record(z.string(), z.string()) })) },
    problems: ['not-yours'],
    grants: { identity: ['get', 'query'] },
    summary: 'The reports that this reader owes an answer to, oldest first, and then those that are answered, newest first.',
  },
  answerLostTime: {
    side: 'identity',
    method: 'POST',
    path: '/lost-time/{id}/answer',
    who: owners,
    params: z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a report’s id') }),
    body: z.strictObject({ text: written(20, 2000, 'must say in a sentence or two what comes of it') }),
    responses: { 200: z.lazy(() => z.object({ report: lostTimeReport })) },
    problems: ['malformed', 'not-yours', 'not-found', 'already-answered', 'names-a-case', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'] },
    maxBodyBytes: 8192,
    summary: 'Answers a report, once, under one’s own name.',
  },
  readLostTimeFigures: {
    side: 'identity',
    method: 'GET',
    path: '/lost-time-figures',
    who: 'member',
    responses: {
      200: z.lazy(() =>
        z.object({
          atLeast: z.number().int(),
          quarters: z.array(z.object({ quarter: z.string().regex(/^20\d\d-[1-4]$/), counts: z.object({ reports: z.number().int(), inTime: z.number().int() }).nullable() })),
          /** What people last said reporting cost them, in the check-in; null before they were first asked. */
          cost: z.object({ closesAt: instant, told: reportingRelease.nullable() }).nullable(),
        }),
      ),
    },
    problems: [],
    grants: { identity: ['get', 'query', 'put'], published: ['query'] },
    summary: 'Of the last closed quarters: how many reports there were and how many were answered in time, where there are enough to say. And what reporting cost those who did, by what they said in the check-in.',
  },
} as const satisfies Routes<'identity'>;
