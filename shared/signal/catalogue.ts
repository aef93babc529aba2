import type { Question } from '../pulse/question.ts';
import type { BeforeAndAfter, Event, Refused, Side } from './event.ts';
import type { Finding, NotShown, Shown, Signal } from './finding.ts';
import type { Level } from './level.ts';
import { pointsInRow } from './rules.ts';

/**
 * Every sentence that a finding is told in, and nothing is told elsewhere. Plain words, British English, reading age 12. A label of
 * one or two words for a mark beside it, and a sentence that stands alone as a chart's title.
 */
export interface Told {
  label: string;
  sentence: string;
}

/** Kept with every release that was told: what is read of an older one goes by these, so none of them changes. */
const labels = { better: 'Getting better', worse: 'Getting worse', steady: 'Steady', 'too-short': 'Too short to say', 'not-shown': 'Not shown' } as const;

export function tell(finding: Finding, { measure }: Pick<Question, 'measure'>): Told {
  const { says } = measure;
  const { name } = finding;
  switch (finding.kind) {
    case 'outside':
    case 'trend':
    case 'two-of-three':
    case 'shift':
    case 'run':
      return { label: labels[finding.direction], sentence: `${signal(finding, says)}${since(finding)}` };
    case 'steady': {
      const figures = level(finding.lowest) === level(finding.highest) ? level(finding.lowest) : `from ${level(finding.lowest)} to ${level(finding.highest)}`;
      const few = finding.provisional ? ' These are few rounds, so this is provisional.' : '';
      const before = finding.stoodOutUpTo == null ? '' : ` What stood out before ended with round ${finding.stoodOutUpTo}.`;
      if (finding.stoodOutUpTo != null && finding.rounds < fewestToSay)
        return { label: labels.steady, sentence: `What stood out in ${name} ended with round ${finding.stoodOutUpTo}. In the ${counted(finding.rounds, 'round')} since, ${figures} of those who answered ${says} (${answering(finding)}).${few}${since(finding)}` };
      const inWhich = finding.stoodOutUpTo == null ? '' : ` since round ${finding.since}`;
      return { label: labels.steady, sentence: `Steady in ${name}${inWhich}: over ${counted(finding.rounds, 'round')}, ${figures} of those who answered ${says}, with no more ups and downs than chance brings (${answering(finding)}).${before}${few}${since(finding)}` };
    }
    case 'too-short': {
      const begun = finding.since === null ? '' : `, since round ${finding.since}`;
      return { label: labels['too-short'], sentence: `Too short to say in ${name}: ${counted(finding.rounds, 'round')} so far${begun}, and ten are needed to tell a change from chance.` };
    }
    case 'not-shown':
      return { label: labels['not-shown'], sentence: `${finding.lastShown === null ? `Not shown yet in ${name}` : `Not shown in ${name} since round ${finding.lastShown}`}: ${hidden[finding.hidden]}.` };
    default:
      return finding satisfies never;
  }
}

/** So few rounds show no ups and downs that could be told from chance. */
const fewestToSay = 6;

const hidden = {
  'too-few': 'too few people answered',
  withheld: 'more answers came in than there are people to give them, so they are held back',
  'not-asked': 'it was not asked',
} as const satisfies Readonly<Record<NotShown['hidden'], string>>;

function signal(finding: Signal, says: string): string {
  const { kind, side, rounds, fired, name, roundsBefore } = finding;
  const more = side === 'high' ? 'more' : 'fewer';
  const numbers = `${level(finding.now)} against ${level(finding.before)}, ${answering(finding)}`;
  const earlier = isLonger(finding) ? `up to round ${finding.since - 1}` : 'before';
  const than = roundsBefore === 0 ? 'than usual' : `than in the ${counted(roundsBefore, 'round')} ${earlier}`;
  switch (kind) {
    case 'outside':
      return `${fired === 1 ? `In round ${finding.upTo}` : inARow(fired)}, far ${more} people in ${name} said they ${says} ${than} (${numbers}): more of a change than chance brings.${goesBack(finding)}`;
    case 'trend':
      return `${inARow(rounds)}, ${more} and ${more} people in ${name} say they ${says} (from ${level(finding.before)} in round ${finding.since} to ${level(finding.now)} in round ${finding.upTo}, ${answering(finding)}).`;
    case 'two-of-three':
      return `In ${fired > 2 ? 'each of the' : 'two of the'} last three rounds shown, far ${more} people in ${name} said they ${says} ${than} (${numbers}).${goesBack(finding)}`;
    case 'shift':
      return `${inARow(rounds)}, ${more} people in ${name} say they ${says} ${than} (${numbers}).`;
    case 'run':
      return `For ${counted(rounds, 'round')} now, ${more} people in ${name} say they ${says} than in the middle of the ${counted(rounds + roundsBefore, 'round')} so far (${numbers}). These are few rounds, so this is provisional.`;
    default:
      return kind satisfies never;
  }
}

/** What fired last stands at the end of a longer run on the same side. */
const isLonger = ({ kind, rounds, fired }: Signal): boolean => (kind === 'outside' || kind === 'two-of-three') && rounds >= pointsInRow && rounds > fired;
const goesBack = (finding: Signal): string => (isLonger(finding) ? ` It has been ${finding.side === 'high' ? 'more' : 'fewer'} since round ${finding.since}, ${counted(finding.rounds, 'round')} in a row.` : '');

const since = ({ hiddenSince, upTo }: Pick<Shown, 'hiddenSince' | 'upTo'>): string => (hiddenSince === 0 ? '' : ` This is up to round ${upTo}: later ones are not shown.`);

const answering = ({ answered }: Pick<Shown, 'answered'>): string => {
  if (answered === null) return 'an unknown number answering';
  return answered.atLeast === answered.atMost ? `${answered.atLeast} answering` : `${answered.atLeast}–${answered.atMost} answering`;
};

/** A level as it is written everywhere: "35 %", "under 15 %". */
export const level = ({ percent, edge }: Level): string => (edge === null ? `${percent} %` : `${edge} ${percent} %`);

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;
const counted = (n: number, noun: string): string => `${numbers[n] ?? n} ${noun}${n === 1 ? '' : 's'}`;
/** At the head of a sentence: no sentence begins with a figure. */
const inARow = (rounds: number): string => {
  const text = `${rounds < numbers.length ? '' : 'for '}${counted(rounds, 'round')} in a row`;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
};

export const eventKinds = {
  reorganisation: 'Reorganisation',
  'new-way-of-working': 'New way of working',
  'innovation-site': 'Innovation site',
  other: 'Something else',
} as const satisfies Readonly<Record<Event['kind'], string>>;

export const refusals = {
  'no-rounds-yet': 'there are no rounds yet that it could stand in',
  'before-the-first-round': 'it lies before the first round',
  'after-the-last-round': 'it lies after the last round there is',
  'no-such-group': 'it names a group that is not there',
} as const satisfies Readonly<Record<Refused, string>>;

/** What can be concluded from before and after an event, and what cannot. The figures stand beside it, side by side. */
export function tellBeforeAndAfter({ concluded }: Pick<BeforeAndAfter, 'concluded'>, { measure }: Pick<Question, 'measure'>): { can: string; cannot: string } {
  const cannot = 'Whether the event is the reason cannot be told from this: other things happened too, and those who answered may be others.';
  switch (concluded) {
    case 'too-short':
      return { can: 'Nothing can be said yet: six rounds on each side are needed.', cannot };
    case 'no-clear-change':
      return { can: 'No change that stands out from the usual ups and downs.', cannot: 'That nothing changed cannot be told from this: a small change may not show.' };
    case 'higher':
    case 'lower':
      return { can: `Since then, ${concluded === 'higher' ? 'more' : 'fewer'} people ${measure.says} than before, by more than the usual ups and downs.`, cannot };
    default:
      return concluded satisfies never;
  }
}

/** One side of an event as it stands beside the other: the figure, and what it rests on. */
export const tellSide = (of: Side): { figure: string; restsOn: string } =>
  of.limits === null
    ? { figure: 'nothing shown', restsOn: '' }
    : { figure: `about ${Math.round(of.limits.centre)} %`, restsOn: `over ${counted(of.rounds, 'round')}, ${answering(of)}${of.provisional ? ': few rounds' : ''}` };

/** Where nothing changed for the better or the worse, by the label of what was told of each measure of each group. */
export function tellUnchanged(told: readonly string[]): string {
  if (told.includes(labels.steady)) return `In no group did anything change${told.every((label) => label === labels.steady) ? '' : ', as far as it can be told'}: what goes up and down does so no more than chance brings.`;
  if (told.includes(labels['too-short'])) return 'It is too early to say whether anything changed: ten rounds are needed to tell a change from chance.';
  return 'Nothing can be said of changes: no group could be shown.';
}
