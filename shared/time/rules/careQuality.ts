import { checked, type Rule, type Step } from './rule.ts';

/** The Care Quality Commission's regulation 18, and what providers adopt under it. */
const common = {
  about: 'supervision',
  nation: 'England',
  validFrom: null,
  validTo: null,
  partTime: 'same',
  absence: 'pauses',
  read: 'in a secondary source',
  off: 'for each employer to adopt',
  sources: ['https://www.bettal.co.uk/post/supervision', 'https://research.kent.ac.uk/social-care-regulation-at-work/training-supervision/england'],
  lastChecked: checked,
} as const;
const every = (months: number) => ({ kind: 'sessions', of: 'supervision', minutes: null, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: { months } }] as readonly Step[] }) as const;

export const careQuality = [
  {
    ...common,
    id: 'cqc.18',
    name: 'Care Quality Commission: regulation 18',
    about: 'support-duty',
    regime: 'law',
    audience: ['regulated-service', 'residential-care', 'domiciliary-care'],
    owes: { kind: 'no-number', says: 'Appropriate support, training, professional development, supervision and appraisal. The provider says how often and must keep to it.' },
    absence: 'runs on',
    off: null,
    notes: 'The law names no interval.',
  },
  { ...common, id: 'cqc.18.residential', name: 'Guidance for residential care: six times a year', regime: 'voluntary standard', audience: ['residential-care'], owes: every(2), notes: 'Six a year, told here as every two months. Each provider sets its own.' },
  { ...common, id: 'cqc.18.domiciliary', name: 'Guidance for care at home: four times a year', regime: 'voluntary standard', audience: ['domiciliary-care'], owes: every(3), notes: 'Four a year, told here as every three months. Each provider sets its own.' },
] as const satisfies readonly Rule[];
