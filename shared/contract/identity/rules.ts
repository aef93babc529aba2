import * as z from 'zod';
import { audiences } from '../../time/rules/rule.ts';
import type { Routes } from '../route.ts';
import { written } from '../shapes.ts';

const localDate = z.iso.date().regex(/^20/, 'must lie in this century');
const ruleId = z.string().regex(/^[a-z0-9.-]{1,60}$/, 'must be a rule’s id');
const numbers = z
  .strictObject({ fewestQualified: z.number().int().min(2).max(20), minutesAlone: z.number().int().min(15).max(600), daysAtMost: z.number().int().min(0).max(27), within: z.number().int().min(1).max(28), daysWithoutSupervision: z.number().int().min(7).max(92) })
  .refine(({ daysAtMost, within }) => daysAtMost < within, 'more days than there are would never be a flag');
const minutes = z.number().int().min(15).max(240).nullable();
const everyWeeks = z.number().int().min(1).max(26);
const owes = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('supervision'), everyWeeks, minutes }),
  z.strictObject({ kind: z.literal('clinical-supervision'), everyWeeks, minutes }),
  z.strictObject({ kind: z.literal('protected-week'), halfDays: z.number().int().min(1).max(4) }),
]);
const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('adopted'), rule: ruleId }),
  z.strictObject({ kind: z.literal('dropped'), rule: ruleId }),
  z.strictObject({ kind: z.literal('own'), name: written(3, 100, 'must have a name'), audience: z.enum(audiences), owes }),
  z.strictObject({ kind: z.literal('cover'), numbers: numbers.nullable() }),
]);
const said = { by: z.string(), on: localDate };

/** What counts here beside the rules of the packs that are on, and how it came to. */
const rulesHere = z.lazy(() =>
  z.object({
    version: z.number().int(),
    adopted: z.array(z.object({ rule: z.string(), ...said })),
    own: z.array(z.object({ id: z.string(), name: z.string(), audience: z.array(z.enum(audiences)), says: z.string(), ...said })),
    /** Null: no flag is raised. By whom and when is null where it was so from the beginning. */
    cover: z.object({ numbers, by: z.string().nullable(), on: localDate.nullable() }).nullable(),
    /** The newest changes, newest first. */
    changes: z.array(z.object({ ...said, change })),
  }),
);

/** Which rules count here: rows of the identity side. Everybody reads who adopted what and when, the principal changes it. */
export const rulesRoutes = {
  readRules: {
    side: 'identity',
    method: 'GET',
    path: '/rules',
    who: 'member',
    responses: { 200: rulesHere },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'Which rules were adopted here and by whom, the employer’s own, and when a flag is raised.',
  },
  changeRules: {
    side: 'identity',
    method: 'POST',
    path: '/rules',
    who: ['principal'],
    /** `version`: the one that the page showed. */
    body: z.strictObject({ version: z.number().int().min(0).max(99_999), change }),
    responses: { 200: rulesHere },
    problems: ['malformed', 'not-yours', 'not-found', 'changed-meanwhile', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'query', 'put'] },
    summary: 'Adopts a rule that is off, drops one, writes one of the employer’s own, or sets when a flag is raised.',
  },
} as const satisfies Routes<'identity'>;
