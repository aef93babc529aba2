import type { Referrals } from '../../../shared/escalation/referrals.ts';

/** Whom Northmoor rings. Nobody answers: the numbers are of those that are kept free for stories. */
export const demoReferrals: Referrals = {
  children: { who: 'Northmoor children’s front door', phone: '01632 960111', when: 'weekdays, 8:30 to 17:00' },
  adults: { who: 'Northmoor adult safeguarding', phone: '01632 960222', when: 'weekdays, 8:30 to 17:00' },
  outOfHours: { who: 'Emergency duty team', phone: '01632 960333', when: 'nights, weekends and holidays' },
  allegations: { who: 'Designated officer for allegations', phone: '01632 960444', when: 'weekdays, 9:00 to 17:00' },
};
