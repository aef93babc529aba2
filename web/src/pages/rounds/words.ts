import { isMonth } from '../../../../shared/escalation/speakToken.ts';
import type { AnswerOf } from '../../identity/client.ts';
import type { State } from '../me.tsx';

type Alarm = AnswerOf<'readAlarms'>['alarms'][number];
type Missed = AnswerOf<'readAlarms'>['undelivered'][number];

export const words = {
  title: 'Rounds',
  lead: 'Rounds open and close by themselves, at times that are fixed before they open. Nobody can close one early.',
  yours: 'Now and next',
  state: { prepared: 'opens next', open: 'open now', closed: 'closed' } satisfies Record<State, string>,
  opens: 'Opens',
  closes: 'Closes',
  round: 'Round',
  stateColumn: 'State',
  noRounds: 'No round has been prepared yet. The first one appears here two weeks before it opens.',
  alarms: 'Alarms',
  noAlarms: 'None. An alarm stands here when a group’s figures had to be withheld, or when a key that should be gone is still there.',
  alarm: (alarm: Alarm, group: string | null) =>
    ({
      'more-answers-than-tokens': `Round ${alarm.round}: more answers came in than there were people to give them${group === null ? '' : `, in ${group}`}. The figures of that group are withheld.`,
      'key-lost': `Round ${alarm.round}: the key that opens its answers was lost before they were counted. Nobody can read them, and this round has no figures.`,
      'key-still-lives': `Round ${alarm.round}: the key that opens its answers should have been destroyed at the close and is still there.`,
    })[alarm.kind],
  undelivered: 'Mail that did not arrive',
  missed: ({ name, about, why }: Missed, when: (at: string) => string) =>
    `${name} was not told by mail about ${when(about)}: ${{ 'never': 'their mail server refuses it.', 'unknown': 'it was handed over, and no answer came. It may have arrived; it is not sent twice.', 'given-up': 'it was tried for a day and a half.' }[why]}`,
  log: 'The public log',
  logText: 'Each round’s description and each result is a line here. Every line carries the fingerprint of the line before, so nobody can change an old one without everybody’s device seeing it.',
  head: 'The newest line’s fingerprint',
  headText: 'Compare it with a colleague’s. If theirs is another one for the same line, tell your union representative.',
  checked: (lines: number) => `This device has just checked all ${lines} lines: each one follows on from the one before.`,
  broken: 'This device has checked the log, and a line does not follow on from the one before. Do not check in, and tell your union representative.',
  rewritten: 'This log is not the one this device saw before: it has been rewritten. Do not check in, and tell your union representative.',
  checking: 'Checking every line…',
  logTable: 'The public log, newest line first',
  columns: { line: 'Line', what: 'What', when: 'When', fingerprint: 'Fingerprint of what it stands for' },
  kind: {
    prepared: (round: number, at: string) => ({ what: `Round ${round} is fixed`, when: `opens ${at}` }),
    closed: (round: number, at: string) => ({ what: `Round ${round} is published`, when: `closed ${at}` }),
    'reader-key': (round: number, at: string) => ({ what: `A reviewer of comments has a new key, from round ${round} on`, when: `made ${at.replace(/, .*/, '')}` }),
    'speak-key': (period: number, at: string) => ({ what: isMonth(period) ? 'The month’s key for slips, with which one can speak up' : 'The year’s key for slips, by which a reason for leaving is counted once', when: `counts from ${at.replace(/, .*/, '')}` }),
    'why-key': (_month: number, at: string) => ({ what: 'The month’s key that reasons for leaving are locked to', when: `counts from ${at.replace(/, .*/, '')}` }),
    'speak-reader-gone': (_month: number, at: string) => ({ what: 'Somebody reads messages no more', when: `from ${at.replace(/, .*/, '')}` }),
    'speak-reader': (_month: number, at: string) => ({ what: 'Somebody who reads messages has a new key', when: `signed ${at.replace(/, .*/, '')}` }),
    'recovery-key': (_month: number, at: string) => ({ what: 'Messages have a new recovery key, split among three people', when: `made ${at.replace(/, .*/, '')}` }),
  },
  emptyLog: 'The log is empty. Its first line is written when the first round is prepared.',
  clock: 'Move the clock forward',
  clockText: 'Only this demonstration can do that, and only forwards. Rounds then open and close by their own times.',
  nowIs: (at: string) => `It is now ${at}.`,
  toOpening: (round: number) => `round ${round} opens`,
  toClosing: (round: number) => `round ${round} closes`,
  to: (at: string, what: string) => `To ${at}: ${what}`,
  toAny: 'To another time',
  move: 'Move',
  moving: 'Moving the clock; rounds are opening and closing…',
  moved: (at: string) => `Done. It is now ${at}.`,
} as const;
