import * as z from 'zod';
import { reader, recoveryKey } from '../escalation/reader.ts';
import { referrals } from '../escalation/referrals.ts';
import { terms } from '../escalation/termsShape.ts';
import { reasonNames } from '../escalation/themes.ts';
import { logLine } from '../pulse/log.ts';
import { entry, manifest } from '../pulse/manifest.ts';
import type { JobRow, Routes } from './route.ts';
import { bytes, hash, periodNumber, roundNumber } from './shapes.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/);
const period = { from: month, to: month };
const leavingTold = z.lazy(() => z.object({ leavers: z.object({ atLeast: z.number().int(), atMost: z.number().int() }), named: z.array(z.enum(reasonNames)) }));

/** The public record: everyone may read it, nobody says who they are, and each browser checks it. Served from the anonymous side's host. */
export const publishingRoutes = {
  readLog: {
    side: 'publishing',
    method: 'GET',
    path: '/log',
    who: 'anyone',
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    responses: { 200: z.object({ lines: z.array(logLine) }) },
    problems: ['malformed'],
    grants: { published: ['query'] },
    summary: 'The one public, hash-chained log of rounds, in order, after a line one already has.',
  },
  readManifest: {
    side: 'publishing',
    method: 'GET',
    path: '/rounds/{round}',
    who: 'anyone',
    params: z.object({ round: roundNumber }),
    responses: { 200: manifest },
    problems: ['malformed', 'not-found'],
    grants: { published: ['get'] },
    summary: 'What a round is: its times, floors, questions, closing key and the hashes of its cohorts.',
  },
  readEntries: {
    side: 'publishing',
    method: 'GET',
    path: '/rounds/{round}/entries',
    who: 'anyone',
    params: z.object({ round: roundNumber }),
    responses: { 200: z.object({ entries: z.array(entry) }) },
    problems: ['malformed', 'not-found'],
    grants: { published: ['get', 'query'] },
    summary: 'Every cohort of a round: the key that signs its tokens, and a salted tag for each of its people. Whoever asks for all does not say which is theirs.',
  },
  readMarks: {
    side: 'publishing',
    method: 'GET',
    path: '/rounds/{round}/marks',
    who: 'anyone',
    params: z.object({ round: roundNumber }),
    responses: { 200: z.object({ round: roundNumber, marks: z.array(bytes(16)) }) },
    problems: ['malformed', 'not-found'],
    grants: { published: ['query'] },
    summary: 'The marks of every answer a closed round received, in one sorted list for the whole organisation, filled up to the number of people asked.',
  },
  readSpeakKey: {
    side: 'publishing',
    method: 'GET',
    path: '/speak-keys/{period}',
    who: 'anyone',
    params: z.object({ period: periodNumber }),
    responses: { 200: z.object({ period: periodNumber, key: z.string().max(500), /** What reasons for leaving are sealed to in that month; null of a year. */ why: hash.nullable() }) },
    problems: ['malformed', 'not-found'],
    grants: { published: ['get'] },
    summary: 'The one key that signs the staff tokens of the whole organisation for a month or a year, and the one that a month’s reasons for leaving are sealed to. The public log names both.',
  },
  readReaders: {
    side: 'publishing',
    method: 'GET',
    path: '/readers',
    who: 'anyone',
    responses: { 200: z.lazy(() => z.object({ readers: z.array(reader), former: z.array(reader), recovery: recoveryKey.nullable() })) },
    problems: [],
    grants: { published: ['query'] },
    summary: 'Whom messages may be sealed to: who they are, their keys, who signed those, and the recovery key with who signed it; and whose replies are read on though their key was replaced. The public log names each.',
  },
  readReferrals: {
    side: 'publishing',
    method: 'GET',
    path: '/referrals',
    who: 'anyone',
    responses: { 200: z.lazy(() => z.object({ referrals: referrals.nullable(), /** Within how many days messages are acknowledged and answered here. */ terms })) },
    problems: [],
    grants: { published: ['get'] },
    summary: 'What everyone knows before they write: whom to ring where a child or an adult may be at risk (children’s, adults’, out of hours, allegations), who checked that and when, and how soon messages are answered.',
  },
  readSpeakingFigures: {
    side: 'publishing',
    method: 'GET',
    path: '/speaking-figures',
    who: 'anyone',
    responses: {
      200: z.lazy(() =>
        z.object({
          overdue: z.number().int(),
          received: z.array(z.object({ ...period, messages: z.number().int() })).readonly(),
          acknowledged: z.array(z.object({ ...period, messages: z.number().int(), inTime: z.number().int() })).readonly(),
          answered: z.array(z.object({ ...period, messages: z.number().int(), medianDays: z.number() })).readonly(),
          leaving: z.array(z.object({ ...period, /** Null: the period ended without enough leavers to tell of. */ told: leavingTold.nullable() })).readonly(),
        }),
      ),
    },
    problems: [],
    grants: { published: ['get', 'query'] },
    summary: 'How many messages are overdue, and over closed months, each long enough to hold the floor: received, acknowledged in time, and the days to an answer; and how many left, and why.',
  },
} as const satisfies Routes<'publishing'>;

export const publishingJobs = {
  makeClosingKey: {
    side: 'publishing',
    grants: { published: ['get', 'query', 'put', 'transact'], closingKeys: ['put'] },
    summary: 'Makes the key a coming round’s answers, or a month’s reasons for leaving, are sealed to, and publishes its public half. Runs before prepareRound.',
  },
  releaseMessages: {
    side: 'publishing',
    grants: { anonymous: ['query', 'clear'], published: ['get', 'query', 'put', 'delete', 'transact'] },
    summary: 'The daily batch: takes what waited on a day that is over to where its readers find it, and deletes threads whose time is up.',
  },
  closeRound: {
    side: 'publishing',
    grants: { anonymous: ['query', 'clear'], published: ['get', 'query', 'put', 'delete', 'transact'], closingKeys: ['get', 'delete'] },
    summary: 'Opens, counts and releases a closed round, then deletes its answers and its closing key; and likewise the reasons for leaving of months that are over.',
  },
} as const satisfies Readonly<Record<string, JobRow<'publishing'>>>;
