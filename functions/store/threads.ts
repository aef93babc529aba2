import { hash } from 'node:crypto';
import type { ThreadDays } from '../../shared/escalation/clock.ts';
import type { Mark } from '../../shared/escalation/mark.ts';
import { endedByOf } from '../../shared/escalation/schedule.ts';
import { attribute, padded } from './record.ts';
import type { Item, Key, Store } from './store.ts';

/**
 * Threads in the published table, as they were released. What stands here is sealed; beside it are days, and no hour, token or group.
 *
 *     threads        / thread   its days, and how many entries it has of each side
 *     thread#t       / number   its entries in order: from whom, which of theirs, and the envelope
 *     threadsGone    / random   the days of a thread that was deleted, and who ended it, for the figures alone
 *     released       / latest   the day up to which messages were released
 *     opened         / thread   the mark of its last look-up, which only the receipt opens: noise from the beginning, so that it says nothing that one is there
 */
export const threadKeys = {
  thread: (thread: string): Key => ({ pk: 'threads', sk: thread }),
  entry: (thread: string, place: number): Key => ({ pk: entriesOf(thread), sk: padded(place) }),
  gone: (name: string): Key => ({ pk: 'threadsGone', sk: name }),
  released: (): Key => ({ pk: 'released', sk: 'latest' }),
  opened: (thread: string): Key => ({ pk: 'opened', sk: thread }),
} as const;
export const entriesOf = (thread: string): string => `thread#${thread}`;

export interface ThreadRecord extends ThreadDays {
  thread: string;
  entries: number;
  fromWriter: number;
  fromReaders: number;
  /** The day after which it is deleted: some weeks after its writer ended it, about a year after a reader did who had answered it, not always as many. Null while it is open, or owed an answer. */
  deleteAfter: string | null;
  /** The day of the oldest entry of its writer’s that no reader has opened since. Null: none waits. */
  unreadSince: string | null;
  /** The digest of the newest reply, by which the same request is known again. */
  lastReply: string | null;
}

const days = (item: Item, name: string): string | null => attribute<string | null>(item, name);
/** What the clock needs, of a thread and of one that is gone. Where neither it nor how long it is kept says who ended it, its writer did, as it was taken then. */
export const daysOf = (item: Item): ThreadDays => ({
  receivedOn: attribute<string>(item, 'receivedOn'),
  acknowledgedOn: days(item, 'acknowledgedOn'),
  answeredOn: days(item, 'answeredOn'),
  closedOn: days(item, 'closedOn'),
  closedBy: closedByOf(item),
});
const closedByOf = (item: Item): ThreadDays['closedBy'] => {
  if (item['closedBy'] !== undefined) return attribute<ThreadDays['closedBy']>(item, 'closedBy');
  const closedOn = days(item, 'closedOn');
  return closedOn === null ? null : endedByOf(closedOn, attribute<string | null | undefined>(item, 'deleteAfter') ?? closedOn);
};
export const threadOf = (item: Item): ThreadRecord => ({
  thread: item.sk,
  ...daysOf(item),
  unreadSince: unreadSinceOf(item),
  deleteAfter: closedByOf(item) === 'reader' && days(item, 'answeredOn') === null ? null : days(item, 'deleteAfter'),
  lastReply: days(item, 'lastReply'),
  entries: attribute<number>(item, 'entries'),
  fromWriter: attribute<number>(item, 'fromWriter'),
  fromReaders: attribute<number>(item, 'fromReaders'),
});
/** Where a thread does not say it yet, its first message alone was looked after. */
const unreadSinceOf = (item: Item): string | null => (item['unreadSince'] !== undefined ? days(item, 'unreadSince') : days(item, 'acknowledgedOn') === null && days(item, 'closedOn') === null ? days(item, 'receivedOn') : null);
export const threadItem = ({ thread, ...rest }: ThreadRecord): Item => ({ ...threadKeys.thread(thread), v: 1, ...rest });

export async function threadNamed(published: Pick<Store, 'get'>, thread: string): Promise<ThreadRecord | null> {
  const item = await published.get(threadKeys.thread(thread));
  return item === null ? null : threadOf(item);
}

export const digestOf = (sealed: Uint8Array): string => hash('sha256', sealed, 'base64url');

export interface Added {
  from: 'writer' | 'reader';
  number: number;
  sealed: Uint8Array;
  mark: Mark;
  /** The newest of the writer’s entries that a reader had opened when they sent this. */
  opened?: number;
  /** The day, and when it is deleted where this ends it. */
  on: string;
  deleteAfter: string;
}

/**
 * The thread with one entry more. Nothing a reader says but words answers; what its writer said is read once a reader who has opened the newest of it says anything, as their page does by itself. A writer who goes on opens
 * it again, and takes back that it is to be deleted.
 */
export function withEntry(thread: ThreadRecord, { from, mark, on, deleteAfter, sealed, opened = 0 }: Omit<Added, 'number'>): ThreadRecord {
  const isReader = from === 'reader';
  const closes = mark === 'closed';
  // A reader ends nothing that its writer has ended.
  const closed = closes && !(isReader && thread.closedBy === 'writer') ? ({ closedOn: on, closedBy: from } as const) : isReader ? { closedOn: thread.closedOn, closedBy: thread.closedBy } : { closedOn: null, closedBy: null };
  const answeredOn = thread.answeredOn ?? (isReader && mark === 'answered' ? on : null);
  // What a reader ends without an answer is not over: it is still owed one.
  const isOver = closed.closedBy === 'writer' || (closed.closedBy === 'reader' && answeredOn !== null);
  return {
    ...thread,
    entries: thread.entries + 1,
    fromWriter: thread.fromWriter + (isReader ? 0 : 1),
    fromReaders: thread.fromReaders + (isReader ? 1 : 0),
    acknowledgedOn: thread.acknowledgedOn ?? (isReader ? on : null),
    answeredOn,
    ...closed,
    unreadSince: isReader ? (opened >= thread.fromWriter ? null : thread.unreadSince) : (thread.unreadSince ?? (closes ? null : on)),
    // What one side has ended the other does not end anew: neither sooner nor later.
    deleteAfter: isOver ? ((isReader ? thread.deleteAfter : null) ?? deleteAfter) : null,
    lastReply: isReader ? digestOf(sealed) : thread.lastReply,
  };
}

/** Adds one entry, in one transaction with what it changes; false where another entry got in first. */
export const addEntry = (published: Pick<Store, 'transact'>, thread: ThreadRecord, added: Added): Promise<boolean> =>
  published.transact([
    { put: { ...threadKeys.entry(thread.thread, thread.entries + 1), v: 1, from: added.from, number: added.number, sealed: added.sealed }, when: { absent: true } },
    { put: threadItem(withEntry(thread, added)), when: thread.entries === 0 ? { absent: true } : { has: { entries: thread.entries } } },
  ]);

/** What stands at the anonymous table’s keys: tokens spent for threads, and what waits for the next daily batch, each day by itself: messages, and marks of look-ups. */
export const spentKey = (month: number, tokenHash: string): Key => ({ pk: spentIn(month), sk: tokenHash });
export const spentIn = (month: number): string => `spent#${month}`;
export const waitingKey = (day: number, name: string): Key => ({ pk: waitingOn(day), sk: name });
export const waitingOn = (day: number): string => `waiting#${day}`;
/** A look-up of no thread leaves its mark too, under one of few names, so that nobody fills the table with what leads nowhere. */
export const openedKey = (day: number, thread: string, isThere: boolean): Key => ({ pk: openedIn(day), sk: isThere ? thread : `${nowhere}${thread.slice(0, 2)}` });
export const openedIn = (day: number): string => `opened#${day}`;
export const nowhere = '~';
