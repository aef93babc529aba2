import * as z from 'zod';

/** `terms.ts`’s as they travel. */
const days = z.number().int().min(1).max(999).nullable();
const inDays = { acknowledgeWithinDays: days, answerWithinDays: days };

export const term = z.strictObject(inDays);
export const terms = z.array(z.object({ ...inDays, from: z.iso.date() })).readonly();
