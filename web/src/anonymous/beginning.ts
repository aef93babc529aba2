import type { EverythingKept } from '../wallet/everythingKept.ts';
import { inTab, keptInTab, type Keeping, onDevice } from '../wallet/keeping.ts';
import type { Held, Kept } from '../wallet/kept.ts';
import { here, type RoundHere } from '../wallet/openWallet.ts';
import { rememberedOwner } from '../wallet/owner.ts';
import type { Question } from '../../../shared/pulse/question.ts';
import { type Draft, emptyDraft, keptDraft } from './progress.ts';

/** How a check-in begins: with a question, or with a plain page that says why there is none. */
export type Beginning =
  | { with: 'questions'; token: Held; keeping: Keeping; draft: Draft; now: number }
  | { with: 'answered'; round: RoundHere; closed: boolean }
  | { with: 'not-open-yet' | 'moved'; round: RoundHere }
  /** `round` is the last one there was a token for, where there was one. */
  | { with: 'nothing'; round: RoundHere | null }
  /** Several people’s tokens are kept here, and nobody signed in in this tab. */
  | { with: 'several-people' }
  | { with: 'bad-code'; problem: string }
  /** The browser lets this site store nothing. */
  | { with: 'nothing-kept' };

/** What a tab keeps besides: a token of its own, who signed in in it, and answers that were begun. */
export interface Tab {
  rounds: readonly Kept[];
  owner: string | null;
  draftOf(token: string, questions: readonly Question[]): Draft;
}
/** This one. Opening what it keeps takes a slow phone up to two tenths of a second. */
export const thisTab = (): Tab => ({ rounds: keptInTab(), owner: rememberedOwner(), draftOf: (token, questions) => keptDraft(token, questions) ?? emptyDraft(token, questions) });
/** One that was just opened. */
export const newTab: Tab = { rounds: [], owner: null, draftOf: emptyDraft };

/** By what this device (`onThisDevice`) and this tab keep. No request is made. */
export function beginning(onThisDevice: EverythingKept, tab: Tab = thisTab(), clock: () => number = Date.now): Beginning {
  const now = clock() + onThisDevice.clockAheadBy;
  const queue = new Map(onThisDevice.queue.map((q) => [q.mark, q]));
  for (const { keeping, kept } of [{ keeping: inTab, kept: tab.rounds }, { keeping: onDevice, kept: onThisDevice.rounds }]) {
    const choice = roundToShow(kept, tab.owner, now);
    if (choice === 'several-people') return { with: choice };
    if (choice === null || choice.state === 'asking') continue;
    const round = here(choice, queue);
    const closed = Date.parse(round.closesAt) <= now;
    if (choice.state === 'sealed') return { with: 'answered', round, closed };
    if (closed) return { with: 'nothing', round };
    if (Date.parse(round.opensAt) > now) return { with: 'not-open-yet', round };
    if (choice.state === 'moved') return { with: 'moved', round };
    return { with: 'questions', token: { ...choice, state: 'held' }, keeping, draft: tab.draftOf(choice.prepared, choice.manifest.questions), now };
  }
  return { with: 'nothing', round: null };
}

/**
 * The round to show out of what is kept: the one that is open, else the next to open, else the last one. Without an owner (a
 * bookmark, a phone) the tokens of one person are taken and those of several are not: a token answers for its owner.
 */
export function roundToShow(kept: readonly Kept[], owner: string | null, now: number): Kept | 'several-people' | null {
  const collected = kept.filter((k) => k.state !== 'asking' && (owner === null || k.owner === owner));
  const live = collected.filter((k) => Date.parse(k.manifest.closesAt) > now);
  if (new Set(live.map((k) => k.owner)).size > 1) return 'several-people';
  const byOpening = live.toSorted((a, b) => Date.parse(a.manifest.opensAt) - Date.parse(b.manifest.opensAt));
  return byOpening[0] ?? collected.toSorted((a, b) => b.round - a.round)[0] ?? null;
}
