import * as z from 'zod';
import { alarm } from '../../disclosure/alarm.ts';
import { groupRelease } from '../../disclosure/release.ts';
import { eventId, groupsOfEvent, kindOfEvent, marked, whyMarked } from '../../signal/event.ts';
import { answerText, given, owed, owedId } from '../../signal/owed.ts';
import { saying } from '../../signal/saying.ts';
import { type JobRow, roles, type Routes } from '../route.ts';
import { bytes, groupId, hash, instant, roundNumber } from '../shapes.ts';

const roundSummary = z.lazy(() =>
  z.object({
    round: roundNumber,
    state: z.enum(['prepared', 'open', 'closed']),
    opensAt: instant,
    closesAt: instant,
    /** The hash of my cohort’s entry; null where I am not asked. */
    cohort: hash.nullable(),
  }),
);

/** Which groups one may read: a line each, the newest round’s name for it. */
const groupLine = z.lazy(() => z.object({ group: groupId, kind: z.enum(['cohort', 'service', 'organisation']), name: z.string(), teams: z.array(z.string()), rounds: z.number().int() }));

const owedAnswer = z.lazy(() => z.object({ owed, answer: given.nullable() }));

/** The answers owed, newest first, and the names of who owes them. */
const owing = z.lazy(() => z.object({ owedBy: z.array(z.string()), answers: z.array(owedAnswer) }));

/** Another group that shares teams with this one, and whether I may read it. */
const kin = z.lazy(() => z.object({ group: groupId, name: z.string(), isMine: z.boolean() }));

/** Mail that did not reach somebody: refused for good, handed over without an answer, or tried for a day and a half. */
const undelivered = z.lazy(() => z.object({ name: z.string(), at: instant, about: instant, why: z.enum(['never', 'unknown', 'given-up']) }));

export const me = z.lazy(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    team: z.string().nullable(),
    manages: z.array(z.string()),
    organisation: z.string(),
    /** The server’s own time: a device whose clock is off follows this one. */
    now: instant,
    rounds: z.array(roundSummary),
  }),
);

/** Rounds, groups and what is owed to them: rows of the identity side. What they answer with is described when it is first looked at: a function starts without. */
export const roundRoutes = {
  readMe: {
    side: 'identity',
    method: 'GET',
    path: '/me',
    who: 'member',
    responses: { 200: me },
    problems: [],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'Who I am here, and the rounds I can collect a token for.',
  },
  readCohort: {
    side: 'identity',
    method: 'GET',
    path: '/rounds/{round}/cohort',
    who: 'member',
    params: z.object({ round: roundNumber }),
    responses: {
      200: z.lazy(() =>
        z.object({
          cohort: hash,
          group: groupId,
          name: z.string(),
          salt: z.string(),
          names: z.array(z.string()),
          /** What is different from the round before; null where it is the first. */
          changed: z.object({ joinedWith: z.array(z.string()), joined: z.number().int(), left: z.number().int() }).nullable(),
        }),
      ),
    },
    problems: ['malformed', 'not-found', 'not-in-round'],
    grants: { identity: ['get'], published: ['get'] },
    summary: 'Whom I am asked together with in a round, and the salt to check it with.',
  },
  issueToken: {
    side: 'identity',
    method: 'POST',
    path: '/rounds/{round}/tokens',
    who: 'member',
    params: z.object({ round: roundNumber }),
    body: z.strictObject({ blinded: bytes(256) }),
    responses: { 200: z.strictObject({ signature: bytes(256) }) },
    problems: ['malformed', 'not-found', 'not-in-round', 'collected-elsewhere', 'round-closed', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'], published: ['get'] },
    summary: 'Signs one blinded token per person and round. The same request gets the same signature again.',
  },
  listGroups: {
    side: 'identity',
    method: 'GET',
    path: '/groups',
    who: 'member',
    responses: { 200: z.lazy(() => z.object({ groups: z.array(groupLine) })) },
    problems: [],
    grants: { identity: ['get'], published: ['get', 'query'] },
    summary: 'The groups whose picture I may read: the ones my team is in or I manage; all of them for an executive.',
  },
  readGroup: {
    side: 'identity',
    method: 'GET',
    path: '/groups/{group}',
    who: 'member',
    params: z.object({ group: groupId }),
    responses: {
      200: z.lazy(() =>
        z.object({
          name: z.string(),
          releases: z.array(groupRelease),
          /** What was told of the newest of them, when it was released. */
          says: z.array(saying),
          owing,
          /** Oldest first; each names this group alone, or all. */
          events: z.array(marked),
          /** Which groups these teams were asked as before, and are since. */
          follows: z.array(kin),
          followedBy: z.array(kin),
          /** No longer asked as this group: what stands here is as it was. */
          hasEnded: z.boolean(),
          /** The days an event may be added for; null where there is no round. */
          days: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable(),
        }),
      ),
    },
    problems: ['malformed', 'not-found', 'not-yours'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'One group’s picture: its releases over the rounds, what was told of them, its events, and the answers owed to it.',
  },
  readReadingRoom: {
    side: 'identity',
    method: 'GET',
    path: '/reading-room',
    who: ['executive'],
    responses: { 200: z.lazy(() => z.object({ round: roundNumber.nullable(), groups: z.array(z.object({ latest: groupRelease, line: z.array(groupRelease), says: z.array(saying) })), owing, events: z.array(marked) })) },
    problems: ['not-yours'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'Every group of the last closed round, each with its last ten rounds and what its measures say; all events, and all answers owed.',
  },
  addEvent: {
    side: 'identity',
    method: 'POST',
    path: '/events',
    who: ['manager', 'executive', 'steward'],
    body: z.strictObject({ on: z.iso.date(), kind: kindOfEvent, groups: groupsOfEvent, text: whyMarked, restartsLimits: z.boolean() }),
    maxBodyBytes: 16_384,
    responses: { 200: marked },
    problems: ['malformed', 'not-yours', 'not-found', 'outside-the-rounds', 'restarts-already', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'put'] },
    summary: 'Marks something that happened on the time line of groups: a manager of groups they manage, executives and the steward of any. The same request again marks it once.',
  },
  takeBackEvent: {
    side: 'identity',
    method: 'POST',
    path: '/events/{id}/taken-back',
    who: ['manager', 'executive', 'steward'],
    params: z.object({ id: eventId }),
    body: z.strictObject({ text: whyMarked }),
    responses: { 200: marked },
    problems: ['malformed', 'not-yours', 'not-found', 'taken-back-already', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'put'] },
    summary: 'Takes an event back, by a correction that everybody sees beside it.',
  },
  giveAnswer: {
    side: 'identity',
    method: 'POST',
    path: '/answers-owed/{id}',
    who: ['executive'],
    params: z.object({ id: owedId }),
    body: z.strictObject({ text: answerText }),
    maxBodyBytes: 16_384,
    responses: { 200: z.lazy(() => owedAnswer) },
    problems: ['malformed', 'not-yours', 'not-found', 'already-answered', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'put'] },
    summary: 'Answers what is owed, once and in one’s own name. Everybody in the group reads it.',
  },
  readAlarms: {
    side: 'identity',
    method: 'GET',
    path: '/alarms',
    who: ['steward', 'guardian', 'executive'],
    responses: { 200: z.lazy(() => z.object({ alarms: z.array(alarm), undelivered: z.array(undelivered) })) },
    problems: ['not-yours'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'What was withheld or went wrong, by round; for the steward alone, whom mail did not reach.',
  },
  moveClock: {
    side: 'identity',
    method: 'POST',
    path: '/clock',
    who: ['steward'],
    body: z.strictObject({ to: instant }),
    responses: { 200: z.strictObject({ now: instant }) },
    problems: ['malformed', 'not-yours', 'clock-moves-forward', 'too-large', 'not-json'],
    grants: { identity: ['get'] },
    localOnly: true,
    summary: 'The demo’s clock, forwards only. Rounds then open and close by their own times.',
  },
} as const satisfies Routes<'identity'>;

export const roundJobs = {
  listDue: {
    side: 'identity',
    grants: { identity: ['get'], published: ['query'] },
    summary: 'Names the jobs that are due, by the programme and by what was published of the rounds. It runs none of them.',
  },
  prepareRound: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'put', 'transact'], published: ['get', 'query', 'put', 'transact'] },
    summary: 'Freezes a coming round: cohorts, questions, floors, a signing key per cohort, the manifest and its line in the log.',
  },
  endIssuing: {
    side: 'identity',
    grants: { identity: ['query', 'delete', 'clear'], published: ['get', 'put'] },
    summary: 'When a round has closed: publishes how many tokens each cohort collected, then deletes its signing keys and who collected.',
  },
} as const satisfies Readonly<Record<string, JobRow<'identity'>>>;
