import type { Slot } from './line.ts';

/** The same for the same time. */
export const slotKey = ({ start, end }: Slot): string => `${start}/${end}`;

/** Times that meet are one: what lies under another one is nobody’s to know. */
export function joined(times: readonly Slot[]): Slot[] {
  const all: Slot[] = [];
  for (const one of times.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = all.at(-1);
    if (last === undefined || one.start > last.end) all.push({ ...one });
    else if (one.end > last.end) last.end = one.end;
  }
  return all;
}
