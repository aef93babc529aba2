import { counted, dayInWords } from '../../../../shared/time/catalogue.ts';
import type { Audience, Rule } from '../../../../shared/time/rules/rule.ts';
import { list } from '../../ui/dates.ts';

const holds = ({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>): string =>
  validFrom === null ? (validTo === null ? '' : `, up to ${dayInWords(validTo)}`) : `, from ${dayInWords(validFrom)}${validTo === null ? '' : ` to ${dayInWords(validTo)}`}`;
const regimes = { law: 'Law', regulator: 'A regulator’s', programme: 'A programme’s', 'voluntary standard': 'A voluntary standard', local: 'An employer’s own' } as const satisfies Readonly<Record<Rule['regime'], string>>;
export const audienceWords = {
  'social-worker': 'social workers',
  'nqsw-adults': 'newly qualified in adults’ services',
  'nqsw-child-and-family': 'newly qualified in children’s services',
  'early-career': 'early career in children’s services',
  'supported-year': 'in the supported year (Scotland)',
  'assessed-year-ni': 'in the assessed year (Northern Ireland)',
  amhp: 'approved mental health professionals',
  bia: 'best interests assessors',
  'practice-educator': 'practice educators',
  nurse: 'nurses',
  'nurse-and-midwife': 'nurses who are midwives',
  'hcpc-professional': 'health and care professions',
  'registered-swe': 'registered with Social Work England',
  'registered-sssc': 'registered with the Scottish council',
  'registered-scw': 'registered with Social Care Wales',
  'registered-niscc': 'registered with the Northern Ireland council',
  'regulated-service': 'in a regulated service',
  'residential-care': 'in residential care',
  'domiciliary-care': 'in care at home',
} as const satisfies Readonly<Record<Audience, string>>;
const whose = (audience: readonly Audience[]): string => list(audience.map((one) => audienceWords[one]));

/** Which rules count here, and what the principal can change. */
export const words = {
  title: 'Rules: what is owed here, and by whose word',
  lead: 'What you are owed follows from these rules. A rule that could not be checked well enough is off, until the principal social worker has checked it and adopts it.',
  loading: 'Opening the rules…',
  nations: { England: 'England', 'United Kingdom': 'Everywhere in the United Kingdom', Scotland: 'Scotland', Wales: 'Wales', 'Northern Ireland': 'Northern Ireland' },
  of: (rule: Rule) => `${regimes[rule.regime]}, for: ${whose(rule.audience)}${holds(rule)}.`,
  read: { 'at the source': 'Read at its source', 'in a secondary source': 'Read in a secondary source', 'in a mirror': 'Read in a copy only', 'not read': 'Not read at all' },
  checked: (read: string, on: string) => `${read}; last checked on ${dayInWords(on)}.`,
  source: (n: number, of: number) => (of === 1 ? 'Where it stands' : `Where it stands, ${n}`),
  on: 'On: it counts for whoever it is for.',
  off: { 'check locally': 'Off: to be checked at its source before it is adopted.', 'for each employer to adopt': 'Off: for each employer to adopt or not.' },
  adopted: (by: string, on: string) => `Adopted by ${by} on ${dayInWords(on)}: it counts here.`,
  adopt: 'I have checked it: adopt it',
  drop: 'Drop it',
  doneAdopted: (name: string) => `Adopted: ${name}. It counts from now on.`,
  doneDropped: (name: string) => `Dropped: ${name}. It counts no more.`,

  own: 'Rules of our own',
  ownNone: 'None yet.',
  ownOf: (says: string, audience: readonly Audience[]) => `${says} For: ${whose(audience)}.`,
  ownBy: (by: string, on: string) => `Written by ${by} on ${dayInWords(on)}.`,
  ownAdd: 'Write a rule of our own',
  ownName: 'What it is called',
  ownFor: 'For whom',
  ownWhat: 'What it gives',
  ownKinds: { supervision: 'Supervision', 'clinical-supervision': 'Clinical supervision', 'protected-week': 'Time each week for learning' },
  ownEvery: 'At least every so many weeks',
  ownMinutes: 'Minutes without a break: leave it empty where the rule names none',
  ownDays: 'Half working days a week',
  ownGone: 'a rule of our own',
  ownWrong: 'Give it a name of three letters or more.',
  ownSend: 'It counts from now on: write it down',
  ownDone: (name: string) => `Written down: ${name}. It counts from now on.`,

  cover: 'When a flag is raised',
  coverText: 'No law sets these numbers. Until an employer adopts its own nobody is flagged. Only the person a flag is about, whoever supervises them and the principal social worker see whose it is.',
  coverNone: 'None were adopted: nobody is flagged here.',
  coverSole: ({ fewestQualified, minutesAlone, daysAtMost, within }: { fewestQualified: number; minutesAlone: number; daysAtMost: number; within: number }) =>
    `The only cover: for ${counted(minutesAlone, 'minute')} or more fewer than ${counted(fewestQualified, 'qualified person', 'qualified people')} on duty, on more than ${counted(daysAtMost, 'day')} of the last ${within}.`,
  coverWithout: (days: number) => `Newly qualified: no supervision kept for more than ${counted(days, 'day')}, days away left out.`,
  coverBy: (by: string | null, on: string | null) => (by === null || on === null ? 'It was so from the beginning.' : `Adopted by ${by} on ${dayInWords(on)}.`),
  coverFields: {
    fewestQualified: 'Fewest qualified people on duty at once',
    minutesAlone: 'Minutes with fewer from which a day counts',
    daysAtMost: 'On more than this many days',
    within: 'out of the last this many days',
    daysWithoutSupervision: 'Newly qualified: more than this many days without supervision',
  },
  coverSend: 'Adopt these numbers',
  coverStop: 'Raise no flags',
  coverDone: 'Adopted. Flags are raised by these numbers from now on.',
  coverStopped: 'No flags are raised from now on.',

  changes: 'What was changed, and by whom',
  changesNone: 'Nothing has been changed yet.',
  changed: { adopted: 'adopted', dropped: 'dropped', own: 'wrote a rule of our own:', cover: 'adopted numbers for flags', noCover: 'stopped flags' },
  by: (by: string, what: string, on: string) => `${dayInWords(on)}: ${by} ${what}`,
  sending: 'Sending…',
} as const;
