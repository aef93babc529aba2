import './strictPolicy.ts';
import { type Entry, hashOfEntry, hashOfManifest, type Manifest } from '../../../shared/pulse/manifest.ts';
import type { RememberedLog } from './kept.ts';
import type { PublicRecord } from './publicRecord.ts';
import { Refused } from './refusal.ts';

/** The manifest the log's line stands for, and the hash of that line. */
export async function manifestOf(round: number, log: RememberedLog, record: PublicRecord): Promise<{ manifest: Manifest; head: string }> {
  const line = log.prepared[round];
  const manifest = line === undefined ? null : await record.manifest(round);
  if (line === undefined || manifest === null) throw new Refused('not-published');
  if (manifest.round !== round || (await hashOfManifest(manifest)) !== line.body) throw new Refused('manifest-differs');
  return { manifest, head: line.hash };
}

/** The entry of a cohort that is one of the manifest's. Its name is its hash, so nobody can give one browser a key of its own. */
export async function entryOf(manifest: Manifest, cohort: string, record: PublicRecord): Promise<Entry> {
  if (!manifest.cohorts.includes(cohort)) throw new Refused('cohort-not-in-manifest');
  const entry = await record.entry(cohort);
  if (entry === null || entry.round !== manifest.round || (await hashOfEntry(entry)) !== cohort) throw new Refused('entry-differs');
  return entry;
}

export async function keyOf(spki: string): Promise<CryptoKey> {
  const { publicKeyOf } = await import('../../../shared/crypto/blindToken.ts');
  return publicKeyOf(spki).catch(() => {
    throw new Refused('key-wrong');
  });
}
