import { type ClassLists, groupings, type Said } from '../../../shared/pulse/classes.ts';

/** What somebody said they are, on their own device and where they asked for it: by the words, since lists may change. */
const place = 'headroom/classes';
interface Remembered {
  owner: string;
  words: readonly string[];
}

export function rememberClasses(owner: string, said: Said | null, lists: ClassLists): void {
  if (said === null) return localStorage.removeItem(place);
  const words = groupings.map((g) => lists[g][(said[g] ?? 1) - 1] ?? '');
  localStorage.setItem(place, JSON.stringify({ owner, words } satisfies Remembered));
}

/** Null where nothing is remembered of this person. What is no longer in a list is not said. */
export function rememberedClasses(owner: string, lists: ClassLists): Said | null {
  const text = localStorage.getItem(place);
  if (text === null) return null;
  const kept = JSON.parse(text) as Remembered;
  if (kept.owner !== owner) return null;
  return Object.fromEntries(groupings.map((g, i): [string, number] => [g, lists[g].indexOf(kept.words[i] ?? '') + 1]).filter(([, option]) => option > 1));
}
