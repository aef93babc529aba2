import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import type { Reader } from '../../../../shared/escalation/reader.ts';
import { type EntryRefusal, openEntry, type Opening, type ReaderEntry, type Theme, type ThreadEntry, type WriterEntry } from '../../../../shared/escalation/thread.ts';
import { everyThread, type Line, sealedThread } from './fetching.ts';
import type { HeldKey } from './held.ts';
import { replyToOf, type Shown, shownOf, type Shut, writtenIn } from './shown.ts';

/** One thread as the list shows it: no more is known than its days and what it is about. */
export interface Row {
  line: Line;
  /** Null: the writer chose none. */
  theme: Theme | null;
  /** Why its first message is not shown, where somebody has tampered with it. */
  refused: EntryRefusal | null;
}
export interface Messages {
  rows: readonly Row[];
  /** Threads that are sealed to others. */
  others: number;
}

export const openingWith = (held: readonly HeldKey[], signers: readonly Pick<Reader, 'signs'>[]): Opening => ({
  identities: held.map((k) => k.identity),
  mine: held.map((k) => k.id),
  signers: signers.map((r) => r.signs),
});

/** All threads that one of these keys opens. Which those are nobody but this browser finds out. */
export async function readMessages(opening: Opening): Promise<Messages> {
  const rows: Row[] = [];
  let others = 0;
  for await (const { line, first } of everyThread()) {
    const opened = await openEntry({ thread: line.thread, from: 'writer', number: 1 }, fromBase64url(first), opening);
    if (!('refused' in opened)) rows.push({ line, theme: themeOf(opened.entry), refused: null });
    else if (opened.refused !== 'does-not-open') rows.push({ line, theme: null, refused: opened.refused });
    else {
      const handed = line.fromReaders === 0 ? null : await handedOver(line.thread, opening);
      if (handed === null) others += 1;
      else rows.push({ line, theme: themeOf(handed), refused: null });
    }
  }
  return { rows, others };
}

const themeOf = (entry: WriterEntry | ReaderEntry): Theme | null => (entry.kind === 'message' ? entry.theme : null);

async function handedOver(thread: string, opening: Opening): Promise<WriterEntry | null> {
  const { shown } = await readThread(thread, opening);
  const first = shown.find((one) => 'said' in one && one.said.from === 'writer' && one.said.place.number === 1);
  return first !== undefined && 'said' in first && first.said.from === 'writer' ? first.said.entry : null;
}

export interface OneThread {
  line: Line;
  shown: readonly Shown[];
  /** Whoever could read any of it: the ids of their keys. */
  keys: readonly string[];
  /** Where replies are sealed to. Null: no message of its writer is open to me. */
  replyTo: string | null;
  /** The writer’s messages, for a hand-over. */
  written: readonly { number: number; entry: WriterEntry }[];
  /** To which keys a message of the writer’s was copied already, as `number key`. */
  copies: ReadonlySet<string>;
}

/** All of a thread, opened. */
export async function readThread(thread: string, opening: Opening): Promise<OneThread> {
  const { line, entries } = await sealedThread(thread);
  const found: (ThreadEntry | Shut)[] = [];
  for (const { from, number, sealed } of entries) found.push(await openEntry({ thread, from, number }, fromBase64url(sealed), opening));
  const opened = found.filter((one): one is ThreadEntry => !('refused' in one));
  const shown = shownOf(found);
  const copies = new Set(opened.flatMap((one) => (one.from === 'reader' && one.entry.kind === 'copy' ? one.keys.map((key) => `${String((one.entry as { of: number }).of)} ${key}`) : [])));
  return { line, shown, keys: [...new Set(opened.flatMap((one) => one.keys))], replyTo: replyToOf(shown), written: writtenIn(shown), copies };
}
