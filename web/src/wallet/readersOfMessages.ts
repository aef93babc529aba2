import './strictPolicy.ts';
import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { isSignedBy } from '../../../shared/crypto/signing.ts';
import { hashOfReader, type Reader, voucherBytes } from '../../../shared/escalation/reader.ts';
import { followLog, rememberedLog } from './publicLog.ts';
import type { PublicRecord } from './publicRecord.ts';
import { Refused } from './refusal.ts';

export interface ReadersOfMessages {
  readers: readonly Reader[];
  /** Those whose keys were replaced: nothing is sealed to them any more, and what they signed stands. */
  former: readonly Reader[];
  recovery: { id: string; recipient: string };
}

type Listed = Omit<ReadersOfMessages, 'recovery'> & { recovery: ReadersOfMessages['recovery'] | null };

/**
 * Whom a message can be sealed to, once this device has checked it: every key is the one its name in the log stands for, its id is its own, nobody signed
 * their own, and whoever signed and is listed did sign; the recovery key is the newest of the log. Null where there are no two readers
 * or no recovery key yet. Rejects with a `Refused` where anything is off: then nothing is sealed to anybody.
 */
export async function readersOfMessages(record: Pick<PublicRecord, 'log' | 'readers'>): Promise<ReadersOfMessages | null> {
  const { readers, former, recovery } = await checkedReaders(record);
  return readers.length < 2 || recovery === null ? null : { readers, former, recovery };
}

/** The same where there is nobody to write to yet: what those who set up to read look at. */
export async function checkedReaders(record: Pick<PublicRecord, 'log' | 'readers'>): Promise<Listed> {
  const [log, list] = [await followLog(record), await record.readers()];
  const { readers, former, recovery } = list;
  if (log === null) {
    // No line at all: then nobody can be listed.
    if ((await rememberedLog()) === null && readers.length + former.length === 0 && recovery === null) return list;
    throw new Refused('log-rewritten');
  }
  const [logged, gone] = [new Set(log.speakReaders), new Set(log.speakReadersGone)];
  for (const reader of readers) {
    const named = await hashOfReader(reader);
    const own = (await idOfReaderKey(reader.recipient)) === reader.id && logged.has(named) && !gone.has(named) && reader.by !== reader.id;
    const signer = [...readers, ...former].find((r) => r.id === reader.by);
    if (!own || (signer !== undefined && !(await isSignedBy(signer.signs, voucherBytes(reader), reader.signature)))) throw new Refused('readers-differ');
  }
  for (const reader of former) if ((await idOfReaderKey(reader.recipient)) !== reader.id || !logged.has(await hashOfReader(reader))) throw new Refused('readers-differ');
  if (new Set(readers.map((r) => r.id)).size < readers.length) throw new Refused('readers-differ');
  if (recovery !== null && (log.recoveryKeys?.at(-1) !== recovery.id || (await idOfReaderKey(recovery.recipient)) !== recovery.id)) throw new Refused('readers-differ');
  return { readers, former, recovery };
}
