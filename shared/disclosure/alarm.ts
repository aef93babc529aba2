import * as z from 'zod';
import { groupId, roundNumber } from '../contract/shapes.ts';

/** What was withheld or went wrong in a round. It crosses the street like a release does: raised by the close, read by those who must know. */
export const alarm = z.lazy(() => z.object({ v: z.literal(1), round: roundNumber, kind: z.enum(['more-answers-than-tokens', 'key-still-lives', 'key-lost']), group: groupId.nullable() }));
export type Alarm = z.infer<typeof alarm>;
