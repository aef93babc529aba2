import * as z from 'zod';
import { type Found, identifiersIn } from '../supervision/caseIdentifier.ts';
import { agreeable, cpdKinds, evidenceLink, type Gap, gapsIn, peerRoles } from './field.ts';
import { looksSealed } from './reflectionShape.ts';

export const entryId = z.string().regex(/^[a-z0-9]{8,32}$/, 'must be an entry’s id');
const text = z.string().max(4000);
const minutes = z.number().int().min(0).max(6000);

/**
 * A piece of a CPD record, in Social Work England's fields. It is its owner's until they share it. A draft may have gaps; what was
 * submitted has none.
 */
export const cpdEntry = z
  .strictObject({
    kind: z.enum(cpdKinds),
    /** What it was, and why it matters for the work. */
    about: z.string().max(500),
    on: z.iso.date().regex(/^20/, 'must lie in this century'),
    learning: text,
    impact: text,
    peer: z.strictObject({ role: z.enum(peerRoles), learned: text }).nullable(),
    evidence: z.array(z.string().max(500).regex(evidenceLink, 'must be a link that begins with https')).max(10),
    minutes,
    /** Of them, with other people. */
    participatoryMinutes: minutes,
    agreedFor: z.array(z.enum(agreeable)).max(agreeable.length),
    /** Its owner has submitted it to their regulator. Headroom files nothing. */
    isSubmitted: z.boolean(),
    /** Beside what is filed, and no part of it: sealed in the browser to its owner’s own key (`reflection.ts`). */
    reflection: z.string().refine(looksSealed, 'must be sealed to its owner’s own key').optional(),
  })
  .refine((entry) => entry.participatoryMinutes <= entry.minutes, 'more minutes with other people than there were')
  .refine((entry) => !entry.isSubmitted || gapsIn(entry).length === 0, 'what was submitted has every field');
export type CpdEntry = z.infer<typeof cpdEntry>;

export type Place = Gap | 'evidence';

/** Where a text points at a person who uses services. A link can do that too. */
export function casesInEntry({ about, learning, impact, peer, evidence }: CpdEntry): { place: Place; found: Found }[] {
  const places: [Place, string][] = [['about', about], ['learning', learning], ['impact', impact], ['peer', peer?.learned ?? ''], ...evidence.map((link): [Place, string] => ['evidence', link])];
  return places.flatMap(([place, said]) => identifiersIn(said).map((found) => ({ place, found })));
}
