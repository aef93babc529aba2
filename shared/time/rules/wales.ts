import { checked, type Rule } from './rule.ts';

/** Social Care Wales, and regulated services there. */
const common = { nation: 'Wales', partTime: 'same', absence: 'runs on', lastChecked: checked } as const;
const scw = {
  ...common,
  id: 'scw',
  regime: 'regulator',
  audience: ['registered-scw'],
  read: 'in a mirror',
  off: 'check locally',
  sources: ['https://soomnet.site/social/90-hours-of-cpd-requirement-dropped-for-social-workers-in-wales'],
} as const;
const support = { ...common, about: 'support-duty', regime: 'law', audience: ['regulated-service'], validFrom: null, validTo: null, sources: ['https://research.kent.ac.uk/social-care-regulation-at-work/training-supervision/wales'] } as const;

export const wales = [
  {
    ...scw,
    name: 'Social Care Wales: 90 hours in three years',
    about: 'registration-hours',
    owes: { kind: 'hours', of: 'learning', agreedFor: null, minutes: 90 * 60, participatoryMinutes: 0, per: { kind: 'years', years: 3 } },
    validFrom: null,
    validTo: '2025-03-31',
    notes: 'Dropped on 1 April 2025. Read in a copy only.',
  },
  {
    ...scw,
    name: 'Social Care Wales: learning is up to date',
    about: 'registration-declaration',
    owes: { kind: 'declaration', items: [{ item: 'learning-declaration', count: 1 }], per: { kind: 'years', years: 3 } },
    validFrom: '2025-04-01',
    validTo: null,
    notes: 'No hours any more: one declares at renewal that one’s learning is up to date. Read in a copy only.',
  },
  {
    ...support,
    id: 'wales.reg36',
    name: 'Regulated services in Wales: supervision each quarter',
    about: 'supervision',
    owes: { kind: 'sessions', of: 'supervision', minutes: null, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: { months: 3 } }] },
    absence: 'pauses',
    read: 'not read',
    off: 'check locally',
    notes: 'One to one, at least quarterly, by the guidance to the regulations of 2017; “quarterly” was not verified. Regulated providers only, not council teams.',
  },
  { ...support, id: 'wales.support', name: 'Regulated services in Wales: support', owes: { kind: 'no-number', says: 'Staff are supported and developed. The law names no interval.' }, read: 'at the source', off: null, notes: 'Regulated providers only, not council teams.' },
] as const satisfies readonly Rule[];
