import * as z from 'zod';
import { written } from '../contract/shapes.ts';
import { isPhone } from './phone.ts';

/** Whom to ring where somebody may be at risk, in the organisation’s own words. Public: it stands before every message that is written. */
const line = z.object({ who: written(1, 120, 'say who'), phone: z.string().trim().max(24).refine(isPhone, 'must be a phone number with its area code'), when: written(1, 120, 'say when').nullable() });
/** Null: none is known. */
const lines = { children: line.nullable(), adults: line.nullable(), outOfHours: line.nullable(), allegations: line.nullable() };

/** As somebody sets them. */
export const referralLines = z.lazy(() => z.strictObject(lines));
/** As everybody reads them: with who has last said that they are right, when, and the how-manieth time that was. */
export const referrals = z.lazy(() => z.object({ ...lines, version: z.number().int().min(1), checkedOn: z.iso.date(), checkedBy: z.string().max(200) }));

export type ReferralLines = z.infer<typeof referralLines>;
export type Referrals = z.infer<typeof referrals>;
export type ReferralLine = NonNullable<ReferralLines['children']>;
