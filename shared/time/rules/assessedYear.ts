import { firstYear } from './employerStandards.ts';
import { checked, type Item, type Rule } from './rule.ts';

/**
 * The assessed and supported year in employment (ASYE) in England. The child-and-family year and the adults' year are two programmes
 * with rows of their own; of the adults' no page could be read at Skills for Care, so its rows are off. From September 2027
 * a two-year programme takes the place of the child-and-family year; whoever is in that year then ends it.
 */
const quarterly = [3, 6, 9, 12].map((months, i) => ({ item: 'review', count: i + 1, by: { months } }) as const);
const evidenceOf = (people: Item) =>
  [
    { item: 'direct-observation', count: 3, by: { months: 12 } },
    { item: people, count: 3, by: { months: 12 } },
    { item: 'feedback-professionals', count: 3, by: { months: 12 } },
    { item: 'assessed-report', count: 3, by: { months: 12 } },
    { item: 'critical-reflection', count: 1, by: { months: 6 } },
    { item: 'critical-reflection', count: 2, by: { months: 12 } },
  ] as const;
/** What time for learning can be spent on. */
export const protectedFor = ['cpd', 'shadowing', 'peer-review', 'legal-update', 'group-reflection'] as const;
const supervision = { kind: 'sessions', of: 'supervision', minutes: 90, supervisor: 'registered social worker', from: 'role', steps: firstYear } as const;
const halfADay = { kind: 'protected-share', of: protectedFor, workingDaysAWeek: 0.5 } as const;
const tenth = { kind: 'workload-reduction', percent: 10 } as const;

const year = { nation: 'England', regime: 'programme', validFrom: null, boundToStart: true, lasts: { months: 12 }, partTime: 'longer', absence: 'pauses', lastChecked: checked } as const;
const childAndFamily = { ...year, audience: ['nqsw-child-and-family'], validTo: '2027-08-31', read: 'at the source', off: null, sources: ['https://support-for-social-workers.education.gov.uk/asye'] } as const;
const adults = {
  ...year,
  audience: ['nqsw-adults'],
  validTo: null,
  read: 'not read',
  off: 'check locally',
  sources: ['http://www.skillsforcare.org.uk/Social-work/Assessed-and-Supported-Year-in-Employment/The-Assessed-and-Supported-Year-in-Employment-(ASYE).aspx'],
  notes: 'Laid out as the child-and-family year is, to be held against Skills for Care’s own pages before it is adopted.',
} as const;

export const assessedYear = [
  {
    ...childAndFamily,
    id: 'asye.sup',
    name: 'Assessed year (child and family): reflective supervision',
    about: 'supervision',
    owes: supervision,
    read: 'in a mirror',
    off: 'check locally',
    sources: ['http://hotchiku.com/Regulated-professions/Social-work/ASYE/Supervision.aspx'],
    notes: 'By a registered social worker; assessor and manager may share it; group sessions come on top. Read in a copy only.',
  },
  { ...childAndFamily, id: 'asye.time', name: 'Assessed year (child and family): half a day a week', about: 'protected-week', owes: halfADay, notes: 'Half a working day each week is protected for learning. It says nothing of part time: half of a day as that person works it.' },
  { ...childAndFamily, id: 'asye.workload', name: 'Assessed year (child and family): a tenth less work', about: 'workload', owes: tenth, notes: 'Ten per cent less than colleagues carry, for the whole year.' },
  { ...childAndFamily, id: 'asye.review', name: 'Assessed year (child and family): reviews', about: 'reviews', owes: { kind: 'checklist', items: quarterly }, notes: 'Every three months. Part time and days away make the year longer.' },
  {
    ...childAndFamily,
    id: 'asye.evidence',
    name: 'Assessed year (child and family): evidence',
    about: 'evidence',
    owes: { kind: 'checklist', items: evidenceOf('feedback-children') },
    sources: ['https://www.gov.uk/guidance/assessed-and-supported-year-in-employment-asye-framework'],
    notes: 'Three direct observations, three times feedback from children or young people and three from professionals, three assessed reports, a critical reflection at six and at twelve months.',
  },
  { ...adults, id: 'asye-adults.sup', name: 'Assessed year (adults): reflective supervision', about: 'supervision', owes: supervision },
  { ...adults, id: 'asye-adults.time', name: 'Assessed year (adults): half a day a week', about: 'protected-week', owes: halfADay },
  { ...adults, id: 'asye-adults.workload', name: 'Assessed year (adults): a tenth less work', about: 'workload', owes: tenth },
  { ...adults, id: 'asye-adults.review', name: 'Assessed year (adults): reviews', about: 'reviews', owes: { kind: 'checklist', items: quarterly } },
  { ...adults, id: 'asye-adults.evidence', name: 'Assessed year (adults): evidence', about: 'evidence', owes: { kind: 'checklist', items: evidenceOf('feedback-adults') } },
  {
    id: 'ecdp.standards',
    name: 'Early career standards (child and family)',
    about: 'programme',
    nation: 'England',
    regime: 'programme',
    audience: ['nqsw-child-and-family', 'early-career'],
    owes: { kind: 'no-number', says: 'What a child-and-family social worker can do after one year and after two is set out, and assessed against.' },
    validFrom: '2027-04-01',
    validTo: null,
    partTime: 'same',
    absence: 'runs on',
    read: 'at the source',
    off: null,
    sources: ['https://www.gov.uk/government/publications/child-and-family-social-worker-early-career-standards'],
    lastChecked: checked,
    notes: 'Published on 18 February 2026.',
  },
  {
    ...childAndFamily,
    id: 'ecdp',
    name: 'Early Career Development Programme (child and family)',
    about: 'programme',
    audience: ['early-career'],
    owes: { kind: 'no-number', says: 'A programme of two years takes the place of the assessed year. How much time it protects was not published when this was read.' },
    validFrom: '2027-09-01',
    validTo: null,
    lasts: { years: 2 },
    sources: ['https://www.gov.uk/government/publications/child-and-family-social-worker-early-career-standards'],
    notes: 'From September 2027. Look again before then.',
  },
] as const satisfies readonly Rule[];
