import type { Event } from '../../../shared/signal/event.ts';

/** What happened at Northmoor: on which day of a round (0: the day it opened), and who marked it. */
export interface Happened extends Pick<Event, 'kind' | 'groups' | 'text' | 'restartsLimits'> {
  round: number;
  dayOfRound: number;
  by: string;
  takenBack?: string;
}

export const happened: readonly Happened[] = [
  {
    round: 12, dayOfRound: 1, by: 'Helen Marsh', kind: 'reorganisation', groups: ['service-adults'], restartsLimits: false,
    text: 'Sensory support is closed as a team. Its three people work in Harbour now.',
  },
  {
    round: 15, dayOfRound: 2, by: 'David Osei', kind: 'new-way-of-working', groups: ['assessment'], restartsLimits: true,
    text: 'Assessments are shared out by area and no longer by who is free. It is so different that the lines begin anew.',
  },
  {
    round: 17, dayOfRound: 3, by: 'Aled Underwood', kind: 'innovation-site', groups: ['riverside'], restartsLimits: false,
    text: 'Riverside tries out three conversations: longer visits, and half the forms.',
  },
  {
    round: 22, dayOfRound: 1, by: 'Helen Marsh', kind: 'reorganisation', groups: ['northside'], restartsLimits: false,
    text: 'The team moves to the new building.', takenBack: 'It was Moorland that moved. Northside stays where it is.',
  },
  {
    round: 22, dayOfRound: 1, by: 'Helen Marsh', kind: 'reorganisation', groups: ['moorland'], restartsLimits: false,
    text: 'The team moves to the new building and takes over the villages in the north.',
  },
];
