import * as z from 'zod';
import { shiftKinds } from '../../time/duty.ts';
import { weekOfHours } from '../../time/personShape.ts';
import type { Routes } from '../route.ts';
import { instant } from '../shapes.ts';

const localDate = z.iso.date().regex(/^20/, 'must lie in this century');
const away = z.strictObject({ from: localDate, to: localDate.nullable() }).refine(({ from, to }) => to === null || from <= to, 'must not end before it begins');
const shift = z.object({ start: instant, end: instant, kind: z.enum(shiftKinds), isQualified: z.boolean(), from: z.enum(['rota', 'tap']), day: localDate });
const as = z.enum(['mine', 'supervisor', 'principal']);
const flag = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sole-cover'), person: z.string(), days: z.array(localDate), atMost: z.number().int(), within: z.number().int(), as }),
  z.object({ kind: z.literal('no-supervision'), person: z.string(), days: z.number().int(), since: localDate, atMost: z.number().int(), as }),
]);
const rule = z.object({ fewestQualified: z.number().int(), minutesAlone: z.number().int(), daysAtMost: z.number().int(), within: z.number().int(), daysWithoutSupervision: z.number().int() });

/** Who is on duty: rows of the identity side. A flag about somebody is for them, whoever supervises them, and the principal. */
export const dutyRoutes = {
  readDuty: {
    side: 'identity',
    method: 'GET',
    path: '/duty',
    who: 'member',
    responses: {
      200: z.lazy(() =>
        z.object({
          today: localDate,
          /** False for whoever is in no team: they are on no duty here. */
          isAsked: z.boolean(),
          shifts: z.array(shift),
          alone: z.array(localDate),
          /** The days on which I am away, those that are over left out; null: not back yet. */
          away: z.array(z.object({ from: localDate, to: localDate.nullable() })),
          /** The days of the week on which I work, from Monday (1), and their hours where I have said them; none where nobody has entered which days these are. */
          works: z.array(z.object({ weekday: z.number().int().min(1).max(7), hours: z.object({ from: z.string(), to: z.string() }).nullable() })),
          /** What this employer has adopted; null: no flag is raised here. */
          rule: rule.nullable(),
          supervisor: z.string().nullable(),
          flags: z.array(flag),
          names: z.record(z.string(), z.string()),
        }),
      ),
    },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'My duty, the hours I work, the days I am away, the days I said I was alone, and the flags that are mine to see.',
  },
  sayDuty: {
    side: 'identity',
    method: 'POST',
    path: '/duty',
    who: 'member',
    body: z.discriminatedUnion('kind', [z.strictObject({ kind: z.enum(['alone', 'on-duty']), on: localDate, is: z.boolean() }), z.strictObject({ kind: z.literal('hours'), hours: weekOfHours }), z.strictObject({ kind: z.literal('away'), away, is: z.boolean() })]),
    responses: { 200: z.lazy(() => z.strictObject({})) },
    problems: ['malformed', 'not-yours', 'not-found', 'not-begun', 'away-too-long-ago', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'query', 'transact'] },
    summary: 'Says in one tap that I was alone on duty, or that I am on duty, on a day of the last week, or takes it back; or says in which hours I work, or on which days I am away, never why.',
  },
  importRota: {
    side: 'identity',
    method: 'POST',
    path: '/teams/{team}/rota',
    who: ['manager', 'principal'],
    params: z.object({ team: z.string().regex(/^[a-z0-9-]{1,100}$/) }),
    body: z.strictObject({ text: z.string().max(400_000) }),
    maxBodyBytes: 500_000,
    responses: { 200: z.lazy(() => z.object({ from: localDate, to: localDate, shifts: z.number().int(), people: z.number().int() })) },
    problems: ['malformed', 'not-yours', 'not-found', 'not-a-rota', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'query', 'transact'] },
    summary: 'Takes a team’s rota from a spreadsheet: all of it or none. Of the days it covers it takes the place of what was there.',
  },
} as const satisfies Routes<'identity'>;
