import { checked, type Rule, type Step } from './rule.ts';

/** What employers of social workers in England are asked to give: the employers' own standards, the Department for Education's, the professional body's. */
export const firstYear = [
  { until: { weeks: 6 }, every: { weeks: 1 } },
  { until: { months: 6 }, every: { weeks: 2 } },
  { until: null, every: { months: 1 } },
] as const satisfies readonly Step[];
const monthly = [{ until: null, every: { months: 1 } }] as const satisfies readonly Step[];
const newlyQualified = ['nqsw-adults', 'nqsw-child-and-family'] as const;
const supervision = { kind: 'sessions', of: 'supervision', supervisor: 'anyone', from: 'employment' } as const;

const common = { about: 'supervision', nation: 'England', regime: 'voluntary standard', validTo: null, partTime: 'same', absence: 'pauses', read: 'at the source', off: null, lastChecked: checked } as const;

const lga = {
  ...common,
  validFrom: null,
  sources: ['https://www.local.gov.uk/our-support/workforce-and-hr-support/social-workers/standards-employers-social-workers-england-4', 'http://www.narrativecare.org/social-work-employer-standards-under-review.html'],
} as const;
const dfe = { ...common, validFrom: '2024-10-30', sources: ['https://support-for-social-workers.education.gov.uk/employer-standards/standard-5/expectations-of-leaders'] } as const;
const basw = {
  ...common,
  validFrom: null,
  read: 'in a secondary source',
  off: 'check locally',
  sources: ['https://careappointments.com/care-news/england/84656/basw-cosw-calls-for-consistent-supervision-support'],
  notes: 'A draft policy of about 2011. The professional body’s policy of today was not found.',
} as const;

export const employerStandards = [
  {
    ...lga,
    id: 'lga.sup',
    name: 'Standards for employers of social workers',
    audience: ['social-worker'],
    owes: { ...supervision, minutes: 90, steps: monthly },
    notes: 'The text of 2020: at least monthly, at least 90 minutes without interruption, and the employer watches how often and how good it really is. The standards were revised in 2025; the revised words on supervision were not read.',
  },
  {
    ...lga,
    id: 'lga.sup.nqsw',
    name: 'Standards for employers of social workers: newly qualified',
    audience: newlyQualified,
    owes: { ...supervision, minutes: 90, steps: firstYear },
    notes: 'The text of 2020: weekly for the first six weeks of employment, fortnightly to six months, then monthly; each at least 90 minutes without interruption. The revised words of 2025 were not read.',
  },
  {
    ...dfe,
    id: 'dfe.sup',
    name: 'Department for Education: expectations of leaders',
    audience: ['social-worker'],
    owes: { ...supervision, minutes: 90, steps: monthly },
    notes: 'Not law. All social workers, monthly, at least 90 minutes.',
  },
  {
    ...dfe,
    id: 'dfe.sup.nqsw',
    name: 'Department for Education: expectations of leaders, newly qualified',
    audience: newlyQualified,
    owes: { ...supervision, minutes: 90, steps: [{ until: null, every: { weeks: 2 } }] },
    notes: 'Not law. Fortnightly, at least 90 minutes: in the first six weeks the employers’ standards ask for more, after six months this one does.',
  },
  { ...basw, id: 'basw', name: 'British Association of Social Workers: draft supervision policy', audience: ['social-worker'], owes: { ...supervision, minutes: null, steps: monthly } },
  { ...basw, id: 'basw.nqsw', name: 'British Association of Social Workers: draft supervision policy, newly qualified', audience: newlyQualified, owes: { ...supervision, minutes: null, steps: [{ until: null, every: { weeks: 1 } }] } },
] as const satisfies readonly Rule[];
