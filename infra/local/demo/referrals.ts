import type { Grants } from '../../../shared/contract/route.ts';
import type { ReferralLines } from '../../../shared/escalation/referrals.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { keys } from '../../../functions/store/record.ts';
import { endpoints } from '../../registry.ts';
import { people } from './people.ts';

/** Whom Northmoor rings. Nobody answers: the numbers are of those that are kept free for stories. */
const lines: ReferralLines = {
  children: { who: 'Northmoor children’s front door', phone: '01632 960111', when: 'weekdays, 8:30 to 17:00' },
  adults: { who: 'Northmoor adult safeguarding', phone: '01632 960222', when: 'weekdays, 8:30 to 17:00' },
  outOfHours: { who: 'Emergency duty team', phone: '01632 960333', when: 'nights, weekends and holidays' },
  allegations: { who: 'Designated officer for allegations', phone: '01632 960444', when: 'weekdays, 9:00 to 17:00' },
};
const setDaysAgo = 40;

/** The numbers, and a promise a little shorter than what is owed, as the guardian set them. Once, however often this is run. */
export async function seedReferrals(stores: Stores, now: number): Promise<void> {
  const guardian = people.find(({ roles }) => roles.includes('guardian'));
  if (guardian === undefined) throw new Error('the demo has a guardian');
  if ((await stores.published.get(keys.referrals())) !== null) return;
  const ours = <G extends Grants>(grants: G) => ({ caller: guardian, params: {}, query: {}, stores: granted(stores, grants), now: now - setDaysAgo * 86_400_000 });
  await endpoints.setSpeakingTerms.handle({ body: { acknowledgeWithinDays: 5, answerWithinDays: 56 }, ...ours(endpoints.setSpeakingTerms.row.grants) });
  await endpoints.setReferrals.handle({ body: { version: 0, lines }, ...ours(endpoints.setReferrals.row.grants) });
}
