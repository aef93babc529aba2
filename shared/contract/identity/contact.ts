import * as z from 'zod';
import type { Routes } from '../route.ts';
import { written } from '../shapes.ts';

const date = z.iso.date();
const how = written(1, 500, 'say how and when you can be reached');

/** One person’s request: named, and nothing of what it is about. */
const request = z.lazy(() => z.object({ how: z.string(), askedOn: date, doneOn: date.nullable() }));

/** Asking the guardian to get in touch, with one’s name; and what everyone’s device fetches at sign-in for the page on which nobody has one. */
export const contactRoutes = {
  requestContact: {
    side: 'identity',
    method: 'POST',
    path: '/contact-request',
    who: 'member',
    body: z.strictObject({
      /** How and when one can be reached; null takes the request back. */
      how: how.nullable(),
    }),
    responses: { 200: z.lazy(() => z.object({ mine: request.nullable() })) },
    problems: ['malformed', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['put', 'delete'] },
    summary: 'Asks the guardian, with one’s name, to get in touch; the newest stands. Or takes that back.',
  },
  readContact: {
    side: 'identity',
    method: 'GET',
    path: '/contact-request',
    who: 'member',
    responses: { 200: z.lazy(() => z.object({ mine: request.nullable(), guardians: z.array(z.string()) })) },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'What I have asked for, and who the guardians are.',
  },
  listContactRequests: {
    side: 'identity',
    method: 'GET',
    path: '/contact-requests',
    who: ['guardian'],
    responses: { 200: z.lazy(() => z.object({ requests: z.array(z.object({ person: z.string(), name: z.string(), team: z.string().nullable(), request })) })) },
    problems: ['not-yours'],
    grants: { identity: ['get', 'query'] },
    summary: 'Who has asked the guardian to get in touch: those who wait first, by name.',
  },
  endContactRequest: {
    side: 'identity',
    method: 'POST',
    path: '/contact-requests/{person}/done',
    who: ['guardian'],
    params: z.object({ person: z.string().min(1).max(200) }),
    body: z.strictObject({ /** Which of theirs: a newer one waits on. */ askedOn: date }),
    responses: { 200: z.lazy(() => z.object({ request })) },
    problems: ['malformed', 'not-yours', 'not-found', 'changed-meanwhile', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'] },
    summary: 'The guardian has been in touch. The same again is answered alike.',
  },
  listNames: {
    side: 'identity',
    method: 'GET',
    path: '/names',
    who: 'member',
    responses: { 200: z.lazy(() => z.object({ names: z.array(z.string()) })) },
    problems: [],
    grants: { identity: ['query'] },
    summary: 'The names of everybody here, sorted. Every own device fetches them at sign-in, and hints with them at what in a message could name somebody.',
  },
} as const satisfies Routes<'identity'>;
