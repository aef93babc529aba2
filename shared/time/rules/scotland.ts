import { checked, type Rule } from './rule.ts';

/** The Scottish Social Services Council. */
const common = {
  nation: 'Scotland',
  regime: 'regulator',
  audience: ['registered-sssc'],
  validFrom: '2024-06-03',
  validTo: null,
  partTime: 'same',
  absence: 'runs on',
  read: 'at the source',
  off: null,
  sources: ['https://news.sssc.uk.com/news/social-work-week-2025-supporting-your-cpl-journey', 'https://learn.sssc.uk.com/cpl/faq'],
  lastChecked: checked,
} as const;
const year = { kind: 'years', years: 1 } as const;

export const scotland = [
  { ...common, id: 'sssc', name: 'Scottish Social Services Council: annual declaration', about: 'registration-declaration', owes: { kind: 'declaration', items: [{ item: 'annual-declaration', count: 1 }], per: year }, notes: 'Since June 2024 no hours are counted. Told here by the day of registration: use the day the Council names.' },
  { ...common, id: 'sssc.core', name: 'Scottish Social Services Council: core learning elements', about: 'core-learning', owes: { kind: 'declaration', items: [{ item: 'core-learning-element', count: 8 }], per: year }, notes: 'Eight for social workers, every year.' },
  {
    ...common,
    id: 'sssc.mandatory',
    name: 'Scottish Social Services Council: mandatory learning',
    about: 'mandatory-learning',
    owes: { kind: 'declaration', items: [{ item: 'trauma-informed-learning', count: 1 }, { item: 'protection-learning', count: 1 }], per: year },
    notes: 'Trauma-informed practice, and the protection of adults and children. Told here once a year, with the declaration.',
  },
  {
    ...common,
    id: 'sssc.nqsw',
    name: 'Supported Year for newly qualified social workers',
    about: 'programme',
    audience: ['supported-year'],
    owes: { kind: 'no-number', says: 'Supervision, a protected caseload, protected learning time, mentoring and an induction. How much of each is for the employer to say.' },
    validFrom: '2024-10-01',
    boundToStart: true,
    lasts: { years: 1 },
    partTime: 'longer',
    absence: 'pauses',
    sources: ['https://news.sssc.uk.com/news/nqsw-supported-year-introduced'],
    notes: 'Mandatory since October 2024. No numbers were found.',
  },
  {
    ...common,
    id: 'sssc.nqsw.144',
    name: '144 hours of learning for newly qualified social workers',
    about: 'registration-hours',
    audience: ['supported-year'],
    owes: { kind: 'no-number', says: '144 hours of learning, for those registered before 3 June 2024.' },
    validFrom: null,
    validTo: '2024-06-02',
    boundToStart: true,
    off: 'check locally',
    sources: ['https://www.nqsw.sssc.uk.com/home/information-for-nqsw/nqsw-registration-requirements/'],
    notes: 'The old rule. Over how long was not read, so it is not counted.',
  },
] as const satisfies readonly Rule[];
