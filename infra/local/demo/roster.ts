import { type Person, type TeamOfHouse } from '../../../functions/identity/people.ts';
import { people, teams } from './people.ts';

/**
 * Who was in which team, round by round. Little changes at Northmoor, as little changes anywhere: somebody joins, somebody leaves, and
 * the smallest team is closed and its people go to another.
 */
const joined = { person: 'assessment', round: 9 } as const;
const left = { round: 20, team: 'family-help', id: 'maya-lindqvist', name: 'Maya Lindqvist' } as const;
export const closed = { round: 12, team: 'sensory', into: 'harbour' } as const;

const newcomer = people.findLast((p) => p.team === joined.person)?.id;
const leaver: Person = { id: left.id, name: left.name, roles: ['practitioner'], team: left.team, manages: [] };

/** Everybody asked in a round, in the team they were in then. `people` is how it is now, but for the closed team’s. */
export const peopleIn = (round: number): Person[] => [
  ...people.flatMap((p) => (p.id === newcomer && round < joined.round ? [] : p.team === closed.team && round >= closed.round ? [{ ...p, team: closed.into, manages: [] }] : [p])),
  ...(round < left.round ? [leaver] : []),
];

export const teamsIn = (round: number): TeamOfHouse[] => teams.filter((t) => t.id !== closed.team || round < closed.round);

export const sizeIn = (round: number): ((team: string) => number) => {
  const of = Map.groupBy(peopleIn(round), (p) => p.team);
  return (team) => of.get(team)?.length ?? 0;
};

/** Whoever is gone by a round, to be taken off the list. */
export const goneBy = (round: number): string[] => (round < left.round ? [] : [leaver.id]);
