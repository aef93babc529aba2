import { toBase64url } from '../../../shared/crypto/encoding.ts';
import { keysOf, sealEnvelope } from '../../../shared/escalation/envelope.ts';
import type { Reader } from '../../../shared/escalation/reader.ts';
import { encodeWriterEntry, standingOf, type ThreadEntry } from '../../../shared/escalation/thread.ts';
import type { ReadersOfMessages } from '../wallet/readersOfMessages.ts';
import type { Read } from './lookUp.ts';
import { postJson } from './postJson.ts';
import { whyOf, type WhyNot } from './seal.ts';

const mostTries = 6;

/**
 * Who reads what the writer adds: those the writer’s own entries were sealed to, with the key that took the place of one that was replaced, those who
 * answered, and whoever it was handed to. In the log’s own list, and nobody else.
 */
export function readersOfThread(entries: readonly ThreadEntry[], { readers, former }: Pick<ReadersOfMessages, 'readers' | 'former'>): Reader[] {
  const sealedTo = new Set(entries.flatMap((one) => (one.from === 'writer' ? one.keys : [])));
  const signed = new Set(entries.flatMap((one) => (one.from === 'reader' ? [one.signer] : [])));
  const handedTo = standingOf(entries).with;
  const before = new Map(former.map((reader) => [reader.id, reader]));
  const isOf = (reader: Reader): boolean => {
    for (let key: Reader | undefined = reader; key !== undefined; key = key.replaces === null ? undefined : before.get(key.replaces)) if (sealedTo.has(key.id) || signed.has(key.signs)) return true;
    return reader.name === handedTo;
  };
  return readers.filter(isOf);
}

export type Went = 'sent' | 'no-connection' | 'refused' | WhyNot;

/** Adds the writer’s next entry: words, or the end. The identical one again is taken once; where its number is taken, by one that waits for tomorrow, it goes under the next. */
export async function goOn({ keys, replyTo, entries, readers }: Read, says: { text: string } | 'closed', anonymousHost: string): Promise<Went> {
  const opened = entries.flatMap((entry) => ('refused' in entry ? [] : [entry]));
  if (readers === null) return 'no-connection';
  const to = readersOfThread(opened, readers);
  try {
    const recipients = [...(await keysOf(to.map((reader) => ({ name: reader.name, key: reader })), readers.recovery)), replyTo];
    const content = encodeWriterEntry(says === 'closed' ? { v: 1, kind: 'closed', replyTo } : { v: 1, kind: 'message', replyTo, theme: null, text: says.text });
    const last = Math.max(...entries.map(({ place }) => (place.from === 'writer' ? place.number : 0)));
    for (let number = last + 1; number <= last + mostTries; number++) {
      const sealed = toBase64url(await sealEnvelope({ thread: keys.thread, from: 'writer', number }, recipients, content));
      const answer = await postTwice(`${anonymousHost}/threads/entries`, { threadId: keys.threadId, number, sealed, closes: says === 'closed' });
      if (answer === null) return 'no-connection';
      if (answer.ok) return 'sent';
      if (answer.body['type'] !== 'number-taken') return 'refused';
    }
    return 'refused';
  } catch (error) {
    return whyOf(error);
  }
}

/** A reply that was lost looks like no connection; the same bytes again are taken once. */
const postTwice = (url: string, body: object): Promise<Awaited<ReturnType<typeof postJson>> | null> => postJson(url, body).catch(() => postJson(url, body).catch(() => null));
