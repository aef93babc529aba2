import type { ForWriting } from '../wallet/forWriting.ts';
import type { SpeakingKept } from '../wallet/speakingKept.ts';
import { monthOf } from '../../../shared/escalation/speakToken.ts';

/** Whether one can write here now, and under whose slip. */
export type MayWrite = { may: true; owner: string; month: number } | { may: false; why: 'no-token' | 'spent' | 'several-people' | 'nothing-kept' };

export interface Beginning {
  write: MayWrite;
  forWriting: ForWriting | null;
  /** Messages of this device that wait to leave, and those that cannot with their slip. */
  waits: number;
  stuck: number;
}

export const nothingKept: Beginning = { write: { may: false, why: 'nothing-kept' }, forWriting: null, waits: 0, stuck: 0 };

/** By what this device keeps. `owner`: who signed in in this tab; null where it was opened by itself. No request is made. */
export function beginning({ months, outbox, forWriting }: SpeakingKept, owner: string | null, now: number): Beginning {
  const month = monthOf(now);
  const ofMonth = months.flatMap((kept) => (kept.month === month && kept.state === 'held' && (owner === null || kept.owner === owner) ? [kept] : []));
  const unspent = ofMonth.filter((kept) => kept.tokens.length > 0);
  const [first] = unspent;
  const stuck = outbox.filter((message) => message.problem !== null).length;
  const rest = { forWriting, waits: outbox.length - stuck, stuck };
  if (unspent.length > 1) return { ...rest, write: { may: false, why: 'several-people' } };
  if (first !== undefined) return { ...rest, write: { may: true, owner: first.owner, month } };
  return { ...rest, write: { may: false, why: ofMonth.length > 0 ? 'spent' : 'no-token' } };
}
