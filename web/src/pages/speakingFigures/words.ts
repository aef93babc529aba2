import type { floorsOf } from '../../../../shared/disclosure/leaving.ts';

type Floors = ReturnType<typeof floorsOf>;

/** How those who are written to keep their word, as everyone may see it. */
export const words = {
  heading: 'Are messages answered in time?',
  promise: 'What is written without a name is acknowledged within 7 days and answered within 3 months, or sooner where an organisation says so.',
  overdue: (n: number) => (`Of all messages written here, ${n === 0 ? 'none is' : n === 1 ? 'one is' : `${n} are`} overdue today.`),
  noneYet: 'There are no figures yet. They come for months that are over, and each is about as many messages as it takes for none to stand out.',
  received: (from: string, to: string, n: number) => `${n} messages came ${span(from, to)}.`,
  acknowledged: (from: string, to: string, n: number, inTime: number) => `Of ${n} that were to be acknowledged ${span(from, to)}, ${inTime === n ? 'all' : inTime === 0 ? 'none' : inTime} were in time.`,
  answered: (from: string, to: string, n: number, days: number) => `${n} were answered ${span(from, to)}: half of them within ${days === 1 ? 'a day' : `${days} days`}.`,
  unreachable: 'The figures could not be had just now.',
  leaving: {
    heading: 'Why people leave',
    how: ({ leavers, named, beside, others }: Floors) =>
      `Whoever writes without a name that they are leaving can choose a reason. It is counted apart from their message, once a month is over. Nothing is told before at least ${leavers} of them have written, and ${others} others about something else; and a reason only where at least ${named} gave it and ${beside} did not. Where the months counted together run into a new year, more people have to have written.`,
    none: 'Nothing can be told yet: too few people have written, so far, to tell of them without somebody being guessed at. What they said is kept locked, and counted together with the next month.',
    untold: (from: string, to: string) => `Of those who left ${span(from, to)} nothing can be told: in two years too few wrote. What they said is deleted.`,
    told: (from: string, to: string, { atLeast, atMost }: { atLeast: number; atMost: number }) => `${atLeast} to ${atMost} people who were leaving wrote ${span(from, to)}.`,
    named: 'What made several of them go, most of all:',
    noneNamed: 'No one reason was given by enough of them to be told.',
  },
} as const;

const span = (from: string, to: string): string => (from === to ? `in ${from}` : `from ${from} to ${to}`);
