import type { Role } from '../../shared/contract/route.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import type { ClassLists } from '../../shared/pulse/classes.ts';
import type { Programme } from '../../shared/pulse/programme.ts';
import type { CoverRule } from '../../shared/time/rules/cover.ts';
import type { Caller } from '../http/endpoint.ts';
import { every, type Item, type Key, type Store } from '../store/store.ts';
import { attribute, padded, stored } from '../store/record.ts';

/**
 * The identity table: who there is, and who was asked in a round. Nothing here is ordered or stamped by time.
 *
 *     people         / id       everybody, by the subject of their sign-in
 *     teams          / id       their teams and services
 *     settings       / house    the organisation and its programme
 *     member#id      / round    which group someone is asked in
 *     cohort#r       / hash     whom a cohort asks, and its salt
 *     signingKey#r   / hash     the private half that signs a cohort's tokens
 *     issued#r       / id       what was signed for someone, once
 *     readerKeys#id  / key      a reviewer's keys, wrapped: only their passphrase opens them
 *     readerKeys     / id       the one of them that counts for coming rounds
 *     speakKeys      / p.hash   the private half that signs a month’s staff tokens, or a year’s
 *     speakIssued#p  / id       which staff tokens were signed for someone, once
 *     speakReaders   / key      the keys of those who read messages, wrapped
 *     speakReader    / id       the one of someone’s that counts
 *     speakDeputies  / id       who is told where a message waits unopened for this reader
 */
export interface Person extends Caller {
  /** Null: left, or no longer asked. */
  team: string | null;
  /** Where invitations go; absent: nowhere. It is read by the mail alone and answered to nobody else. */
  mail?: string;
}

export interface TeamOfHouse {
  id: string;
  name: string;
  service: string;
}

export interface House {
  organisation: string;
  services: Readonly<Record<string, string>>;
  programme: Programme;
  floor: number;
  /** Fewest comments in a list; 10 where it is not there, and never under the floor. */
  commentFloor?: number;
  /** The executive by whom answers are owed; null, absent, or no executive any more: all of them. */
  owesAnswers?: string | null;
  pauseSeconds: { atLeast: number; atMost: number };
  /** Professions and contracts that people may say of themselves, “Rather not say” first and then what most are; nobody is asked where it is not there. */
  classes?: ClassLists;
  /** When a flag of sole cover or missing supervision is raised, until the principal says otherwise (`rules.ts`); nobody is flagged where it is not there. */
  cover?: CoverRule;
  /** How long a supervision record is kept after it was written; 6 where it is not there. */
  recordsKeptYears?: number;
}

export interface CohortMembers {
  group: string;
  name: string;
  salt: string;
  members: readonly { id: string; name: string }[];
  changed: { joinedWith: string[]; joined: number; left: number } | null;
}

export const keys = {
  person: (id: string): Key => ({ pk: 'people', sk: id }),
  team: (id: string): Key => ({ pk: 'teams', sk: id }),
  house: (): Key => ({ pk: 'settings', sk: 'house' }),
  member: (person: string, round: number): Key => ({ pk: `member#${person}`, sk: padded(round) }),
  cohort: (round: number, hash: string): Key => ({ pk: `cohort#${round}`, sk: hash }),
  signingKey: (round: number, hash: string): Key => ({ pk: `signingKey#${round}`, sk: hash }),
  readerKey: (person: string, id: string): Key => ({ pk: `readerKeys#${person}`, sk: id }),
  currentReaderKey: (person: string): Key => ({ pk: 'readerKeys', sk: person }),
  speakKey: (period: number, hash: string): Key => ({ pk: 'speakKeys', sk: `${padded(period)}.${hash}` }),
  speakIssued: (period: number, person: string): Key => ({ pk: `speakIssued#${period}`, sk: person }),
  speakReader: (id: string): Key => ({ pk: 'speakReaders', sk: id }),
  speakDeputy: (reader: string): Key => ({ pk: 'speakDeputies', sk: reader }),
  currentSpeakReader: (person: string): Key => ({ pk: 'speakReader', sk: person }),
  issued: (round: number, person: string): Key => ({ pk: `issued#${round}`, sk: person }),
} as const;

export const personItem = (p: Person): Item => ({ ...keys.person(p.id), v: 1, person: stored(p) });
export const teamItem = (t: TeamOfHouse): Item => ({ ...keys.team(t.id), v: 1, team: stored(t) });
export const houseItem = (h: House): Item => ({ ...keys.house(), v: 1, house: stored(h) });

export async function personOf(identity: Pick<Store, 'get'>, id: string): Promise<Person | null> {
  const item = await identity.get(keys.person(id));
  return item === null ? null : attribute<Person>(item, 'person');
}

export async function houseOf(identity: Pick<Store, 'get'>): Promise<House> {
  const item = await identity.get(keys.house());
  if (item === null) throw new Error('the organisation has not been set up');
  return attribute<House>(item, 'house');
}

export const allPeople = (identity: Pick<Store, 'query'>): Promise<Person[]> => all(identity, 'people', 'person');
export const allTeams = (identity: Pick<Store, 'query'>): Promise<TeamOfHouse[]> => all(identity, 'teams', 'team');

async function all<T>(identity: Pick<Store, 'query'>, partition: string, name: string): Promise<T[]> {
  const found: T[] = [];
  for await (const item of every(identity, partition)) found.push(attribute<T>(item, name));
  return found;
}

export async function groupInRound(identity: Pick<Store, 'get'>, person: string, round: number): Promise<string | null> {
  const item = await identity.get(keys.member(person, round));
  return item === null ? null : attribute<string>(item, 'group');
}

/** A group with the teams it is of. */
export type GroupOfTeams = Pick<GroupRelease, 'group' | 'kind' | 'teams'>;
/** Whether a group is this one, or part of it: a service or the organisation that has all of its teams. */
export const isPartOf = ({ group, teams }: Pick<GroupOfTeams, 'group' | 'teams'>, whole: GroupOfTeams): boolean =>
  whole.group === group || (whole.kind !== 'cohort' && teams.every((team) => whole.teams.includes(team)));

/** Executives read every group; everyone else the ones their team is in or they manage. */
export const mayReadAll = (roles: readonly Role[]): boolean => roles.includes('executive');
export const mayRead = (caller: Caller, teams: readonly string[], kind: 'cohort' | 'service' | 'organisation'): boolean =>
  mayReadAll(caller.roles) || (kind === 'cohort' && teams.some((t) => t === caller.team || caller.manages.includes(t)));
