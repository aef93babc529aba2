import type { LocalDate, Span } from './date.ts';
import type { Count, Due, Why } from './due.ts';
import type { LineState, Reason } from './line.ts';
import type { About, Item, Rule } from './rules/rule.ts';

/** So many days after it a lost time can be reported. */
export const daysToReport = 28;

/** Every sentence in which it is said what is owed and why. Plain words, British English, reading age 12. */
export const things = {
  supervision: 'Supervision',
  'clinical-supervision': 'Clinical supervision',
  'registration-cpd': 'CPD for your registration',
  'renewal-form': 'Renewal form',
  'renewal-fee': 'Registration fee',
  'cpd-record': 'CPD record',
  'registration-declaration': 'Declaration to your register',
  'core-learning': 'Core learning',
  'mandatory-learning': 'Mandatory learning',
  'protected-week': 'Protected time this week',
  workload: 'Workload',
  reviews: 'Reviews of your first year',
  evidence: 'Evidence for your first year',
  programme: 'First-year programme',
  'amhp-training': 'AMHP training',
  'amhp-approval': 'AMHP approval',
  'bia-training': 'Best interests training',
  'practice-educator': 'Time for practice education',
  'registration-hours': 'Hours of CPD',
  'practice-hours': 'Practice hours',
  revalidation: 'Revalidation',
  'support-duty': 'Support at work',
} as const satisfies Readonly<Record<About, string>>;

export const items = {
  'renewal-form': 'renewal form finished',
  'renewal-fee': 'fee paid',
  'annual-declaration': 'annual declaration made',
  'learning-declaration': 'learning declared up to date',
  'core-learning-element': 'core learning elements',
  'trauma-informed-learning': 'learning on trauma-informed practice',
  'protection-learning': 'learning on protecting adults and children',
  review: 'reviews',
  'direct-observation': 'direct observations',
  'feedback-children': 'feedback from children or young people',
  'feedback-adults': 'feedback from people you work with',
  'feedback-professionals': 'feedback from professionals',
  'assessed-report': 'assessed reports',
  'critical-reflection': 'critical reflections',
  'practice-feedback': 'feedback on your practice',
  'reflective-account': 'reflective accounts',
  'reflective-discussion': 'reflective discussion',
  'health-and-character': 'declaration of health and character',
  indemnity: 'indemnity arrangement',
  confirmation: 'confirmation',
  're-approval': 'approved again',
} as const satisfies Readonly<Record<Item, string>>;

/** Why a thing is due on its day, in a sentence or two that stand alone. */
export function tellWhy(why: Why): string {
  switch (why.kind) {
    case 'interval': {
      const length = why.minutes === null ? '' : `, for ${why.minutes} minutes or more without a break`;
      return `Owed ${everyOf(why.every)}${length}. ${sinceWhen[why.since](dayInWords(why.on))}${moved(why.daysMoved)}`;
    }
    case 'period':
      return `This counts from ${dayInWords(why.from)} to ${dayInWords(why.to)}.${why.opensOn === null ? '' : ` Renewal opens on ${dayInWords(why.opensOn)}.`}`;
    case 'newcomer':
      return `You joined on ${dayInWords(why.joinedOn)}, after renewal opened, so this year you pay the fee only. Your first year to count runs from ${dayInWords(why.from)} to ${dayInWords(why.to)}.`;
    case 'recent':
      return why.last === null ? `Some is needed every ${spanOf(why.within)}; none was asked for before ${dayInWords(why.noneBefore)}.` : `The last was on ${dayInWords(why.last)}, and it counts for ${spanOf(why.within)}.`;
    case 'dated':
      return `Due ${spanOf(why.by)} after you began on ${dayInWords(why.start)}.${moved(why.daysMoved)}`;
    case 'week':
      return `${hours(why.minutes)} of the week that begins on ${dayInWords(why.monday)} is yours.`;
    case 'always':
      return 'This holds all the time.';
    case 'away':
      return 'You are away. The date is set when you are back.';
    default:
      return why satisfies never;
  }
}

const sinceWhen = {
  kept: (day: string) => `The last one that counts was on ${day}.`,
  start: (day: string) => `You began on ${day}.`,
  record: (day: string) => `The record here begins on ${day}.`,
} as const satisfies Readonly<Record<Extract<Why, { kind: 'interval' }>['since'], (day: string) => string>>;

const moved = (days: number): string => (days === 0 ? '' : ` ${counted(days, 'day')} later, for part-time work or days away.`);

/** What has been counted so far: "1 of 2 pieces". */
export const tellCount = ({ of, done, needed }: Count): string => (isItem(of) ? `${items[of]}: ${done} of ${needed}` : counts[of](done, needed));

const isItem = (of: Count['of']): of is Item => of in items;
const ofHours = (done: number, needed: number): string => `${hours(done)} of ${hours(needed)}`;
const counts = {
  'uninterrupted-minutes': (done, needed) => `longest stretch ${done} of ${needed} minutes`,
  pieces: (done, needed) => `${done} of ${counted(needed, 'piece')}`,
  'pieces-with-peer-reflection': (done, needed) => `${done} of ${needed} with peer reflection`,
  minutes: ofHours,
  'protected-minutes': ofHours,
  'participatory-minutes': (done, needed) => `${ofHours(done, needed)} with other people`,
  entries: (done) => (done === 0 ? 'nothing yet' : counted(done, 'entry', 'entries')),
  gaps: (done) => (done === 0 ? 'no gaps to explain' : `${counted(done, 'gap')} to explain`),
} as const satisfies Readonly<Record<Exclude<Count['of'], Item>, (done: number, needed: number) => string>>;

/** Whose rule it is, what it says, and what to know of it: "not verified here" is said, never left out. */
export function tellRule({ owes, notes, off, regime, read }: Rule): string {
  const standing = off === 'check locally' ? ' Check this locally: it was not verified at its source.' : read === 'in a secondary source' ? ' Read in a secondary source.' : '';
  return `${regimes[regime]}. ${owes.kind === 'no-number' ? `${owes.says} ` : ''}${notes}${standing}`;
}

const regimes = { law: 'The law', regulator: 'A rule of your regulator', programme: 'A rule of the programme', 'voluntary standard': 'A voluntary standard', local: 'A rule of your employer' } as const satisfies Readonly<Record<Rule['regime'], string>>;

export const tellDay = ({ dueOn, state }: Pick<Due, 'dueOn' | 'state'>): string => (state === 'met' ? 'Done' : dueOn === null ? 'No date' : `Due on ${dayInWords(dueOn)}`);

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;
/** "30 November 2026". */
export function dayInWords(day: LocalDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const hours = (minutes: number): string => {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return h === 0 ? counted(m, 'minute') : m === 0 ? counted(h, 'hour') : `${counted(h, 'hour')} ${counted(m, 'minute')}`;
};

function spanOf({ days = 0, weeks = 0, months = 0, years = 0 }: Span): string {
  const parts = [[years, 'year'], [months, 'month'], [weeks, 'week'], [days, 'day']] as const;
  return parts.flatMap(([n, unit]) => (n === 0 ? [] : [counted(n, unit)])).join(' and ');
}
const everyOf = (span: Span): string => `every ${spanOf(span).replace(/^1 /, '')}`;

export const states = {
  planned: 'Booked',
  unknown: 'Nobody has said yet',
  kept: 'Kept',
  'cut-short': 'Cut short, so still owed',
  'not-held': 'Did not happen, so still owed',
  differs: 'Two accounts that differ, so still owed',
  taken: 'Taken, and not booked again yet',
} as const satisfies Readonly<Record<LineState, string>>;

export const reasonWords = {
  court: 'court',
  'duty-cover': 'duty cover',
  staffing: 'not enough staff',
  'urgent-visit': 'an urgent visit',
  meeting: 'a meeting',
  'someone-away': 'somebody was away',
  'room-or-equipment': 'no room, or equipment that failed',
  other: 'something else',
} as const satisfies Readonly<Record<Reason, string>>;
