import type { EntryShape } from '../../shared/contract/identity/cpd.ts';
import type { CpdEntry } from '../../shared/cpd/entry.ts';
import { learningOf, type Piece, standingOf, tellStanding } from '../../shared/cpd/standing.ts';
import type { Year } from '../../shared/cpd/year.ts';
import type { LocalDate } from '../../shared/time/date.ts';
import type { Facts } from '../../shared/time/person.ts';
import type { Item as Tickable } from '../../shared/time/rules/rule.ts';
import type { Caller } from '../http/endpoint.ts';
import { attribute, padded } from '../store/record.ts';
import { every, type Item, type Key, type Store } from '../store/store.ts';
import type { Person } from './people.ts';

/**
 * The CPD record of one person, in one partition of the identity table. What was written stays, each version an item of its own; whether it
 * is shared or ticked is as it was last said.
 *
 *     cpd#person / entry#id#version    what was written
 *                / share#id#reader     whether that reader may read it
 *                / tick#id             that something was done, and on which day
 *                / practice#id         hours of practice up to a day
 *                / lockedTo            the public key that the owner’s private reflections are sealed to
 */
export const keys = {
  entry: (person: string, id: string, version: number): Key => ({ pk: cpdOfPerson(person), sk: `entry#${id}#${padded(version)}` }),
  share: (person: string, id: string, reader: string): Key => ({ pk: cpdOfPerson(person), sk: `share#${id}#${reader}` }),
  tick: (person: string, id: string): Key => ({ pk: cpdOfPerson(person), sk: `tick#${id}` }),
  practice: (person: string, id: string): Key => ({ pk: cpdOfPerson(person), sk: `practice#${id}` }),
  lockedTo: (person: string): Key => ({ pk: cpdOfPerson(person), sk: 'lockedTo' }),
} as const;
export const cpdOfPerson = (person: string): string => `cpd#${person}`;

export interface Kept {
  id: string;
  version: number;
  at: string;
  entry: CpdEntry;
}

export interface Cpd {
  /** The newest version of each piece, newest day first. */
  pieces: Kept[];
  /** Ids of pieces by reader. */
  shared: { id: string; reader: string }[];
  ticks: { id: string; item: Tickable; on: LocalDate }[];
  /** Newest first. */
  practice: { id: string; on: LocalDate; minutes: number }[];
  /** Null where the owner has made no words of their own. */
  lockedTo: string | null;
}

export async function cpdOf(identity: Pick<Store, 'query'>, person: string): Promise<Cpd> {
  const items: Item[] = [];
  for await (const item of every(identity, cpdOfPerson(person))) items.push(item);
  const under = (prefix: string): Item[] => items.filter(({ sk }) => sk.startsWith(prefix));
  // They come in the order of their versions, so the last one stands.
  const pieces = new Map(under('entry#').map((item) => [attribute<Kept>(item, 'kept').id, attribute<Kept>(item, 'kept')]));
  return {
    pieces: [...pieces.values()].sort((a, b) => (a.entry.on === b.entry.on ? (a.id < b.id ? -1 : 1) : a.entry.on < b.entry.on ? 1 : -1)),
    shared: under('share#').filter((item) => item['isShared'] === true).map((item) => ({ id: attribute<string>(item, 'id'), reader: attribute<string>(item, 'reader') })),
    ticks: under('tick#').filter((item) => item['isDone'] === true).map((item) => ({ id: attribute<string>(item, 'id'), item: attribute<Tickable>(item, 'item'), on: attribute<string>(item, 'on') })),
    practice: under('practice#').map((item) => ({ id: attribute<string>(item, 'id'), on: attribute<string>(item, 'on'), minutes: attribute<number>(item, 'minutes') })).filter(({ minutes }) => minutes > 0).sort((a, b) => (a.on < b.on ? 1 : -1)),
    lockedTo: under('lockedTo').map((item) => attribute<string>(item, 'recipient'))[0] ?? null,
  };
}

/** What of a record rules can count. */
export const cpdFacts = (cpd: Pick<Cpd, 'pieces' | 'ticks' | 'practice'>): Pick<Facts, 'learning' | 'practice' | 'ticks'> => ({ learning: learningOf(cpd.pieces.map(pieceOf)), practice: cpd.practice, ticks: cpd.ticks });

const pieceOf = ({ id, entry }: Kept): Piece => ({ id, ...entry });

export const readersOf = ({ shared }: Pick<Cpd, 'shared'>, id: string): string[] => shared.filter((share) => share.id === id).map(({ reader }) => reader);

/** A piece as it is shown; who else reads it is its owner’s to know, and a private reflection theirs to open. */
export function entryShape(kept: Kept, { pieces, shared }: Cpd, year: Year | null, today: LocalDate, isMine: boolean): EntryShape {
  const standing = year === null ? null : standingOf(pieceOf(kept), pieces.map(pieceOf), year, today);
  const { reflection, ...open } = kept.entry;
  return {
    ...open, ...(isMine && reflection !== undefined ? { reflection } : {}), hasReflection: reflection !== undefined, id: kept.id, version: kept.version, at: kept.at,
    standing: standing === null || !isMine ? null : { counts: standing.kind === 'counts', says: tellStanding(standing) },
    readers: isMine ? readersOf({ shared }, kept.id) : [],
  };
}

/** Whom a piece can be shared with. Asked again whenever it is read: who moved on reads no more. */
export function mayBeReader(reader: Pick<Caller, 'id' | 'roles' | 'manages'>, owner: Pick<Person, 'id' | 'team'>): 'manager' | 'principal' | null {
  if (reader.id === owner.id) return null;
  if (owner.team !== null && reader.manages.includes(owner.team)) return 'manager';
  return reader.roles.includes('principal') ? 'principal' : null;
}
