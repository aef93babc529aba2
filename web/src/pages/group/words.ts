import type { GroupRelease } from '../../../../shared/disclosure/release.ts';

/** What a group’s picture says. Figures and their sentences are in `ui/share.ts`. */
export const words = {
  waiting: 'Fetching the picture…',
  above: (kind: GroupRelease['kind']) => ({ cohort: 'A group’s picture', service: 'A service’s picture', organisation: 'The whole organisation' })[kind],
  round: (round: number, closed: string) => `Round ${round}, closed on ${closed}.`,
  people: (people: number) => `${people} people were asked.`,
  before: (said: string) => `The round before: ${said}.`,
  beforeHidden: (why: string) => `The round before is hidden: ${why}.`,
  reason: (reason: string) => `The reason named most often: ${reason.toLowerCase()}.`,
  noReason: 'No one reason stands out.',
  unreadable: (n: number) => (n === 1 ? 'One answer could not be read and is not counted.' : `${n} answers could not be read and are not counted.`),
  hiddenRound: (round: number) => `Round ${round} is not shown for this group`,
  hiddenKey: 'Hatched: hidden rounds. The table says why.',
  overRounds: (short: string) => `${short}, over the rounds`,
  openMark: 'An open mark lies somewhere beyond its place, under or over it; nothing finer is published.',
  lineLabel: (short: string, first: string, last: string, hidden: number) =>
    `${short}, over the rounds: ${first} in the first one shown, ${last} in the newest one shown.${hidden === 0 ? '' : ` ${hidden} ${hidden === 1 ? 'round is' : 'rounds are'} hidden.`} The table has every round.`,
  lineEmpty: (short: string) => `${short}: every round so far is hidden. The table says why.`,
  tableOf: (short: string) => `${short}, by round`,
  columns: { round: 'Round', closed: 'Closed', share: 'Share', answered: 'Answered' },
  none: 'Nothing has been published for this group yet. Its first picture comes when a round it is asked in has closed.',
} as const;
