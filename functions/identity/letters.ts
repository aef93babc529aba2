import { createHash } from 'node:crypto';
import type { Reminder } from '../../shared/cpd/reminder.ts';
import type { Notice } from '../../shared/escalation/notice.ts';
import { type Invitation, invitationOf } from '../../shared/time/invitation.ts';
import type { Entry, Session } from '../../shared/time/session.ts';
import { stored } from '../store/record.ts';
import type { Change, Key, Store } from '../store/store.ts';

/**
 * Mail on its way out, in the identity table. What has to be told is written with the change itself; everything after it is the job’s.
 *
 *     letters      / when#whose#n    an entry: whom it tells what, one item however many they are
 *     outgoing     / message         one session and person: waiting, or handed to the server just now
 *     dispatched   / message         what became of it, for three months: so nothing is sent a second time
 *     undelivered  / message         for the steward: who was not reached, and why
 */
export const keys = {
  letter: (id: string): Key => ({ pk: letters, sk: id }),
  outgoing: (id: string): Key => ({ pk: outgoing, sk: id }),
  dispatched: (id: string): Key => ({ pk: 'dispatched', sk: id }),
  undelivered: (id: string): Key => ({ pk: undelivered, sk: id }),
} as const;
export const [letters, outgoing, undelivered] = ['letters', 'outgoing', 'undelivered'];

export interface Letter {
  to: readonly string[];
  tells: readonly Invitation[];
}

/** A change of a session, that something ends soon, or what readers of messages get every day. */
export type Told = Invitation | Reminder | Notice;
/** The others stand by themselves, each for its day. */
export const isOfSession = (tells: Told): tells is Invitation => tells.what !== 'reminder' && tells.what !== 'notice';

export interface Outgoing {
  to: string;
  tells: Told;
  state: 'waiting' | 'sending';
  /** Waiting: not before this. Sending: since then. */
  at: string;
  tries: number;
}

/** `unknown`: it was handed over and no answer came. */
export type Undelivered = { person: string; at: string; about: string; why: 'never' | 'unknown' | 'given-up' };

/** The same for one change of one session and one person, however often it is asked for; it tells neither. */
export const messageId = (to: string, tells: Told): string =>
  createHash('sha256').update(JSON.stringify([to, ...namesOf(tells)])).digest('base64url');

const namesOf = (tells: Told): readonly unknown[] =>
  tells.what === 'reminder' ? ['reminder', tells.dueOn, tells.daysBefore] : tells.what === 'notice' ? ['notice', tells.on, tells.for] : [tells.session.id, tells.session.changes];

/** Leaves a message to be sent, once: where it waits or went already, nothing changes. */
export async function leave(identity: Pick<Store, 'get' | 'put'>, to: string, tells: Told, now: number): Promise<void> {
  const id = messageId(to, tells);
  if ((await identity.get(keys.dispatched(id))) !== null) return;
  const mail: Outgoing = { to, tells, state: 'waiting', at: new Date(now).toISOString(), tries: 0 };
  await identity.put({ ...keys.outgoing(id), v: 1, version: 1, mail: stored(mail) }, { absent: true });
}

/** What an entry adds to its transaction: nothing where there is nobody to write to. `nth`: which entry it is of the first of them. */
export function letterOf(entry: Entry, changed: readonly Session[], parties: readonly { id: string; mail?: string }[], nth: number): Change[] {
  const to = parties.filter(({ mail }) => mail !== undefined).map(({ id }) => id);
  const tells = changed.flatMap((session) => invitationOf(entry, session) ?? []);
  const [first] = parties;
  if (first === undefined || to.length === 0 || tells.length === 0) return [];
  const letter: Letter = { to, tells };
  return [{ put: { ...keys.letter(`${entry.at}#${first.id}#${nth}`), v: 1, letter: stored(letter) }, when: { absent: true } }];
}
