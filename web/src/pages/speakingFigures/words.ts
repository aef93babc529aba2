/** How those who are written to keep their word, as everyone may see it. */
export const words = {
  heading: 'Are messages answered in time?',
  promise: 'What is written without a name is acknowledged within 7 days and answered within 3 months, or sooner where an organisation says so.',
  overdue: (n: number) => (n === 0 ? 'No message is overdue today.' : n === 1 ? 'One message is overdue today.' : `${n} messages are overdue today.`),
  noneYet: 'There are no figures yet. They come for months that are over, and each is about as many messages as it takes for none to stand out.',
  received: (from: string, to: string, n: number) => `${n} messages came ${span(from, to)}.`,
  acknowledged: (from: string, to: string, n: number, inTime: number) => `Of ${n} that were to be acknowledged ${span(from, to)}, ${inTime === n ? 'all' : inTime === 0 ? 'none' : inTime} were in time.`,
  answered: (from: string, to: string, n: number, days: number) => `${n} were answered ${span(from, to)}: half of them within ${days === 1 ? 'a day' : `${days} days`}.`,
  unreachable: 'The figures could not be had just now.',
} as const;

const span = (from: string, to: string): string => (from === to ? `in ${from}` : `from ${from} to ${to}`);
