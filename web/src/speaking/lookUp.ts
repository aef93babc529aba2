import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { recipientOf } from '../../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { markOpened, openedOn } from '../../../shared/escalation/lastOpened.ts';
import type { Reader } from '../../../shared/escalation/reader.ts';
import { type ThreadKeys, threadOf } from '../../../shared/escalation/receipt.ts';
import { dayOf } from '../../../shared/escalation/schedule.ts';
import { type Found, slotOf } from '../../../shared/escalation/slot.ts';
import { type EntryRefusal, openEntry, type ThreadEntry } from '../../../shared/escalation/thread.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import { publicRecord } from '../wallet/publicRecord.ts';
import { type ReadersOfMessages, readersOfMessages } from '../wallet/readersOfMessages.ts';
import { postJson } from './postJson.ts';

/**
 * Reads a thread with its receipt. A right and a wrong receipt ask alike, each question answered with one size: six at once, and where a thread is longer as many again, so
 * that whoever counts them learns at most the step (6, 12, 24 …) and not how long it is. Only what is in the step before decides whether there is another.
 *
 *     seven words ─▶ id, keys ─▶ entry 1 … entry n (or decoys) ─▶ opened here ─▶ signed by a reader of the log?
 */
const askedFirst = 6;
const mostAsked = 768;

export type Shown = ThreadEntry | { refused: EntryRefusal; place: ThreadEntry['place'] };

export interface Read {
  keys: ThreadKeys;
  /** The receipt’s own recipient. */
  replyTo: string;
  entries: readonly Shown[];
  /** Whom the writer’s next message can be sealed to; null where that cannot be told just now. */
  readers: ReadersOfMessages | null;
  /** The day of the last look-up before this one, as a day’s number; null where none is known. */
  lastOpened: number | null;
}

/** Null where nothing opens with these words. Rejects where there is no connection. */
export async function lookUp(receipt: string, anonymousHost: string): Promise<Read | null> {
  const keys = await threadOf(receipt);
  const replyTo = await recipientOf(keys.identity);
  const today = dayOf(Date.now() + (await clockAheadBy().catch(() => 0)));
  const mark = toBase64url(await markOpened(keys, today));
  const ask = (after: number): Promise<Found> => askFor({ threadId: keys.threadId, after, ...(after === 0 ? { mark } : {}) }, anonymousHost);
  const found: Found[] = [];
  // Only what follows on an entry that says so is one; what was asked beyond that is noise.
  const end = (): number => found.findIndex((slot) => !slot.more);
  for (let step = askedFirst; found.length < step && step <= mostAsked && end() === -1; step *= 2)
    found.push(...(await Promise.all(Array.from({ length: step - found.length }, (_, i) => ask(found.length + i)))));
  const slots = end() === -1 ? found : found.slice(0, end() + 1);
  const readers = await readersOfMessages(publicRecord(anonymousHost)).catch(() => null);
  const opening = { identities: [keys.identity], mine: [await idOfReaderKey(replyTo)], signers: signersOf(readers) };
  const entries: Shown[] = [];
  for (const { from, number, sealed } of slots) entries.push(await openEntry({ thread: keys.thread, from, number }, sealed, opening));
  // A decoy opens with nothing, and is the only one.
  if (entries.every((entry) => 'refused' in entry && entry.refused === 'does-not-open')) return null;
  return { keys, replyTo, entries, readers, lastOpened: await openedOn(keys, found[0]?.mark ?? new Uint8Array()) };
}

const signersOf = (readers: ReadersOfMessages | null): string[] => (readers === null ? [] : [...readers.readers, ...readers.former].map((reader: Reader) => reader.signs));

async function askFor(body: { threadId: string; after: number; mark?: string }, anonymousHost: string): Promise<Found> {
  const answer = await postJson(`${anonymousHost}/threads/read`, body);
  const slot = answer.ok && typeof answer.body['slot'] === 'string' ? slotOf(fromBase64url(answer.body['slot'])) : null;
  if (slot === null) throw new TypeError('answered something that is not in the contract');
  return slot;
}
