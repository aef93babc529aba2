import { checked, type Period, type Rule } from './rule.ts';

/** The Nursing and Midwifery Council's revalidation and the Health and Care Professions Council's record. */
const threeYears = { kind: 'years', years: 3 } as const satisfies Period;
const nmc = {
  nation: 'United Kingdom',
  regime: 'regulator',
  audience: ['nurse', 'nurse-and-midwife'],
  validFrom: null,
  validTo: null,
  partTime: 'same',
  absence: 'runs on',
  read: 'in a secondary source',
  off: null,
  sources: ['https://www.logbook.co.uk/nmc-revalidation-uk-nurses-complete-guide/', 'https://www.lpmde.ac.uk/fd-revalidation-process'],
  lastChecked: checked,
  notes: 'Read in a guide of 2026, not on the Council’s own page.',
} as const;
const practice = (hours: number) => ({ kind: 'hours', of: 'practice', agreedFor: null, minutes: hours * 60, participatoryMinutes: 0, per: threeYears }) as const;

export const health = [
  { ...nmc, id: 'nmc.cpd', name: 'Nursing and Midwifery Council: 35 hours of CPD', about: 'registration-hours', owes: { kind: 'hours', of: 'learning', agreedFor: null, minutes: 35 * 60, participatoryMinutes: 20 * 60, per: threeYears } },
  { ...nmc, id: 'nmc.practice', name: 'Nursing and Midwifery Council: practice hours', about: 'practice-hours', audience: ['nurse'], owes: practice(450) },
  { ...nmc, id: 'nmc.practice.both', name: 'Nursing and Midwifery Council: practice hours as nurse and midwife', about: 'practice-hours', audience: ['nurse-and-midwife'], owes: practice(900) },
  {
    ...nmc,
    id: 'nmc',
    name: 'Nursing and Midwifery Council: revalidation',
    about: 'revalidation',
    owes: {
      kind: 'declaration',
      per: threeYears,
      items: [
        { item: 'practice-feedback', count: 5 },
        { item: 'reflective-account', count: 5 },
        { item: 'reflective-discussion', count: 1 },
        { item: 'health-and-character', count: 1 },
        { item: 'indemnity', count: 1 },
        { item: 'confirmation', count: 1 },
      ],
    },
  },
  {
    id: 'hcpc',
    name: 'Health and Care Professions Council: record of learning',
    about: 'cpd-record',
    nation: 'United Kingdom',
    regime: 'regulator',
    audience: ['hcpc-professional'],
    owes: {
      kind: 'record',
      standards: ['continuous, up to date and accurate', 'a mixture of activities', 'better quality of practice', 'good for those who use the service', 'a written profile on request'],
      explainGapsOf: { months: 3 },
      per: { kind: 'years', years: 2 },
    },
    validFrom: null,
    validTo: null,
    partTime: 'same',
    absence: 'runs on',
    read: 'at the source',
    off: null,
    sources: ['https://prod.healthregulation.org/cy-gb/dpp/cpd-audits', 'https://prod.healthregulation.org/registrants/updates/2019/cpd-audit-dos-and-donts'],
    lastChecked: checked,
    notes: 'A cycle of two years, whose days are the profession’s. 2.5 % are audited, only those registered for two years or more. Gaps of three months or more are explained.',
  },
] as const satisfies readonly Rule[];
