import { counted, reasonWords } from '../../../../shared/time/catalogue.ts';
import type { LostTimeReport } from '../../../../shared/contract/identity/lostTime.ts';
import { day, dayAndTime } from '../../ui/dates.ts';
import { noonOf } from '../../ui/wallClock.ts';
import { kinds, words as timeWords } from '../time/words.ts';

/** What is said of lost time that is reported. */
export const words = {
  title: 'Lost time',
  loading: 'Looking for reports…',
  lead: 'Reports of protected time that was lost, which you owe an answer to. Line managers do not see them, and neither does anybody else.',
  open: 'Waiting for your answer',
  openNone: 'Nothing waits for your answer. When somebody reports a loss, it stands here with the day by which it is owed an answer.',
  answered: 'Answered',
  more: (n: number) => `${n} more that are answered`,
  due: (by: string) => `Answer owed by ${day(by)}.`,
  overdue: (by: string) => `An answer was owed by ${day(by)}. It is overdue.`,
  reported: (who: string, at: string) => `${who}, reported on ${day(at)}`,
  noWords: 'Nothing was written with it.',
  write: (who: string) => `Your answer to ${who}`,
  hint: (name: string) => `What comes of it, and by when. They read it under your name, ${name}. It cannot be changed afterwards. Write nothing that points at a person who uses services.`,
  tooShort: 'Say in a sentence or two what comes of it.',
  send: 'Give this answer',
  sending: 'Sending your answer…',
  sent: (who: string) => `Answered. ${who} sees it on their page.`,
  answer: (by: string, at: string) => `${by} answered on ${day(at)}:`,
  figures: 'How reports are answered',
  figure: (quarter: string, { reports, inTime }: { reports: number; inTime: number }) => `${quarterWords(quarter)}: ${counted(reports, 'report')}, ${inTime === reports ? 'all answered in time' : inTime === 0 ? 'none answered in time' : `${inTime} answered in time`}.`,
  tooFew: (quarter: string, atLeast: number) => `${quarterWords(quarter)}: fewer than ${atLeast} reports, so not shown.`,
  figuresNote: 'A small count could point at somebody. Only quarters that are over and whose last answer is due are counted.',
} as const;

const quarterWords = (quarter: string): string => {
  const [year, n] = quarter.split('-');
  return `${['', 'January to March', 'April to June', 'July to September', 'October to December'][Number(n)] ?? ''} ${year ?? ''}`;
};

/** “Supervision on Friday 4 December at 10:00: taken for court, by Maya Eze” */
export function tellLost(lost: LostTimeReport['lost'], nameOf: (id: string) => string): string {
  if (lost.kind === 'unbooked') return `${kinds[lost.of]} that nobody booked, ${day(noonOf(lost.on))}`;
  return `${kinds[lost.of]} on ${dayAndTime(lost.start)}: ${timeWords.lostAs[lost.how].toLowerCase()}, ${reasonWords[lost.reason]} (${nameOf(lost.by)})`;
}
