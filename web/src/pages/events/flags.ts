import { eventKinds } from '../../../../shared/signal/catalogue.ts';
import { type Event, firstAfter, type Marked } from '../../../../shared/signal/event.ts';
import type { Series } from '../../../../shared/signal/series.ts';

/** An event that counts, numbered in the order of time, as its flag is on every chart and in every table. */
export interface Flag {
  number: number;
  kind: string;
  round: number;
  event: Event;
}

/** Events that were taken back have no flag. */
export const flagsOf = (events: readonly Marked[]): Flag[] =>
  events
    .filter((m) => m.takenBack === null)
    .sort((a, b) => a.round - b.round || (a.event.id < b.event.id ? -1 : 1))
    .map(({ event, round }, i) => ({ number: i + 1, kind: eventKinds[event.kind], round, event }));

/** Where flags stand in a line: before which of its points. Those that fall before its first one, or after its last, have no place in it. */
export function placesOf(series: Pick<Series, 'points'>, flags: readonly Flag[]): { at: number; numbers: number[] }[] {
  const places = new Map<number, number[]>();
  for (const { event, number, round } of flags) {
    const at = firstAfter(series, event);
    if (at === null || round < (series.points[0]?.round ?? 0)) continue;
    places.set(at, [...(places.get(at) ?? []), number]);
  }
  return [...places].map(([at, numbers]) => ({ at, numbers }));
}

export const dayOfEvent = ({ at }: Pick<Event, 'at'>): string | null => ('instant' in at ? at.instant : null);
