import { toBase64url } from '../../../shared/crypto/encoding.ts';
import { keysOf, sealEnvelope } from '../../../shared/escalation/envelope.ts';
import { everyKeyOf, type Reader } from '../../../shared/escalation/reader.ts';
import { aboutIn, encodeWriterEntry, standingOf, type ThreadEntry } from '../../../shared/escalation/thread.ts';
import type { ReadersOfMessages } from '../wallet/readersOfMessages.ts';
import type { Read } from './lookUp.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import { arrived, keepOutgoing, outgoing } from '../wallet/speakingOutbox.ts';
import { leavesAfter } from './pause.ts';
import { whyOf, type WhyNot } from './seal.ts';

/** How many of the writer’s entries may wait for one day’s batch, as the anonymous side has it. */
const mostWaiting = 5;
/** The last number this page has given, by thread: in its memory alone. */
const given = new Map<string, number>();

/**
 * Who reads what the writer adds: those the writer’s own entries were sealed to, with the key that took the place of one that was replaced, those who
 * answered, and whoever it was handed to. In the log’s own list, and nobody whom it is about.
 */
export function readersOfThread(entries: readonly ThreadEntry[], { readers, former }: Pick<ReadersOfMessages, 'readers' | 'former'>): Reader[] {
  const sealedTo = new Set(entries.flatMap((one) => (one.from === 'writer' ? one.keys : [])));
  const signed = new Set(entries.flatMap((one) => (one.from === 'reader' ? [one.signer] : [])));
  const handedTo = standingOf(entries).with;
  const about = new Set(aboutIn(entries.flatMap((one) => (one.from === 'writer' ? [one.entry] : []))));
  const isOf = (reader: Reader): boolean => {
    const keys = everyKeyOf(reader, former);
    if (keys.some(({ id }) => about.has(id))) return false;
    return reader.name === handedTo || keys.some(({ id, signs }) => sealedTo.has(id) || signed.has(signs));
  };
  return readers.filter(isOf);
}

export type Went = { queued: string } | 'no-connection' | 'too-many-waiting' | WhyNot;

/**
 * Seals the writer’s next entry, words or the end, and queues it as a first message is: it leaves after a pause, and in its order. `queued`: what it stands under.
 * An entry is sealed to its number, and the words are not kept: so it is sealed under those after it as well, where another device has added one today.
 */
export async function goOn({ keys, replyTo, entries, readers }: Read, says: { text: string } | 'closed'): Promise<Went> {
  const opened = entries.flatMap((entry) => ('refused' in entry ? [] : [entry]));
  if (readers === null) return 'no-connection';
  const to = readersOfThread(opened, readers);
  try {
    const recipients = [...(await keysOf(to.map((reader) => ({ name: reader.name, key: reader })), readers.recovery)), replyTo];
    const content = encodeWriterEntry(says === 'closed' ? { v: 1, kind: 'closed', replyTo } : { v: 1, kind: 'message', replyTo, theme: null, text: says.text });
    const last = Math.max(...entries.map(({ place }) => (place.from === 'writer' ? place.number : 0)));
    const waiting = (await outgoing()).flatMap((row) => (row.kind === 'adds' && row.threadId === keys.threadId ? [row] : []));
    const next = Math.max(last, given.get(keys.thread) ?? 0, ...waiting.map((row) => row.number)) + 1;
    const numbers = Array.from({ length: last + mostWaiting - next + 1 }, (_, i) => next + i);
    if (numbers.length === 0) return 'too-many-waiting';
    const under = [];
    for (const number of numbers) under.push({ number, sealed: toBase64url(await sealEnvelope({ thread: keys.thread, from: 'writer', number }, recipients, content)) });
    const name = `${keys.thread}.${String(next).padStart(4, '0')}`;
    await keepOutgoing({ v: 1, kind: 'adds', thread: name, threadId: keys.threadId, number: next, closes: says === 'closed', under, sendAfter: Date.now() + leavesAfter(), tries: 0, putOff: 0 });
    given.set(keys.thread, next);
    announceQueueChange();
    return { queued: name };
  } catch (error) {
    return whyOf(error);
  }
}

/** What became of it. That it could not be sent is told once. */
export async function whatBecame(queued: string): Promise<'waiting' | 'sent' | 'failed'> {
  const row = (await outgoing()).find((one) => one.thread === queued);
  if (row?.kind === 'failed') await arrived(queued);
  return row === undefined ? 'sent' : row.kind === 'failed' ? 'failed' : 'waiting';
}
