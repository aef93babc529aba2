import { monthOf, yearOf } from '../../../shared/escalation/speakToken.ts';
import type { ForWriting } from '../wallet/forWriting.ts';
import { usableSlips } from '../wallet/slip.ts';
import type { SpeakingKept } from '../wallet/speakingKept.ts';

/** Whether one can write here now, and under whose slip. `no-token`: whether there was one is not said. */
export type MayWrite = { may: true; owner: string; month: number } | { may: false; why: 'no-token' | 'several-people' | 'nothing-kept' };

export interface Beginning {
  write: MayWrite;
  forWriting: ForWriting | null;
  /** Whether a reason for leaving that is given here can be counted: this device has the year’s slip, and the month’s key. */
  counts: boolean;
  /** Messages of this device that wait to leave, that cannot with their slip, and that could not be sent at all. */
  waits: number;
  stuck: number;
  failed: number;
}

export const nothingKept: Beginning = { write: { may: false, why: 'nothing-kept' }, forWriting: null, counts: false, waits: 0, stuck: 0, failed: 0 };

/** By what this device keeps. `owner`: who signed in in this tab; null where it was opened by itself. No request is made. */
export async function beginning({ months, outbox, forWriting }: SpeakingKept, owner: string | null, now: number): Promise<Beginning> {
  const month = monthOf(now);
  const ofMonth = months.flatMap((kept) => (kept.month === month && kept.state === 'held' && (owner === null || kept.owner === owner) ? [kept] : []));
  const [mine] = ofMonth;
  const count = (kind: 'stuck' | 'failed'): number => outbox.filter((row) => row.kind === kind).length;
  const [stuck, failed] = [count('stuck'), count('failed')];
  const hasYears = months.some((kept) => kept.month === yearOf(now) && kept.state === 'held' && kept.owner === mine?.owner);
  const rest = { forWriting, counts: hasYears && forWriting?.whyKeys[month] !== undefined, waits: outbox.length - stuck - failed, stuck, failed };
  // Whether one of them has spent theirs changes nothing: nobody writes under another’s.
  if (ofMonth.length > 1) return { ...rest, write: { may: false, why: 'several-people' } };
  if (mine === undefined || (await usableSlips(mine)).length === 0) return { ...rest, write: { may: false, why: 'no-token' } };
  return { ...rest, write: { may: true, owner: mine.owner, month } };
}
