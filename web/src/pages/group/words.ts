import type { GroupRelease } from '../../../../shared/disclosure/release.ts';

/** What a group’s picture says. Figures and their sentences are in `ui/share.ts`. */
export const words = {
  waiting: 'Fetching the results…',
  above: (kind: GroupRelease['kind']) => ({ cohort: 'A group’s results', service: 'A service’s results', organisation: 'The whole organisation' })[kind],
  round: (round: number, closed: string) => `Round ${round}, closed on ${closed}.`,
  people: (people: number) => `${people} people were asked.`,
  before: (said: string) => `The round before: ${said}.`,
  beforeHidden: (why: string) => `The round before is hidden: ${why}.`,
  reason: (reason: string) => `The reason named most often: ${reason.toLowerCase()}.`,
  noReason: 'No one reason stands out.',
  unreadable: (n: number) => (n === 1 ? 'One answer could not be read and is not counted.' : `${n} answers could not be read and are not counted.`),
  hiddenRound: (round: number) => `Round ${round} is not shown for this group`,
  follows: (round: number) => `A new line, from round ${round} on. Before that these teams were asked as:`,
  followedBy: (round: number) => `This group was asked for the last time in round ${round}. Its teams are now asked as:`,
  closed: (round: number) => `This group was asked for the last time in round ${round}: its teams have closed. Its results stay as they were.`,
  neverCastBack: 'Lines are not joined: it is not the same group that answers, so figures from before say nothing about this one, nor the other way round.',
  newLine: 'The line begins where the teams in this group last changed; the table has the rounds before.',
  key: 'The band is how far the figures go up and down by chance; the line in it is their middle. A triangle stands for better, a diamond for worse, an open mark for a figure of which only “over” or “under” is told. A flag stands where something happened. Hatched: hidden rounds; the table says why.',
  newest: (said: string) => `In this round: ${said}.`,
  chartLabel: (short: string, finding: string, hidden: number) =>
    `${short}, over the rounds. ${finding}${hidden === 0 ? '' : ` ${hidden} ${hidden === 1 ? 'round is' : 'rounds are'} hidden.`} The table has every round.`,
  tableOf: (short: string) => `${short}, by round`,
  columns: { round: 'Round', closed: 'Closed', share: 'Share', answered: 'Answered' },
  none: 'Nothing has been published for this group yet. Its first results come when a round it is asked in has closed.',
} as const;
