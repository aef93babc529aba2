import { createSignal } from 'solid-js';

/** Half-written replies, by their thread: in this page’s memory, so that locking it loses none, and nowhere else. */
export interface Drafts {
  of: (thread: string) => string;
  keep: (thread: string, text: string) => void;
}

export function createDrafts(): Drafts {
  const [all, setAll] = createSignal<ReadonlyMap<string, string>>(new Map());
  return {
    of: (thread) => all().get(thread) ?? '',
    keep: (thread, text) => void setAll((there) => new Map(there).set(thread, text)),
  };
}
