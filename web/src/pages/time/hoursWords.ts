import { dayInWords } from '../../../../shared/time/catalogue.ts';

/** What is said of the hours in which somebody works. */
export const hoursWords = {
  title: 'The hours you work',
  lead: 'Nothing is offered outside them, and whoever books then is told first. What is booked already stays. Leave a day empty where you work from 9 to 5.',
  notHere: 'A day that is not here is one on which you do not work, as it was entered for you. Hours that go past midnight cannot be said here.',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  from: 'From',
  to: 'To',
  wrong: 'Give both hours, the earlier one first, or neither.',
  send: 'Save your hours',
  sending: 'Saving your hours…',
  saved: 'Saved. Your hours count from now on.',
} as const;

type Away = { from: string; to: string | null };
const days = ({ from, to }: Away): string => (to === null ? `from ${dayInWords(from)} on` : from === to ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`);
/** Up to yesterday somebody was away: that stays, and the rest ends. */
const takeBack = ({ from }: Away, today: string): string => (from < today ? 'I am back' : 'Take it back');

/** What is said of days away. */
export const awayWords = {
  title: 'Days you are away',
  lead: 'Only the days are kept, never why. Nothing is offered then, and what falls due waits until you are back. Your manager sees the days. What is booked stays: move it, or take it.',
  none: 'None are known.',
  days: (away: Away) => days(away),
  takeBack,
  takeBackName: (away: Away, today: string) => `${takeBack(away, today)}: ${days(away)}`,
  from: 'First day',
  to: 'Last day',
  toHint: 'Leave the last day empty where you do not know it yet.',
  wrong: 'Give a first day, and a last day that is not before it.',
  send: 'Save these days',
  sending: 'Saving these days…',
  saved: 'Saved. These days count from now on.',
  takenBack: 'Taken back.',
} as const;
