import { newSigningKey, importSigningKey, signBlinded } from '../../functions/identity/issuer.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { newClosingKey, type ClosingKeyPair } from '../../shared/crypto/sealed.ts';
import { type Entry, hashOfEntry, hashOfManifest, type Manifest } from '../../shared/pulse/manifest.ts';
import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import { core } from '../../shared/pulse/question.ts';
import { hashOfSalt, rosterOf } from '../../shared/pulse/roster.ts';
import type { Identity } from '../../web/src/wallet/collect.ts';
import type { PublicRecord } from '../../web/src/wallet/publicRecord.ts';

/**
 * An organisation as one device sees it: a public record, and an identity side that signs once per round. Everything it says is
 * in fields a test may change: that is how it lies.
 */
export interface Organisation {
  names: string[];
  salt: string;
  lines: LogLine[];
  manifest: Manifest;
  entries: Map<string, Entry>;
  cohort: string;
  closingKey: ClosingKeyPair;
  record: PublicRecord;
  identity: Identity;
  /** Every blinded request that reached it, in order. */
  asked: string[];
}

export const round = 3;
export const me = 'Ada Owen';
const names = [me, 'Ben Lloyd', 'Cy Rhys'];
const salt = 'c2FsdA';

const named = (problem: string): Error => Object.assign(new Error(problem), { problem });

export async function lineAfter(before: LogLine | null, line: Pick<LogLine, 'kind' | 'round' | 'body'>): Promise<LogLine> {
  return { v: 1, seq: (before?.seq ?? 0) + 1, at: '2026-01-05T09:00:00Z', previous: before === null ? null : await hashOfLine(before), ...line };
}

export async function organisation(times: { opensAt: string; closesAt: string } = { opensAt: '2026-01-05T09:00:00Z', closesAt: '2026-01-19T09:00:00Z' }): Promise<Organisation> {
  const { spki, pkcs8 } = await newSigningKey();
  const key = importSigningKey(pkcs8);
  const closingKey = await newClosingKey();
  const entry: Entry = { v: 1, round, key: spki, people: await rosterOf(salt, names) };
  const another: Entry = { v: 1, round, key: (await newSigningKey()).spki, people: await rosterOf(salt, ['Di Shah', 'Ed Tan']) };
  const [cohort, elsewhere] = [await hashOfEntry(entry), await hashOfEntry(another)];
  const manifest: Manifest = {
    v: 1, round, organisation: 'Northmoor Council', ...times, floor: 8, comment: null, pauseSeconds: { atLeast: 60, atMost: 3600 },
    questions: core, closingKey: { id: closingKey.id, public: closingKey.publicKey }, salt: await hashOfSalt(salt), cohorts: [cohort, elsewhere].sort(),
  };
  const first = await lineAfter(null, { kind: 'prepared', round: 2, body: toBase64url(new Uint8Array(32)) });
  const asked: string[] = [];
  const signed = new Map<number, string>();
  const org: Organisation = {
    names, salt, cohort, closingKey, manifest, asked,
    lines: [first, await lineAfter(first, { kind: 'prepared', round, body: await hashOfManifest(manifest) })],
    entries: new Map([[cohort, entry], [elsewhere, another]]),
    record: {
      log: async (after) => org.lines.filter((l) => l.seq > after).slice(0, 2),
      manifest: async () => org.manifest,
      entries: async () => [...org.entries.values()],
      marks: async () => null,
      speakKey: async () => null,
      whyKey: async () => null,
      readers: async () => ({ readers: [], former: [], recovery: null }),
      beforeWriting: async () => ({ referrals: null, terms: [] }),
    },
    identity: {
      cohort: async () => ({ cohort: org.cohort, group: 'harbour', name: 'Harbour', salt: org.salt, names: org.names, changed: null }),
      async sign(n, blinded) {
        asked.push(blinded);
        const before = signed.get(n);
        if (before !== undefined && before !== blinded) throw named('collected-elsewhere');
        signed.set(n, blinded);
        return toBase64url(signBlinded(key, fromBase64url(blinded)));
      },
    },
  };
  return org;
}

/** Puts another manifest into the public record, with a line of its own that stands for it. */
export async function republish(org: Organisation, manifest: Manifest): Promise<void> {
  org.manifest = manifest;
  org.lines = [...org.lines.slice(0, -1), await lineAfter(org.lines.at(-2) ?? null, { kind: 'prepared', round, body: await hashOfManifest(manifest) })];
}

/** Makes this entry the cohort of the round, in the manifest and in the log. */
export async function reissue(org: Organisation, changed: Partial<Entry>): Promise<void> {
  const entry = { ...org.entries.get(org.cohort), ...changed } as Entry;
  org.entries.delete(org.cohort);
  org.cohort = await hashOfEntry(entry);
  org.entries.set(org.cohort, entry);
  await republish(org, { ...org.manifest, cohorts: [...org.entries.keys()].sort() });
}

export { named };
