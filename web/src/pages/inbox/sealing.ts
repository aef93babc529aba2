import { canonical, toBase64url } from '../../../../shared/crypto/encoding.ts';
import { type Place, sealEnvelope } from '../../../../shared/escalation/envelope.ts';
import type { Mark } from '../../../../shared/escalation/mark.ts';
import type { Reader } from '../../../../shared/escalation/reader.ts';
import { answers, encodeReaderEntry, encodeWriterEntry, mayHandTo, type Opening, type ReaderEntry } from '../../../../shared/escalation/thread.ts';
import type { ReadersOfMessages } from '../../wallet/readersOfMessages.ts';
import { identity, Refused } from '../../identity/client.ts';
import type { HeldKey } from './held.ts';
import type { Line } from './fetching.ts';
import { type OneThread, readThread } from './messages.ts';
import { readersOf, saidAbout } from './whom.ts';

export interface Writing {
  thread: string;
  mine: HeldKey;
  recipients: readonly string[];
  opening: Opening;
  /** The newest of the writer’s entries that is open here; 0 where none is. */
  opened: number;
}

export function writingIn(thread: OneThread, { readers, recovery }: ReadersOfMessages, mine: HeldKey, opening: Opening, more: readonly Reader[] = []): Writing | null {
  if (thread.replyTo === null) return null;
  const recipients = [thread.replyTo, mine.recipient, ...[...readersOf(thread, readers, mine), ...more].map((r) => r.recipient), recovery.recipient];
  return { thread: thread.line.thread, mine, recipients: [...new Set(recipients)], opening, opened: Math.max(0, ...thread.written.map(({ number }) => number)) };
}

const markOf = (entry: ReaderEntry): Mark => (entry.kind === 'acknowledged' || entry.kind === 'closed' ? entry.kind : answers(entry) ? 'answered' : 'said');

/**
 * Signs, seals and adds one entry under the next number. Where another reader’s was faster, it is sealed again for the number after; where that other
 * one is this very entry, whose answer was lost on the way, it stands already.
 */
export async function addEntry({ thread, mine, recipients, opening, opened }: Writing, entry: ReaderEntry, next: number): Promise<Line> {
  for (let number = next, tries = 0; ; tries += 1) {
    const place: Place = { thread, from: 'reader', number };
    const sealed = await sealEnvelope(place, recipients, await encodeReaderEntry(place, entry, mine.identity, mine.signs));
    try {
      return await identity('addToThread', { params: { thread }, body: { number, mark: markOf(entry), sealed: toBase64url(sealed), opened } });
    } catch (error) {
      if (!(error instanceof Refused) || error.problem !== 'number-taken' || tries === mostTries) throw error;
      const there = await readThread(thread, opening);
      const same = there.shown.some((one) => 'said' in one && one.said.from === 'reader' && one.said.place.number >= next && one.said.signer === mine.signs && canonical(one.said.entry) === canonical(entry));
      if (same) return there.line;
      number = there.line.fromReaders + 1;
    }
  }
}
const mostTries = 5;

/** Entries one after the other, each under the next number. */
export async function addEntries(writing: Writing, line: Line, entries: readonly ReaderEntry[]): Promise<Line> {
  let now = line;
  for (const entry of entries) now = await addEntry(writing, entry, now.fromReaders + 1);
  return now;
}

/**
 * Copies each of the writer’s messages for another reader, then says so. Stopped in between, the same again goes on where it was. Throws, and sends nothing, where its
 * writer says that it is about that reader.
 */
export async function handOver(thread: OneThread, writing: Writing, to: Reader, listed: Pick<ReadersOfMessages, 'readers' | 'former'>, said: { on: string; name: string; why: string | null }): Promise<Line> {
  const about = saidAbout(thread.written.map(({ entry }) => entry), listed);
  if (!mayHandTo(to, writing.mine, about.map(({ id }) => id))) throw new TypeError('it is about whom it would go to');
  const common = { v: 1, on: said.on, name: said.name } as const;
  const copies = thread.written.flatMap(({ number, entry }): ReaderEntry[] => (thread.copies.has(`${number} ${to.id}`) ? [] : [{ ...common, kind: 'copy', of: number, content: toBase64url(encodeWriterEntry(entry)) }]));
  return addEntries(writing, thread.line, [...copies, { ...common, kind: 'handed-over', to: to.name, why: said.why }]);
}
