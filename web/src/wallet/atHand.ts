import { everythingKept, type EverythingKept } from './everythingKept.ts';

/**
 * A copy of the rounds that can still be answered, where it is read at once: on a slow phone the database takes a tenth of a second
 * to say what the first question is. It only begins the check-in. What is kept is what the database has; it is read as well, and decides.
 */
const place = 'headroom/at-hand';

/** Null where there is none, or where the browser lets this site store nothing. */
export function atHand(): EverythingKept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as EverythingKept | null;
  } catch {
    return null;
  }
}

/** Takes the copy anew from all that is kept (`reading`). Every change of the database ends with it; it never fails for its own sake. */
export async function keepAtHand(reading: Promise<EverythingKept> = everythingKept(), now: number = Date.now()): Promise<void> {
  const { rounds, clockAheadBy } = await reading.catch(() => ({ rounds: [], clockAheadBy: 0 }));
  const live = rounds.filter((kept) => kept.state !== 'asking' && Date.parse(kept.manifest.closesAt) > now + clockAheadBy);
  try {
    localStorage.removeItem(place);
    if (live.length > 0) localStorage.setItem(place, JSON.stringify({ rounds: live, queue: [], clockAheadBy } satisfies EverythingKept));
  } catch {
    // Full, or forbidden: the database alone begins the check-in then.
  }
}
