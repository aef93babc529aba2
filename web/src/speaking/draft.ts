import type { Reason, Theme } from '../../../shared/escalation/themes.ts';

/** What is being written. It lives in this page’s memory alone: a reload, the way out or a closed tab is the end of it. */
export interface Draft {
  theme: Theme | null;
  /** With the theme *leaving* alone. */
  reason: Reason | null;
  /** Ids of the readers’ keys it is for. */
  readers: readonly string[];
  /** Ids of the keys of readers whom it is about: none of them is among those it is for. */
  about: readonly string[];
  text: string;
  receipt: string | null;
}

export const emptyDraft: Draft = { theme: null, reason: null, readers: [], about: [], text: '', receipt: null };

/** Room for what goes round it, so that a copy of it, signed and sealed again, still fits. */
export const maxTextBytes = 10_000;
/** As it will be sealed: an accented letter takes two, and a line’s end too. */
export const bytesOf = (text: string): number => new TextEncoder().encode(JSON.stringify(text.trim())).length - 2;
