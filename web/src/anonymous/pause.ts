import { chance } from '../wallet/outbox.ts';

/**
 * When a sealed answer may leave, in epoch milliseconds: after a random pause, so that the time it arrives says little about when
 * someone sat down, and well before the round closes: never later than half of what is left.
 */
export function leavesAt({ now, closesAt, pauseSeconds, random = chance }: {
  now: number;
  /** By the same clock as `now`. */
  closesAt: number;
  pauseSeconds: { atLeast: number; atMost: number };
  /** From 0 up to 1. */
  random?: () => number;
}): number {
  const latest = Math.max(0, (closesAt - now) / 2);
  const atLeast = Math.min(pauseSeconds.atLeast * 1000, latest);
  const atMost = Math.min(Math.max(pauseSeconds.atMost, pauseSeconds.atLeast) * 1000, latest);
  return Math.round(now + atLeast + random() * (atMost - atLeast));
}

/**
 * Another pause for what is overdue when a page opens, as it is after a phone was off: sent at once it would arrive together with
 * whatever else the device does then, a sign-in above all. As the round's own, but 20 s to 2 min at most; half of that each next
 * time, and not for ever. In milliseconds; null: no more.
 */
export function anotherPause({ pauseSeconds, putOff }: { pauseSeconds: { atLeast: number; atMost: number }; putOff: number }, random: () => number = chance): number | null {
  if (putOff >= mostPauses) return null;
  const [atLeast, atMost] = [Math.min(pauseSeconds.atLeast, 20), Math.min(pauseSeconds.atMost, 120)];
  return ((atLeast + random() * Math.max(0, atMost - atLeast)) * 1000) / 2 ** putOff;
}
const mostPauses = 4;
