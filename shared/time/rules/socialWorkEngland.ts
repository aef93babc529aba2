import { checked, type Period, type Rule } from './rule.ts';

/** Social Work England: three ticks, each of which has cost people their registration by itself. */
const yearOf = (newcomers: 'owe nothing this year' | 'owe it too') => ({ kind: 'registration-year', startsOn: '12-01', renewalOpensOn: '09-01', newcomers }) as const satisfies Period;

const common = {
  nation: 'England',
  regime: 'regulator',
  audience: ['registered-swe'],
  validFrom: null,
  validTo: null,
  partTime: 'same',
  absence: 'runs on',
  read: 'at the source',
  off: null,
  lastChecked: checked,
} as const;

export const socialWorkEngland = [
  {
    ...common,
    id: 'swe.cpd',
    name: 'Social Work England: CPD for the year',
    about: 'registration-cpd',
    owes: { kind: 'pieces', pieces: 2, withPeerReflection: 1, per: yearOf('owe nothing this year') },
    sources: [
      'https://researchinpractice.org.uk/all/news-views/2024/november/record-your-cpd-and-apply-to-renew-social-work-registration',
      'https://www.socialworkengland.org.uk/cpd/no-valid-cpd/',
      'https://www.communitycare.co.uk/2021/12/22/social-work-england-removes-125-practitioners-from-register-for-not-meeting-extended-cpd-deadline/',
    ],
    notes:
      'Dated inside 1 December to 30 November, submitted and not a draft, not used before. No days of grace since 2022. Owed on leave and without a caseload too. Who joined or was restored since 1 September pays the fee only (read in a text of 6 February 2024: look again each year). A peer need not be a registered social worker.',
  },
  {
    ...common,
    id: 'swe.form',
    name: 'Social Work England: renewal form',
    about: 'renewal-form',
    owes: { kind: 'declaration', items: [{ item: 'renewal-form', count: 1 }], per: yearOf('owe nothing this year') },
    sources: ['https://www.communitycare.co.uk/2023/09/01/social-work-england-opens-registration-renewal/'],
    notes: 'Between 1 September and 30 November. In 2022 more than a thousand people lost their registration by mistake, because the form was not finished.',
  },
  {
    ...common,
    id: 'swe.fee',
    name: 'Social Work England: fee',
    about: 'renewal-fee',
    owes: { kind: 'declaration', items: [{ item: 'renewal-fee', count: 1 }], per: yearOf('owe it too') },
    sources: ['https://researchinpractice.org.uk/all/news-views/2024/november/record-your-cpd-and-apply-to-renew-social-work-registration'],
    notes: 'Paid apart from the form, in the same window.',
  },
  {
    ...common,
    id: 'swe.cpd.fields',
    name: 'Social Work England: what a piece of CPD says',
    about: 'cpd-record',
    owes: { kind: 'fields', fields: ['type', 'short description and relevance', 'date', 'learning', 'impact on people', 'peer learning'] },
    sources: ['https://sword.researchinpractice.org.uk/all/news-views/2023/november/record-your-cpd-and-apply-to-renew-registration'],
    notes: 'The fields of the form.',
  },
] as const satisfies readonly Rule[];
