import { checked, type Rule } from './rule.ts';

/** The Northern Ireland Social Care Council. */
const common = { nation: 'Northern Ireland', validFrom: null, validTo: null, partTime: 'same', lastChecked: checked } as const;

export const northernIreland = [
  {
    ...common,
    id: 'niscc',
    name: 'Northern Ireland Social Care Council: 90 hours in three years',
    about: 'registration-hours',
    regime: 'regulator',
    audience: ['registered-niscc'],
    owes: { kind: 'hours', of: 'learning', agreedFor: null, minutes: 90 * 60, participatoryMinutes: 0, per: { kind: 'years', years: 3 } },
    absence: 'runs on',
    read: 'at the source',
    off: null,
    sources: ['https://niscc.info/prtl/social-worker-prtl'],
    notes: 'For social workers, in each registration of three years. Whether it still stands after 2025 was not verified.',
  },
  {
    ...common,
    id: 'niscc.aye',
    name: 'Assessed year in employment: supervision about fortnightly',
    about: 'supervision',
    regime: 'programme',
    audience: ['assessed-year-ni'],
    owes: { kind: 'sessions', of: 'supervision', minutes: null, supervisor: 'anyone', from: 'role', steps: [{ until: null, every: { weeks: 2 } }] },
    absence: 'pauses',
    read: 'in a secondary source',
    off: 'check locally',
    sources: ['https://www.communitycare.co.uk/2011/10/27/how-to-make-the-assessed-year-work-in-practice/'],
    notes: 'An article of 2011 says “about fortnightly”.',
  },
] as const satisfies readonly Rule[];
