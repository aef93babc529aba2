import * as z from 'zod';
import type { Heading } from './template.ts';

/** A heading on the wire. By itself, so that a page which edits headings does not bring the parser along. */
export const heading = z.strictObject({ id: z.string().regex(/^[a-z-]{1,40}$/), title: z.string().trim().min(1).max(80), hint: z.string().trim().max(200) }) satisfies z.ZodType<Heading>;
