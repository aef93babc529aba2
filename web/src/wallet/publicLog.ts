import './strictPolicy.ts';
import { follow, hashOfLine, type LogLine } from '../../../shared/pulse/log.ts';
import { database } from './database.ts';
import type { RememberedLog } from './kept.ts';
import type { PublicRecord } from './publicRecord.ts';

export async function rememberedLog(): Promise<RememberedLog | null> {
  const kept = await (await database()).get('device', 'log');
  return typeof kept === 'object' ? kept : null;
}

/**
 * Follows the public log from the line this device saw last, which has to stand there still, to its end, and remembers the new
 * head. Null where it does not go on from what was seen: then the log has been rewritten, and what was remembered stays.
 */
export async function followLog(record: Pick<PublicRecord, 'log'>): Promise<RememberedLog | null> {
  const seen = await rememberedLog();
  const prepared = { ...seen?.prepared };
  const readerKeys = { ...seen?.readerKeys };
  const speakKeys = { ...seen?.speakKeys };
  const whyKeys = { ...seen?.whyKeys };
  const speakReaders = [...(seen?.speakReaders ?? [])];
  const speakReadersGone = [...(seen?.speakReadersGone ?? [])];
  const recoveryKeys = [...(seen?.recoveryKeys ?? [])];
  let head = seen?.head ?? null;
  if (head !== null) {
    // The last line seen is asked for again: a log cut short, or the same line said differently, is a rewritten one too.
    const [last] = await record.log(head.seq - 1);
    if (last === undefined || (await hashOfLine(last)) !== head.hash) return null;
  }
  for (let lines = await record.log(head?.seq ?? 0); lines.length > 0; lines = await record.log(head.seq)) {
    const next = await follow(head, lines);
    if (next === null) return null;
    head = next;
    for (const line of lines)
      if (line.kind === 'prepared') prepared[line.round] ??= await preparedLine(line);
      else if (line.kind === 'reader-key') readerKeys[line.body] ??= line.round;
      // A second key for one month would tell people apart: then none of the two is used.
      else if (line.kind === 'speak-key') speakKeys[line.round] = speakKeys[line.round] === undefined ? line.body : '';
      else if (line.kind === 'why-key') whyKeys[line.round] = whyKeys[line.round] === undefined ? line.body : '';
      else if (line.kind === 'speak-reader') speakReaders.push(line.body);
      else if (line.kind === 'speak-reader-gone') speakReadersGone.push(line.body);
      else if (line.kind === 'recovery-key') recoveryKeys.push(line.body);
  }
  if (head === null) return null;
  const now: RememberedLog = { v: 1, head, prepared, readerKeys, speakKeys, whyKeys, speakReaders, speakReadersGone, recoveryKeys };
  await remember(now);
  return now;
}

const preparedLine = async (line: LogLine) => ({ hash: await hashOfLine(line), body: line.body });

/** Two tabs may follow at once; the one that saw more stays. */
async function remember(log: RememberedLog): Promise<void> {
  const change = (await database()).transaction('device', 'readwrite');
  const there = await change.store.get('log');
  if (typeof there !== 'object' || there.head.seq <= log.head.seq) await change.store.put(log, 'log');
  await change.done;
}
