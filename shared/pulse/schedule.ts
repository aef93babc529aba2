import { closeGraceMs } from './grace.ts';
import { preparedBy, type Programme, timesOf } from './programme.ts';

/** A job that has to run, and since when. */
export interface Due {
  job: 'makeClosingKey' | 'prepareRound' | 'endIssuing' | 'closeRound';
  round: number;
  /** Epoch milliseconds. */
  since: number;
}

/** Where the rounds stand: the newest one prepared (0: none), and those whose answers and keys are gone. */
export interface Standing {
  prepared: number;
  erased: ReadonlySet<number>;
  /** When the prepared rounds close, as their manifests say: a programme that was changed since does not close them. */
  closesAt?: ReadonlyMap<number, string>;
}

/**
 * What is due by `now`, in the order in which it fell due. Run in this order it may be stopped anywhere and asked for again; what is
 * done is not named any more. A machine that slept through rounds makes them up one after the other, without gaps.
 *
 *     round n opens         makeClosingKey n+1 ─▶ prepareRound n+1
 *     round n ends + grace  endIssuing n ─▶ closeRound n
 */
export function due(programme: Programme, { prepared, erased, closesAt }: Standing, now: number): Due[] {
  const jobs: Due[] = [];
  const newest = Math.max(prepared, preparedBy(programme, now));
  for (let round = 1; round <= newest; round++) {
    if (round > prepared) {
      const since = round === 1 ? -Infinity : Date.parse(timesOf(programme, round - 1).opensAt);
      jobs.push({ job: 'makeClosingKey', round, since }, { job: 'prepareRound', round, since });
    }
    if (erased.has(round)) continue;
    const since = Date.parse(closesAt?.get(round) ?? timesOf(programme, round).closesAt) + closeGraceMs;
    if (since <= now) jobs.push({ job: 'endIssuing', round, since }, { job: 'closeRound', round, since });
  }
  // Sorting is stable: within one instant the order above stands.
  return jobs.sort((a, b) => (a.since === b.since ? 0 : a.since - b.since));
}
