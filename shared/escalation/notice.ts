import { Temporal } from 'temporal-polyfill';
import { deputyToldOn, type ThreadDays } from './clock.ts';

/**
 * The mail that everybody who reads messages gets once a day, at the same hour, with the same words, message or none: whoever sees mail go by learns
 * nothing from it. A deputy’s says whether something waits that nobody opened, and the guardian’s whether somebody has asked by name to be contacted, and whether something
 * waits that no deputy is told of, each in as many letters. Not at once, though that one is asked by name: the minute of a mail beside the minute of a sign-in would tell others who asked.
 */
export interface Notice {
  what: 'notice';
  /** The day, in London. */
  on: string;
  for: 'reader' | 'guardian' | 'deputy';
  /** What a deputy or the guardian is told of; a reader’s says nothing. */
  waits: boolean;
  /** The guardian’s: that a message waits unopened where no mail reaches any deputy. */
  unopened?: boolean;
}

/** From this hour on, when the day’s batch has long been released. */
export const noticeHour = 7;

/** The day for which notices are due by now; null before the hour. */
export function noticeDay(now: number): string | null {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/London');
  return here.hour < noticeHour ? null : here.toPlainDate().toString();
}

/** Whether a whole working day has passed since a message was released, a first one or a later one, and no reader has opened it. */
export const waitsUnopened = ({ unreadSince, closedOn }: Pick<ThreadDays, 'closedOn'> & { unreadSince: string | null }, today: string): boolean =>
  unreadSince !== null && closedOn === null && deputyToldOn(Temporal.PlainDate.from(unreadSince).add({ days: 1 }).toString()) <= today;

/** Plain letters and short lines alone, as many lines of each: nothing in it is folded, or written in more bytes than one. */
const letters = 255;
const filled = (text: string): string => `${text}${'-'.repeat(letters - text.length)}\n`;

const guardianWords = {
  'asked': {
    'nothing-waits': 'Somebody has asked by name that you get in touch. Who it is, and\nhow to reach them, stands in Headroom: please sign in today.\nLook under Messages as well, as on every day.\n\nNobody reads answers to this mail.\n\n',
    'unopened': 'Somebody has asked by name that you get in touch, and a message\nhas waited unopened for more than a working day. No deputy is\ntold of it: please sign in today, and look under Messages.\n\nNobody reads answers to this mail.\n\n',
  },
  'not-asked': {
    'nothing-waits': 'Nobody has asked by name that you get in touch. This mail comes\nonce a day, whether somebody has or not. Look under Messages as\nwell, when you are at a computer of your own.\n\nNobody reads answers to this mail.\n\n',
    'unopened': 'Nobody has asked by name that you get in touch. A message has\nwaited unopened for more than a working day, and no deputy is\ntold of it: please ring those who read messages today.\n\nNobody reads answers to this mail.\n\n',
  },
} as const;

export function noticeWords({ for: whom, waits, unopened = false }: Pick<Notice, 'for' | 'waits' | 'unopened'>): { subject: string; text: string } {
  if (whom === 'reader')
    return { subject: 'Headroom: once a day', text: 'This mail goes to everybody who reads messages in Headroom,\nonce a day, whether there is one or not. When you are at a\ncomputer of your own, sign in and look under Messages.\n\nNobody reads answers to this mail.\n' };
  if (whom === 'guardian') return { subject: 'Headroom: once a day, for the guardian', text: filled(guardianWords[waits ? 'asked' : 'not-asked'][unopened ? 'unopened' : 'nothing-waits']) };
  return {
    subject: 'Headroom: once a day, for a deputy',
    text: filled(
      waits
        ? 'A message has waited for more than a working day, and none of\nthose who read messages has opened it. Please ring them today.\nYou are named as their deputy in Headroom.\n\nNobody reads answers to this mail.\n\n'
        : 'No message waits unopened. You get this mail once a day,\nwhether one does or not, since you are named as the deputy of\nsomebody who reads messages in Headroom.\n\nNobody reads answers to this mail.\n\n',
    ),
  };
}
