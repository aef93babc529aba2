import * as z from 'zod';
import { cpdEntry, entryId } from '../../cpd/entry.ts';
import { threeTicks } from '../../cpd/year.ts';
import { recipientShape } from '../../crypto/recipient.ts';
import type { JobRow, Routes } from '../route.ts';
import { instant } from '../shapes.ts';

const person = z.string().min(1).max(100);
const day = z.iso.date().regex(/^20/, 'must lie in this century');
const recipient = z.string().regex(recipientShape, 'must be an age recipient');
const grants = { identity: ['get', 'query', 'put'] } as const;
const problems = ['malformed', 'not-found', 'too-large', 'not-json', 'busy'] as const;

const entry = z.object({
  ...cpdEntry.shape,
  id: entryId,
  version: z.number().int(),
  at: instant,
  /** Where it stands in the year, in words; null where no year is known. */
  standing: z.object({ counts: z.boolean(), says: z.string() }).nullable(),
  /** Who may read it; to its owner alone. */
  readers: z.array(person),
  /** Whether there is a private reflection beside it. The reflection itself, sealed, is its owner’s alone. */
  hasReflection: z.boolean(),
});
export type EntryShape = z.infer<typeof entry>;

/** The CPD record: its owner’s, until they share a piece. Rows of the identity side. */
export const cpdRoutes = {
  readCpd: {
    side: 'identity',
    method: 'GET',
    path: '/cpd/{person}',
    who: 'member',
    params: z.object({ person }),
    responses: {
      200: z.lazy(() =>
        z.object({
          person,
          name: z.string(),
          isMine: z.boolean(),
          today: day,
          year: z.object({ from: day, to: day, opensOn: day }).nullable(),
          /** CPD, form and fee, each by itself; to the owner alone. */
          ticks: z.array(z.object({ about: z.enum(threeTicks), state: z.enum(['done', 'open', 'not-this-year']), needs: z.string().nullable(), counted: z.array(z.string()), why: z.string(), item: z.string().nullable() })),
          also: z.array(z.object({ rule: z.string(), name: z.string(), isMet: z.boolean(), isPractice: z.boolean(), dueOn: day.nullable(), counted: z.array(z.string()), why: z.string(), items: z.array(z.object({ item: z.string(), done: z.number().int(), needed: z.number().int() })) })),
          ticked: z.array(z.object({ id: entryId, item: z.string(), on: day })),
          /** Hours of practice, newest first; to the owner alone. */
          practice: z.array(z.object({ id: entryId, on: day, minutes: z.number().int() })),
          /** Newest first. */
          entries: z.array(entry),
          /** What the owner’s next private reflection is sealed to; null where they have made no words for it yet, and to anybody else. */
          lockedTo: recipient.nullable(),
          /** With whom a piece can be shared: whoever manages the team, and the principal. */
          mayRead: z.array(z.object({ id: z.string(), name: z.string(), as: z.enum(['manager', 'principal']) })),
        }),
      ),
    },
    problems: ['malformed', 'not-found'],
    grants: { identity: ['get', 'query'] },
    summary: 'One’s own CPD record with what the year still needs; of somebody else’s, the pieces they shared with the reader.',
  },
  saveCpdEntry: {
    side: 'identity',
    method: 'POST',
    path: '/cpd-entries/{entry}',
    who: 'member',
    params: z.object({ entry: entryId }),
    /** `lockedTo`: what the private reflection was sealed to now, as the next one is. */
    body: z.strictObject({ version: z.number().int().min(1).max(9999), entry: cpdEntry, lockedTo: recipient.optional() }),
    maxBodyBytes: 98_304,
    responses: { 200: z.lazy(() => z.object({ id: entryId, version: z.number().int(), at: instant })) },
    problems: ['malformed', 'too-large', 'not-json', 'busy', 'changed-meanwhile', 'names-a-case', 'not-begun'],
    grants,
    summary: 'A new version of a piece of one’s own record; earlier ones stay. Whatever points at a person who uses services is refused. A private reflection comes sealed, and stays so.',
  },
  shareCpdEntry: {
    side: 'identity',
    method: 'POST',
    path: '/cpd-entries/{entry}/readers',
    who: 'member',
    params: z.object({ entry: entryId }),
    body: z.strictObject({ with: person, isShared: z.boolean() }),
    responses: { 200: z.lazy(() => z.object({ id: entryId, readers: z.array(person) })) },
    problems: [...problems, 'not-yours'],
    grants,
    summary: 'Lets whoever manages the team, or the principal, read one piece; or takes that back, and at once they cannot.',
  },
  tickCpd: {
    side: 'identity',
    method: 'POST',
    path: '/cpd-ticks/{tick}',
    who: 'member',
    params: z.object({ tick: entryId }),
    body: z.strictObject({ item: z.string().min(1).max(40), on: day, isDone: z.boolean() }),
    responses: { 200: z.lazy(() => z.object({ id: entryId, item: z.string(), on: day, isDone: z.boolean() })) },
    problems: [...problems, 'not-begun'],
    grants,
    summary: 'Says that something a rule asks for was done on a day, or takes that back.',
  },
  savePractice: {
    side: 'identity',
    method: 'POST',
    path: '/practice-hours/{entry}',
    who: 'member',
    params: z.object({ entry: entryId }),
    body: z.strictObject({ on: day, minutes: z.number().int().min(0).max(60_000) }),
    responses: { 200: z.lazy(() => z.object({ id: entryId, on: day, minutes: z.number().int() })) },
    problems: [...problems, 'not-begun'],
    grants: { identity: ['put'] },
    summary: 'Hours of practice of one’s own up to a day, where a register counts them; none takes them back.',
  },
} as const satisfies Routes<'identity'>;

export const cpdJobs = {
  remindOfCpd: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'put'] },
    summary: 'Once a day: leaves a mail for whoever has something open in their own record that ends soon.',
  },
} as const satisfies Readonly<Record<string, JobRow<'identity'>>>;
