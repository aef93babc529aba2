import './strictPolicy.ts';
import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { type Entry, hashOfEntry, hashOfManifest, type Manifest } from '../../../shared/pulse/manifest.ts';
import { inOneGroupEach } from '../../../shared/pulse/roster.ts';
import type { RememberedLog } from './kept.ts';
import type { PublicRecord } from './publicRecord.ts';
import { Refused } from './refusal.ts';

/** The manifest the log's line stands for, and the hash of that line. */
export async function manifestOf(round: number, log: RememberedLog, record: PublicRecord): Promise<{ manifest: Manifest; head: string }> {
  const line = log.prepared[round];
  const manifest = line === undefined ? null : await record.manifest(round);
  if (line === undefined || manifest === null) throw new Refused('not-published');
  if (manifest.round !== round || (await hashOfManifest(manifest)) !== line.body) throw new Refused('manifest-differs');
  if (!(await areInLog(manifest, log))) throw new Refused('reviewers-differ');
  return { manifest, head: line.hash };
}

/** Whether every key that comments would be sealed to stands in the log that everyone sees, from this round on: two keys, and not one twice. */
async function areInLog({ comment, round }: Manifest, { readerKeys = {} }: RememberedLog): Promise<boolean> {
  if (comment === null) return true;
  const ids = await Promise.all(comment.reviewers.map((r) => idOfReaderKey(r.recipient)));
  return new Set(ids).size > 1 && ids.every((id, i) => id === comment.reviewers[i]?.id && (readerKeys[id] ?? Infinity) <= round);
}

/**
 * The entry of a cohort that is one of the manifest's, and all of them. All are fetched, so that nobody learns which one this device is in, and
 * checked: they are the manifest's own, and name nobody twice. A group made for one person alone would have to.
 */
export async function entriesOf(manifest: Manifest, cohort: string, record: PublicRecord): Promise<{ mine: Entry; all: readonly Entry[] }> {
  if (!manifest.cohorts.includes(cohort)) throw new Refused('cohort-not-in-manifest');
  const entries = await record.entries(manifest.round);
  const hashes = await Promise.all(entries.map(hashOfEntry));
  const whole = [...hashes].sort().join() === [...manifest.cohorts].sort().join() && entries.every((e) => e.round === manifest.round);
  const mine = entries[hashes.indexOf(cohort)];
  if (!whole || mine === undefined) throw new Refused('entry-differs');
  if (!inOneGroupEach(entries)) throw new Refused('in-two-groups');
  return { mine, all: entries };
}

export async function keyOf(spki: string): Promise<CryptoKey> {
  const { publicKeyOf } = await import('../../../shared/crypto/blindToken.ts');
  return publicKeyOf(spki).catch(() => {
    throw new Refused('key-wrong');
  });
}
