import * as z from 'zod';
import { groupRelease } from '../../disclosure/release.ts';
import { saying } from '../../signal/saying.ts';
import { reasons } from '../../time/line.ts';
import type { JobRow, Routes } from '../route.ts';

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11');
const minutes = z.number().int().min(0);

/** What a service’s month came to, in minutes; null where it is of too few people to say. For how many supervision was overdue is null where they are fewer than the floor. */
const figures = z.object({ kept: minutes, late: minutes, unknown: minutes, owed: minutes, ahead: minutes, people: z.number().int(), overdue: z.object({ people: z.number().int().nullable(), of: z.number().int() }).nullable() });

/** Protected time of whole services: rows of the identity side. No person and no team is in it. */
export const protectedTimeRoutes = {
  readProtectedTime: {
    side: 'identity',
    method: 'GET',
    path: '/protected-time',
    who: ['executive', 'principal'],
    responses: {
      200: z.lazy(() =>
        z.object({
          /** The day of the last count; null: there was none yet. */
          countedOn: z.iso.date().nullable(),
          atLeast: z.number().int(),
          /** By name. Months are oldest first, and `settled` once what is kept in time can change no more. */
          services: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              months: z.array(z.object({ month, settled: z.boolean(), figures: figures.nullable() })),
              /** Of the months shown, most often first; a reason that is null is all rare ones together. Null: too few times to say. */
              reasons: z.array(z.object({ reason: z.enum(reasons).nullable(), moved: z.number().int(), lost: z.number().int() })).nullable(),
              /** How many people are flagged as of that day; a number that is null: fewer than the floor. Null: no number was adopted, or too few people. */
              flags: z.object({ soleCover: z.number().int().nullable(), noSupervision: z.number().int().nullable() }).nullable(),
              /** Of the same service, what was published of its rounds in the months shown, oldest first; null for whoever may not read it. */
              releases: z.array(groupRelease).nullable(),
              says: z.array(saying),
            }),
          ),
        }),
      ),
    },
    problems: ['not-yours'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'Of each service and month: how much protected time was kept, owed or is unknown, why it was lost, and what was said of moral injury in the same time.',
  },
} as const satisfies Routes<'identity'>;

export const protectedTimeJobs = {
  countProtectedTime: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'put', 'transact'] },
    summary: 'Once a day: counts each service’s protected time by month, from the sessions as they stand.',
  },
} as const satisfies Readonly<Record<string, JobRow<'identity'>>>;
