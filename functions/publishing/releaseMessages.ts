import { randomBytes, randomInt } from 'node:crypto';
import { publishingJobs } from '../../shared/contract/publishing.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { dateOf, dayOf, deletionOf, lastBatch } from '../../shared/escalation/schedule.ts';
import { markBytes } from '../../shared/escalation/slot.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { attribute } from '../store/record.ts';
import { addEntry, entriesOf, nowhere, openedIn, threadKeys, threadNamed, threadOf, type ThreadRecord, waitingOn } from '../store/threads.ts';
import { every, type Item } from '../store/store.ts';

type Stores = Granted<{ anonymous: ['query', 'clear']; published: ['get', 'query', 'put', 'delete', 'transact'] }>;

/** How far back the very first run looks. One after a long sleep goes on where the last one ended. */
const firstLooksBack = 70;

/**
 * The daily batch: what waited on a day that is over goes to its readers, in the order of the threads’ names, and is deleted where it waited.
 * It may be killed anywhere and run again: what stands in a thread already is not added a second time. Tokens that were spent stay until the month is counted.
 *
 *     waiting, a day at a time ─▶ threads ─▶ marks of look-ups ─▶ clear the day ─▶ … ─▶ threads whose time is up
 */
export const releaseMessages = job(publishingJobs, 'releaseMessages', async ({ round: upTo }: { round: number }, { stores, now }): Promise<'done' | 'not-due'> => {
  const { anonymous, published } = stores;
  if (upTo > lastBatch(now)) return 'not-due';
  const before = await published.get(threadKeys.released());
  const last = before === null ? upTo - firstLooksBack : attribute<number>(before, 'day');
  for (let day = last + 1; day <= upTo; day++) {
    for await (const item of every(anonymous, waitingOn(day))) await release(item, day, stores);
    for await (const item of every(anonymous, openedIn(day))) await moveMark(item, stores);
    for (const partition of [waitingOn(day), openedIn(day)]) await anonymous.clear(partition);
  }
  await anonymous.forget();
  await deleteWhatIsOver(stores, dateOf(dayOf(now)));
  await published.put({ ...threadKeys.released(), v: 1, day: upTo });
  return 'done';
});

/** The latest mark takes the place of the one before. One that a look-up of nothing left goes with its day. */
async function moveMark({ sk: thread, mark }: Item, { published }: Pick<Stores, 'published'>): Promise<void> {
  if (thread.startsWith(nowhere) || mark === undefined || (await threadNamed(published, thread)) === null) return;
  await published.put({ ...threadKeys.opened(thread), v: 1, mark });
}

/** Adds one message to its thread. A first one that finds its thread, and a number that was there, changes nothing: the first that came stands. */
async function release(item: Item, day: number, { published }: Stores): Promise<void> {
  const [thread, number] = [attribute<string>(item, 'thread'), attribute<number>(item, 'number')];
  const on = dateOf(day);
  for (;;) {
    const there = (await threadNamed(published, thread)) ?? opened(thread, on);
    // One before it is missing: it was never acknowledged to its writer, who sends it again.
    if (number !== there.fromWriter + 1) return;
    const mark = attribute<boolean>(item, 'closes') ? 'closed' : 'said';
    // Before the thread, so that none is ever without.
    if (there.entries === 0) await published.put({ ...threadKeys.opened(thread), v: 1, mark: new Uint8Array(randomBytes(markBytes)) }, { absent: true });
    if (await addEntry(published, there, { from: 'writer', number, sealed: attribute<Uint8Array>(item, 'sealed'), mark, on, deleteAfter: deletionOf('writer', day, randomInt) })) return;
  }
}

const opened = (thread: string, receivedOn: string): ThreadRecord => ({ thread, receivedOn, acknowledgedOn: null, answeredOn: null, closedOn: null, closedBy: null, unreadSince: null, deleteAfter: null, lastReply: null, entries: 0, fromWriter: 0, fromReaders: 0 });

/** Entries first, then the thread: killed in between, the rest goes next time. Its days stay, under another name, for the figures. */
async function deleteWhatIsOver({ published }: Stores, today: string): Promise<void> {
  const over: ThreadRecord[] = [];
  for await (const item of every(published, 'threads')) if ((threadOf(item).deleteAfter ?? '9999') < today) over.push(threadOf(item));
  for (const { thread, receivedOn, acknowledgedOn, answeredOn, closedOn, closedBy } of over) {
    for await (const entry of every(published, entriesOf(thread))) await published.delete(entry);
    await published.transact([
      { delete: threadKeys.thread(thread) },
      { delete: threadKeys.opened(thread) },
      { put: { ...threadKeys.gone(toBase64url(new Uint8Array(randomBytes(16)))), v: 1, receivedOn, acknowledgedOn, answeredOn, closedOn, closedBy } },
    ]);
  }
  if (over.length > 0) await published.forget();
}
