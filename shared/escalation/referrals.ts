import * as z from 'zod';
import { written } from '../contract/shapes.ts';

/** Whom to ring where somebody may be at risk, in the organisation’s own words. Public: it stands before every message that is written. */
const line = z.object({ who: written(1, 120, 'say who'), phone: z.string().trim().regex(/^\+?[0-9 ()]{3,24}$/), when: written(1, 120, 'say when').nullable() });
export const referrals = z.lazy(() => z.object({ children: line.nullable(), adults: line.nullable(), outOfHours: line.nullable(), allegations: line.nullable() }));
export type Referrals = z.infer<typeof referrals>;
export type ReferralLine = NonNullable<Referrals['children']>;
