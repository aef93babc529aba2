import './strictPolicy.ts';
import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { isSignedBy } from '../../../shared/crypto/signing.ts';
import { beginners, hashOfReader, recoveryBytes, type Reader, type RecoveryKey, voucherBytes } from '../../../shared/escalation/reader.ts';
import type { RememberedLog } from './kept.ts';
import { followLog, rememberedLog } from './publicLog.ts';
import type { PublicRecord } from './publicRecord.ts';
import { Refused } from './refusal.ts';

export interface ReadersOfMessages {
  readers: readonly Reader[];
  /** Those whose keys were replaced: nothing is sealed to them any more, and what they signed stands. */
  former: readonly Reader[];
  recovery: RecoveryKey;
}

/** The same while there may be no recovery key yet. */
export type Listed = Omit<ReadersOfMessages, 'recovery'> & { recovery: RecoveryKey | null };

/**
 * Whom a message can be sealed to, once this device has checked it: every key is the one its name in the log stands for, its id is its own, and it was signed by
 * one that stands before it in the log; the recovery key is the newest of the log, and signed by a reader. So who can write the record alone adds nobody. Null where
 * there are no two readers or no recovery key yet. Rejects with a `Refused` where anything is off: then nothing is sealed to anybody.
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
  const all = new Map([...readers, ...former].map((reader) => [reader.id, reader]));
  const gone = new Set(log.speakReadersGone);
  const replaced = new Set([...all.values()].map((reader) => reader.replaces));
  for (const reader of readers) if (replaced.has(reader.id) || gone.has(await hashOfReader(reader))) throw new Refused('readers-differ');
  for (const reader of all.values()) if (!(await isVouchedFor(reader, all, log))) throw new Refused('readers-differ');
  if (all.size < readers.length + former.length) throw new Refused('readers-differ');
  if (recovery !== null && !(await isOfTheHouse(recovery, all, log))) throw new Refused('readers-differ');
  return { readers, former, recovery };
}

/** The first two in the log may have been signed by whoever is not listed, and nobody later. */
async function isVouchedFor(reader: Reader, all: ReadonlyMap<string, Reader>, log: RememberedLog): Promise<boolean> {
  const at = await placeOf(reader, log);
  if (at === -1 || reader.by === reader.id || (await idOfReaderKey(reader.recipient)) !== reader.id) return false;
  const signer = all.get(reader.by);
  if (signer === undefined) return at < beginners && reader.replaces === null;
  return (at < beginners || (await placeOf(signer, log)) < at) && (await isSignedBy(signer.signs, voucherBytes(reader), reader.signature));
}

const placeOf = async (reader: Reader, log: RememberedLog): Promise<number> => (log.speakReaders ?? []).indexOf(await hashOfReader(reader));

/** One that was replaced never comes back: its shares may lie anywhere by then. */
async function isOfTheHouse({ id, recipient, by, signature }: RecoveryKey, all: ReadonlyMap<string, Reader>, log: RememberedLog): Promise<boolean> {
  const logged = log.recoveryKeys ?? [];
  const signer = all.get(by);
  const isNewest = logged.at(-1) === id && logged.indexOf(id) === logged.length - 1;
  return isNewest && (await idOfReaderKey(recipient)) === id && signer !== undefined && (await isSignedBy(signer.signs, recoveryBytes(id), signature));
}
