import * as z from 'zod';
import { shiftKinds } from '../../time/duty.ts';
import { reasons } from '../../time/line.ts';
import { sessionKinds } from '../../time/sessionKind.ts';
import { lostTimeReport } from './lostTime.ts';
import type { Routes } from '../route.ts';
import { instant } from '../shapes.ts';

/** Random, made by whoever books: the same booking sent again is the same booking. */
export const seriesId = z.string().regex(/^[a-z0-9]{16,32}$/, 'must be a booking’s id');
export const sessionId = z.string().regex(/^[a-z0-9]{16,32}-[0-9]{2}$/, 'must be a session’s id');
const person = z.string().min(1).max(100);
const localDate = z.iso.date().regex(/^20/, 'must lie in this century');
/** By the clock on the wall. */
const localTime = z.iso.datetime({ local: true, precision: -1 }).regex(/^20.{13}\d$/, 'must be a local time such as 2026-11-30T09:30');
const minutes = z.number().int().min(1).max(600);
const reason = z.enum(reasons);
const slot = { start: instant, end: instant };
const supervisor = z.enum(['registered social worker', 'other']);

const account = z.discriminatedUnion('happened', [
  z.strictObject({ happened: z.literal('held'), ...slot, minutesUninterrupted: z.number().int().min(0).max(600), interruptedBy: reason.nullable() }),
  z.strictObject({ happened: z.literal('not-held'), reason }),
]);
const state = z.enum(['planned', 'unknown', 'kept', 'cut-short', 'not-held', 'differs', 'taken']);
const gone = z.object({ kind: z.enum(['moved', 'taken']), reason, by: z.string(), at: instant });

/** A session as its diary has it: who is in it, where it stands, and for each person how their line of the ledger stands. */
export const sessionShape = z.object({
  id: sessionId,
  series: z.string(),
  of: z.enum(sessionKinds),
  people: z.array(z.string()),
  givenBy: z.string().nullable(),
  supervisor,
  ...slot,
  gone: gone.nullable(),
  lines: z.array(z.object({ person: z.string(), state, minutesOwed: z.number().int(), minutesPromised: z.number().int(), accounts: z.record(z.string(), account) })),
  changes: z.number().int(),
});
export type SessionShape = z.infer<typeof sessionShape>;

const session = z.lazy(() => sessionShape);
const loss = z.object({ session: z.string(), kind: z.enum(['moved', 'taken', 'cut-short', 'not-held']), reason, by: z.string(), minutes: z.number().int(), start: instant, on: localDate, daysUntilRebooked: z.number().int().nullable() });
/** What is owed by one rule, said in words; the stricter of two comes first. */
const dueLine = z.object({ rule: z.string(), about: z.string(), name: z.string(), state: z.enum(['open', 'met', 'always', 'away']), dueOn: localDate.nullable(), overdue: z.boolean(), counted: z.array(z.string()), why: z.string(), source: z.string(), minutesToBook: z.number().int().nullable() });
const owed = z.object({ counts: dueLine, also: z.array(dueLine) });
export type OwedShape = z.infer<typeof owed>;
const names = z.record(z.string(), z.string());

const changeProblems = ['malformed', 'not-yours', 'not-found', 'told-already', 'not-booked', 'in-the-past', 'no-length', 'clashes', 'has-left', 'too-large', 'not-json', 'busy'] as const;
const grants = { identity: ['get', 'query', 'transact'] } as const;

/** Protected time: rows of the identity side. Who is in a session, and the manager of any of them, may change it; what was is never removed. */
export const timeRoutes = {
  readMyTime: {
    side: 'identity',
    method: 'GET',
    path: '/time',
    who: 'member',
    responses: {
      200: z.lazy(() =>
        z.object({
          today: localDate,
          /** False where nobody has entered since when this person works here: then no rule can say what is owed. */
          known: z.boolean(),
          owed: z.array(owed),
          /** Of each rule in it: whose it is and what it says. */
          rules: z.record(z.string(), z.string()),
          sessions: z.array(session),
          losses: z.array(loss),
          /** What this person has reported of it, newest first, and what was answered. */
          reports: z.array(lostTimeReport),
          minutes: z.object({ promised: z.number().int(), kept: z.number().int(), open: z.number().int() }),
          names,
        }),
      ),
    },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'What I am owed and why, my sessions of the last and the coming twelve months, and what of them was lost.',
  },
  readWeek: {
    side: 'identity',
    method: 'GET',
    path: '/teams/{team}/weeks/{monday}',
    who: ['manager', 'principal'],
    params: z.object({ team: z.string().regex(/^[a-z0-9-]{1,100}$/), monday: localDate }),
    responses: {
      200: z.lazy(() =>
        z.object({
          team: z.string(),
          name: z.string(),
          monday: localDate,
          today: localDate,
          sessions: z.array(session),
          /** Everyone of the team: what is owed to them next, what was lost and not booked again, and what is booked for the coming five weeks. */
          people: z.array(z.object({ id: z.string(), name: z.string(), owed: z.array(owed), toRebook: z.array(session), unknown: z.array(session), planned: z.array(z.object({ of: z.enum(sessionKinds), ...slot })), away: z.array(z.object({ from: localDate, to: localDate.nullable() })) })),
          /** Of each rule by which they are owed something: whose it is and what it says. */
          rules: z.record(z.string(), z.string()),
          /** The rota of the week, and the days on which fewer qualified people are on duty than was adopted, as far as the rota says. */
          duty: z.array(z.object({ person: z.string(), day: localDate, ...slot, kind: z.enum(shiftKinds), isQualified: z.boolean() })),
          thin: z.array(localDate),
          /** The thirteen weeks up to today, in minutes, and why what was moved or taken was. */
          quarter: z.object({ from: localDate, kept: z.number().int(), lost: z.number().int(), toRebook: z.number().int(), reasons: z.array(z.object({ reason, moved: z.number().int(), lost: z.number().int(), minutesLost: z.number().int() })) }),
          names,
        }),
      ),
    },
    problems: ['malformed', 'not-yours', 'not-found'],
    grants: { identity: ['get', 'query'] },
    summary: 'A team’s week, who is owed what, and what is to be booked again. No order but the name’s.',
  },
  readTeams: {
    side: 'identity',
    method: 'GET',
    path: '/teams',
    who: ['manager', 'principal'],
    responses: { 200: z.lazy(() => z.object({ teams: z.array(z.object({ id: z.string(), name: z.string() })) })) },
    problems: ['not-yours'],
    grants: { identity: ['query'] },
    summary: 'The teams whose weeks I may open: those I manage, or all of them.',
  },
  findPeople: {
    side: 'identity',
    method: 'GET',
    path: '/people',
    who: 'member',
    query: z.object({ name: z.string().min(2).max(60) }),
    responses: { 200: z.lazy(() => z.object({ people: z.array(z.object({ id: z.string(), name: z.string(), team: z.string().nullable() })) })) },
    problems: ['malformed'],
    grants: { identity: ['query'] },
    summary: 'Colleagues by a part of their name, eight at most: to book time with somebody of another team.',
  },
  findFreeTime: {
    side: 'identity',
    method: 'POST',
    path: '/time/free',
    who: 'member',
    body: z.strictObject({ people: z.array(person).min(1).max(40), minutes, after: localDate.optional() }),
    responses: { 200: z.lazy(() => z.object({ free: z.array(z.object(slot)) })) },
    problems: ['malformed', 'not-yours', 'has-left', 'too-large', 'not-json'],
    grants: { identity: ['get', 'query'] },
    summary: 'The next times at which all of them are free, one a day, in the coming twelve months.',
  },
  bookSessions: {
    side: 'identity',
    method: 'POST',
    path: '/sessions',
    who: 'member',
    body: z.strictObject({
      series: seriesId,
      of: z.enum(sessionKinds),
      people: z.array(person).min(1).max(40),
      givenBy: person.nullable(),
      supervisor,
      start: localTime,
      minutes,
      rule: z.string().max(200).nullable(),
      /** Books it though it clashes: they know. */
      despite: z.boolean(),
    }),
    responses: { 200: z.lazy(() => z.object({ sessions: z.array(session) })) },
    problems: ['malformed', 'not-yours', 'in-the-past', 'no-length', 'no-end', 'not-a-rule', 'too-far-ahead', 'has-left', 'clashes', 'booked-already', 'too-large', 'not-json', 'busy'],
    grants,
    summary: 'Books a session, or a series of them, into the diaries of everyone it is for: into all or into none.',
  },
  changeSession: {
    side: 'identity',
    method: 'POST',
    path: '/sessions/{id}/changes',
    who: 'member',
    params: z.object({ id: sessionId }),
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('moved'), owner: person, start: localTime, minutes, reason, despite: z.boolean() }),
      z.strictObject({ kind: z.literal('taken'), owner: person, reason }),
      /** `giver`: who gives it from then on, where whoever was to give it has left. */
      z.strictObject({ kind: z.literal('rebooked'), owner: person, start: localTime, minutes, despite: z.boolean(), giver: z.strictObject({ givenBy: person, supervisor }).exactOptional() }),
    ]),
    responses: { 200: z.lazy(() => z.object({ session, free: z.array(z.object(slot)) })) },
    problems: [...changeProblems, 'nothing-owed', 'still-booked', 'too-far-ahead'],
    grants,
    summary: 'Moves a session, takes its time, or books it again. Moving and taking need a reason; what was taken stays owed, and the next free times come with the answer.',
  },
  confirmSession: {
    side: 'identity',
    method: 'POST',
    path: '/sessions/{id}/accounts',
    who: 'member',
    params: z.object({ id: sessionId }),
    /** `owner`: whose it is, where one stands in for whoever was to give it. */
    body: z.strictObject({ account, owner: person.exactOptional() }),
    responses: { 200: z.lazy(() => z.object({ session })) },
    problems: ['malformed', 'not-found', 'not-booked', 'not-begun', 'more-than-passed', 'too-large', 'not-json', 'busy'],
    grants,
    summary: 'One party’s account of what happened. Where the parties differ, the record says so.',
  },
} as const satisfies Routes<'identity'>;
