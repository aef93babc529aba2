import * as z from 'zod';
import { feedProblems } from '../../time/published.ts';
import { sessionId, sessionShape } from './time.ts';
import type { JobRow, Routes } from '../route.ts';
import { instant } from '../shapes.ts';

const nothing = z.lazy(() => z.strictObject({}));
const feedProblem = z.enum(Object.keys(feedProblems) as [keyof typeof feedProblems, ...(keyof typeof feedProblems)[]]);

/** What is known of the calendar somebody publishes: its address stands here for its owner alone, and of its events only when they are. */
const busy = z.object({
  address: z.string(),
  lastReadAt: instant.nullable(),
  times: z.number().int(),
  lastFailure: z.object({ at: instant, problem: feedProblem, words: z.string() }).nullable(),
});

/** Where people’s diaries are: rows of the identity side. What goes out is neutral, what comes in is only times. */
export const calendarRoutes = {
  readCalendars: {
    side: 'identity',
    method: 'GET',
    path: '/time/calendars',
    who: 'member',
    responses: {
      200: z.lazy(() =>
        z.object({
          /** Since when there is a private address; null: there is none. The address itself is told once, when it is made. */
          feedMadeAt: instant.nullable(),
          invitesTo: z.string().nullable(),
          busy: busy.nullable(),
          /** Sessions that were in the published calendar, and are not there any more: move or keep? */
          gone: z.array(sessionShape),
          names: z.record(z.string(), z.string()),
        }),
      ),
    },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'My calendars: the private address of my sessions, where invitations go, and what is read from the calendar I publish.',
  },
  makeFeed: {
    side: 'identity',
    method: 'POST',
    path: '/time/feed',
    who: 'member',
    responses: { 200: z.lazy(() => z.object({ path: z.string().regex(/^\/calendars\//) })) },
    problems: ['busy'],
    grants: { identity: ['get', 'transact', 'delete'] },
    summary: 'Makes a private address for my sessions, told this once. One that was made before stops working.',
  },
  revokeFeed: {
    side: 'identity',
    method: 'POST',
    path: '/time/feed/revoked',
    who: 'member',
    responses: { 200: nothing },
    problems: ['busy'],
    grants: { identity: ['get', 'transact', 'delete'] },
    summary: 'Takes the private address back. Sent again it changes nothing.',
  },
  readFeed: {
    side: 'identity',
    method: 'GET',
    path: '/calendars/{secret}',
    /** A calendar cannot sign in: whoever holds the address is let in. */
    who: 'anyone',
    params: z.object({ secret: z.string().max(200) }),
    responses: { 200: z.string() },
    as: 'text/calendar; charset=utf-8',
    problems: ['not-found'],
    grants: { identity: ['get', 'query'] },
    summary: 'Somebody’s sessions as iCalendar, under a secret address, with neutral titles.',
  },
  setBusyFeed: {
    side: 'identity',
    method: 'POST',
    path: '/time/published-calendar',
    who: 'member',
    body: z.strictObject({ person: z.string().min(1).max(100), address: z.string().min(1).max(2000).nullable() }),
    responses: { 200: nothing },
    problems: ['malformed', 'not-yours', 'has-left', 'not-https', 'points-inside', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'transact'] },
    summary: 'Says where somebody’s published calendar is, or (null) that it is read no more: then what was read of it goes at once. Oneself, or the steward for anyone.',
  },
  keepSession: {
    side: 'identity',
    method: 'POST',
    path: '/sessions/{id}/kept-in-diary',
    who: 'member',
    params: z.object({ id: sessionId }),
    responses: { 200: nothing },
    problems: ['malformed', 'not-found', 'busy'],
    grants: { identity: ['get', 'transact'] },
    summary: 'Says that a session stands though it is gone from one’s own calendar.',
  },
} as const satisfies Routes<'identity'>;

export const calendarJobs = {
  sendMail: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'put', 'transact', 'delete'] },
    outside: ['mail'],
    summary: 'Sends the mail that waits, each message once, and names what could not be delivered.',
  },
  readBusyFeeds: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'transact'] },
    outside: ['calendars'],
    summary: 'Reads the published calendars that are due, and keeps of each the times only.',
  },
} as const satisfies Readonly<Record<string, JobRow<'identity'>>>;
