import type { ProblemName } from '../../../shared/contract/problem.ts';
import type { Manifest } from '../../../shared/pulse/manifest.ts';

/**
 * What the device keeps of one round for one person. Bytes are base64url.
 *
 *     asking ─▶ held ─▶ sealed
 *                └────▶ moved
 */
interface KeptRound {
  v: 1;
  /** Whose sign-in collected it; `handed-over` on a phone that took it from a QR code. */
  owner: string;
  round: number;
  cohort: string;
  /** The cohort's name across rounds; null on a phone, which has no use for it. */
  group: string | null;
  name: string;
  size: number;
  /** Whom one is asked together with; empty on a phone. */
  names: readonly string[];
  changed: Changed | null;
  manifest: Manifest;
  /** The hash of the log's line that prepared this round. */
  head: string;
}

export interface Changed {
  joinedWith: readonly string[];
  joined: number;
  left: number;
}

/** Kept before it is asked for: whoever is killed while asking asks again with these same bytes. */
export type Asking = KeptRound & { state: 'asking'; key: string; prepared: string; inverse: string; blinded: string };
/** A token that can be spent. `moved`: its QR code was shown, and the check-in here leaves it alone. */
export type Held = KeptRound & { state: 'held' | 'moved'; prepared: string; signature: string };
/** Answered. The answers are in the queue, sealed, and what the device knows of them is their mark. */
export type Sealed = KeptRound & { state: 'sealed'; mark: string };
export type Kept = Asking | Held | Sealed;

export const handedOver = 'handed-over';

/** A sealed answer on its way. Nothing here says whose it is. Once it has an outcome `submission` is null. */
export interface Queued {
  v: 1;
  mark: string;
  round: number;
  closesAt: string;
  /** The wire's `Submission`. */
  submission: { round: number; cohort: string; prepared: string; signature: string; sealed: string } | null;
  /** Epoch milliseconds by this device's clock. */
  sendAfter: number;
  /** The round's own setting, for the next pause. */
  pauseSeconds: { atLeast: number; atMost: number };
  /** How often it was overdue when a page opened, and was given a pause anew. */
  putOff: number;
  tries: number;
  outcome: 'sent' | Refused | null;
}
export type Refused = Extract<ProblemName, 'token-spent' | 'round-closed' | 'forged-token' | 'not-found' | 'malformed' | 'too-large' | 'not-json'>;

/** The public log as this device last saw it: its head, the line of each round it prepared, and the first round of each reviewer’s key, by the key’s id. */
export interface RememberedLog {
  v: 1;
  head: { seq: number; hash: string };
  prepared: Readonly<Record<number, { hash: string; body: string }>>;
  /** Absent where what was remembered is older than the first of them. */
  readerKeys?: Readonly<Record<string, number>>;
  /** The name of each month’s and year’s key for staff tokens; empty, and so no key’s, where the log has two. */
  speakKeys?: Readonly<Record<number, string>>;
  /** The name of each month’s key for reasons for leaving, likewise. */
  whyKeys?: Readonly<Record<number, string>>;
  /** What stands in the log for those who read messages, and for recovery keys, oldest first. */
  speakReaders?: readonly string[];
  /** Those of them who read no more. */
  speakReadersGone?: readonly string[];
  recoveryKeys?: readonly string[];
}
