import * as z from 'zod';
import { agreementTerms } from '../../supervision/agreement.ts';
import { action, written } from '../../supervision/record.ts';
import { mostHeadings } from '../../supervision/template.ts';
import { heading } from '../../supervision/templateShape.ts';
import type { Routes } from '../route.ts';
import { instant } from '../shapes.ts';
import { sessionId, sessionShape } from './time.ts';

const person = z.string().min(1).max(100);
const number = z.coerce.number().int().min(1).max(9999);
const signatures = z.record(z.string(), instant);
/** `endsOn`: the day from which another supervisor’s takes its place. */
const agreement = agreementTerms.extend({ number: z.number().int(), proposedBy: z.string(), proposedAt: instant, signatures, holds: z.boolean(), endsOn: z.iso.date().nullable() });
const headings = z.array(heading);
const templateVersion = z.number().int().min(0).max(9999);
const template = z.object({ version: templateVersion, headings, by: z.string().nullable(), at: instant.nullable() });
const version = written.extend({ version: z.number().int(), headings, by: z.string(), at: instant, signatures });
/** `earlierVersions`: newest first, each with its own signatures, to the two who met and who stood in; anyone else learns how many there are. */
const record = z.object({ session: sessionId, on: z.iso.date(), givenBy: z.string().nullable(), newest: version, earlier: z.number().int(), earlierVersions: z.array(version), readBy: z.array(z.object({ by: z.string(), at: instant })) });
export type RecordShape = z.infer<typeof record>;
const params = z.object({ person });
const ofSession = z.object({ person, session: sessionId });
const grants = { identity: ['get', 'query', 'put'] } as const;
const problems = ['malformed', 'not-yours', 'not-found', 'too-large', 'not-json', 'busy'] as const;

/** Supervision between two people: what they agreed on and what they wrote. Rows of the identity side. */
export const supervisionRoutes = {
  readSupervision: {
    side: 'identity',
    method: 'GET',
    path: '/supervision/{person}',
    who: 'member',
    params,
    responses: {
      200: z.lazy(() =>
        z.object({
          person,
          as: z.enum(['supervisee', 'supervisor', 'auditor']),
          /** What a record is begun under now. */
          template: z.object({ version: templateVersion, headings }),
          agreements: z.array(agreement),
          /** What the next agreement is numbered: a supervisor is shown those of their own alone. */
          nextAgreement: z.number().int(),
          /** Newest first. */
          records: z.array(record),
          /** Sessions of the last months that this reader was in and of which nothing is written yet, newest first, each with what the pair’s last record left to do. */
          toWrite: z.array(z.object({ session: sessionId, on: z.iso.date(), with: z.string().nullable(), carriedForward: z.array(action) })),
          /** Sessions in which this reader stands in, and has not said yet what happened. */
          standsIn: z.array(sessionShape),
          /** For whom this reader stands in just now, and whom they give supervision: on their own page alone. */
          standsInFor: z.array(z.object({ id: z.string(), name: z.string() })),
          supervises: z.array(z.object({ id: z.string(), name: z.string() })),
          /** How long a record is kept after it was written, in years. */
          keptYears: z.number().int(),
          names: z.record(z.string(), z.string()),
        }),
      ),
    },
    problems: ['malformed', 'not-found'],
    grants,
    summary: 'The agreement and the records of one person’s supervision, to those two; to the principal it is an audit, and that it was read is shown to both.',
  },
  proposeAgreement: {
    side: 'identity',
    method: 'POST',
    path: '/supervision/{person}/agreements',
    who: 'member',
    params,
    body: z.strictObject({ number: z.number().int().min(1).max(9999), terms: agreementTerms }),
    responses: { 200: z.lazy(() => z.object({ agreement })) },
    problems: [...problems, 'changed-meanwhile'],
    grants,
    summary: 'Puts a new agreement before both, signed by whoever puts it.',
  },
  signAgreement: {
    side: 'identity',
    method: 'POST',
    path: '/supervision/{person}/agreements/{number}/signature',
    who: 'member',
    params: z.object({ person, number }),
    responses: { 200: z.lazy(() => z.object({ agreement })) },
    problems: ['malformed', 'not-yours', 'not-found', 'busy'],
    grants,
    summary: 'Signs an agreement as it stands. Signed by both it holds.',
  },
  saveRecord: {
    side: 'identity',
    method: 'POST',
    path: '/supervision/{person}/records/{session}',
    who: 'member',
    params: ofSession,
    /** `template`: the version of the headings that a new record was begun under; the newest where it is left out. */
    body: z.strictObject({ version: z.number().int().min(1).max(9999), template: templateVersion.optional(), written }),
    maxBodyBytes: 65_536,
    responses: { 200: z.lazy(() => z.object({ record })) },
    problems: [...problems, 'changed-meanwhile', 'names-a-case', 'not-begun'],
    grants,
    summary: 'A new version of a session’s record; earlier ones stay, and signatures are under one version alone. Whatever points at a person who uses services is refused.',
  },
  signRecord: {
    side: 'identity',
    method: 'POST',
    path: '/supervision/{person}/records/{session}/signature',
    who: 'member',
    params: ofSession,
    body: z.strictObject({ version: z.number().int().min(1).max(9999) }),
    responses: { 200: z.lazy(() => z.object({ record })) },
    problems: [...problems, 'changed-meanwhile'],
    grants,
    summary: 'Signs the newest version of a record.',
  },
  readTemplate: {
    side: 'identity',
    method: 'GET',
    path: '/supervision-template',
    who: 'member',
    responses: { 200: z.lazy(() => z.object({ versions: z.array(template) })) },
    problems: [],
    grants: { identity: ['get', 'query'] },
    summary: 'The headings that records are written under: every version there was, newest first, with who made it and when.',
  },
  editTemplate: {
    side: 'identity',
    method: 'POST',
    path: '/supervision-template',
    who: ['principal'],
    body: z.strictObject({ version: templateVersion.min(1), headings: headings.min(1).max(mostHeadings) }),
    responses: { 200: z.lazy(() => z.object({ template })) },
    problems: ['malformed', 'not-yours', 'changed-meanwhile', 'names-a-case', 'too-large', 'not-json', 'busy'],
    maxBodyBytes: 16_384,
    grants: { identity: ['get', 'query', 'put'] },
    summary: 'The next version of the headings: records are begun under it from now on, and those begun before keep theirs.',
  },
} as const satisfies Routes<'identity'>;
