import type { Changed, Held, Kept, Queued, Refused } from './kept.ts';
import { clockAheadBy, keepClock } from './clock.ts';
import { database } from './database.ts';
import { inTab, onDevice } from './keeping.ts';
import type { Marks } from './publicRecord.ts';
import { rememberOwner } from './owner.ts';

/** One round as it stands on this device. */
export interface RoundHere {
  round: number;
  cohort: string;
  group: string | null;
  name: string;
  size: number;
  names: readonly string[];
  changed: Changed | null;
  opensAt: string;
  closesAt: string;
  /** `held`: one can check in here. `moved`: it was shown as a QR code. `waiting`: sealed, not sent yet. */
  state: 'held' | 'moved' | 'waiting' | 'sent' | 'refused';
  /** What happened, where it was refused. */
  problem: Refused | null;
  /** When it leaves the device at the earliest, in epoch milliseconds; null once it has, or before there is anything. */
  sendAfter: number | null;
}

/** One person's rounds on this device. */
export interface Wallet {
  readonly owner: string;
  readonly keep: 'device' | 'tab';
  /** The server's time, as `me` has it. Rounds that closed more than two months ago are forgotten by it. */
  tellTime(now: string): Promise<void>;
  rounds(): Promise<RoundHere[]>;
  /** The URL to show as a QR code; null where there is nothing to hand over. From then on the check-in here leaves it alone. */
  handOver(round: number, webOrigin: string): Promise<string | null>;
  /** The scan failed: check in here after all. The token counts once in any case. */
  takeBack(round: number): Promise<void>;
  /** Whether this device's answer is in a closed round's list; null where it sent none. */
  received(marks: Marks): Promise<'received' | 'missing' | null>;
  /** All that was kept for this person: rounds, and on their own device what is for speaking up. */
  forget(): Promise<void>;

  /** For `collect`. */
  kept(round: number): Promise<Kept | null>;
  putIfAbsent(kept: Kept): Promise<Kept>;
  put(kept: Kept): Promise<void>;
  drop(round: number): Promise<void>;
}

const keptAfterCloseMilliseconds = 60 * 86_400_000;

export function openWallet({ owner, keep }: { owner: string; keep: 'device' | 'tab' }): Wallet {
  const keeping = keep === 'device' ? onDevice : inTab;
  rememberOwner(owner);
  const mine = async (): Promise<Kept[]> => (await keeping.all()).filter((k) => k.owner === owner).sort((a, b) => a.round - b.round);
  const held = async (round: number): Promise<Held | null> => {
    const kept = await keeping.get(owner, round);
    return kept?.state === 'held' || kept?.state === 'moved' ? kept : null;
  };
  return {
    owner,
    keep,
    async tellTime(now) {
      await keepClock(Date.parse(now) - Date.now());
      const old = (kept: Kept) => Date.parse(kept.manifest.closesAt) + keptAfterCloseMilliseconds < Date.parse(now);
      for (const kept of (await mine()).filter(old)) await keeping.delete(owner, kept.round);
    },
    async rounds() {
      const queue = new Map((await (await database()).getAll('queue')).map((q) => [q.mark, q]));
      return (await mine()).flatMap((kept) => (kept.state === 'asking' ? [] : [here(kept, queue)]));
    },
    async handOver(round, webOrigin) {
      const token = await held(round);
      if (token === null) return null;
      const { handOverUrl } = await import('./handOver.ts');
      const url = handOverUrl(token, webOrigin, await clockAheadBy());
      await keeping.put({ ...token, state: 'moved' });
      return url;
    },
    async takeBack(round) {
      const token = await held(round);
      if (token !== null) await keeping.put({ ...token, state: 'held' });
    },
    async received({ round, marks }) {
      const kept = await keeping.get(owner, round);
      if (kept?.state !== 'sealed') return null;
      return marks.includes(kept.mark) ? 'received' : 'missing';
    },
    async forget() {
      for (const kept of await mine()) await keeping.delete(owner, kept.round);
      if (keep === 'device') await (await import('./speakTokens.ts')).forgetSpeaking(owner);
    },
    kept: (round) => keeping.get(owner, round),
    putIfAbsent: (kept) => keeping.putIfAbsent(kept),
    put: (kept) => keeping.put(kept),
    drop: (round) => keeping.delete(owner, round),
  };
}

export function here(kept: Exclude<Kept, { state: 'asking' }>, queue: ReadonlyMap<string, Queued>): RoundHere {
  const { round, cohort, group, name, size, names, changed, manifest } = kept;
  const { opensAt, closesAt } = manifest;
  const common = { round, cohort, group, name, size, names, changed, opensAt, closesAt, problem: null, sendAfter: null };
  if (kept.state !== 'sealed') return { ...common, state: kept.state };
  const queued = queue.get(kept.mark);
  if (queued === undefined || queued.outcome === 'sent') return { ...common, state: 'sent' };
  if (queued.outcome !== null) return { ...common, state: 'refused', problem: queued.outcome };
  return { ...common, state: 'waiting', sendAfter: queued.sendAfter };
}
