import * as z from 'zod';
import { groupId, instant, roundNumber, written } from '../contract/shapes.ts';
import { chartOf, type Limits, percent } from './chart.ts';
import { answeredOver, shownIn } from './level.ts';
import type { Series } from './series.ts';

export const kindOfEvent = z.enum(['reorganisation', 'new-way-of-working', 'innovation-site', 'other']);
export const groupsOfEvent = z.union([z.literal('all'), z.array(groupId).min(1).max(500).readonly()]);
/** Why it is marked, in a sentence or two. */
export const whyMarked = written(1, 500, 'must say why');

/** Something that happened, on the time line of the groups it touched. Lazy: a function that never looks at one starts without. */
export const event = z.lazy(() =>
  z.object({
    v: z.literal(1),
    id: eventId,
    /** When it happened: an instant, or the round with which it took effect. */
    at: z.union([z.object({ instant }).strict(), z.object({ round: roundNumber }).strict()]),
    kind: kindOfEvent,
    groups: groupsOfEvent,
    text: whyMarked,
    /** Who added it, by name. */
    by: z.string().trim().min(1).max(200),
    /** Whether charts begin anew with it. */
    restartsLimits: z.boolean(),
    addedAt: instant,
  }),
);
export type Event = z.infer<typeof event>;

export const eventId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be an event’s id');

/** That an event was added by mistake, by whom and why. The event stays where it is, and this beside it; charts leave it out. */
export const correction = z.lazy(() => z.object({ text: whyMarked, by: z.string(), at: instant }));
export type Correction = z.infer<typeof correction>;

/** An event with the round it stands in, as pages are told of it. */
export const marked = z.lazy(() => z.object({ event, round: roundNumber, takenBack: correction.nullable() }));
export type Marked = z.infer<typeof marked>;

/** The events that count. */
export const standing = (line: readonly Marked[]): Event[] => line.filter((m) => m.takenBack === null).map((m) => m.event);

/** A round as it was prepared. */
export interface TimesOfRound {
  round: number;
  opensAt: string;
  closesAt: string;
}

export type Refused = 'no-rounds-yet' | 'before-the-first-round' | 'after-the-last-round' | 'no-such-group';

/**
 * The round an event falls into, of those there are: the first that closes after it. That round may hold answers from before and
 * after; it counts as after. Refused by name where it lies outside them, or names a group that is not there.
 */
export function placed({ at, groups }: Pick<Event, 'at' | 'groups'>, rounds: readonly TimesOfRound[], known: readonly string[]): { round: number } | { refused: Refused } {
  if (groups !== 'all' && !groups.every((g) => known.includes(g))) return { refused: 'no-such-group' };
  const inOrder = [...rounds].sort((a, b) => a.round - b.round);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined) return { refused: 'no-rounds-yet' };
  if ('round' in at) {
    if (at.round < first.round) return { refused: 'before-the-first-round' };
    return at.round > last.round ? { refused: 'after-the-last-round' } : { round: at.round };
  }
  const then = Date.parse(at.instant);
  if (then < Date.parse(first.opensAt)) return { refused: 'before-the-first-round' };
  const within = inOrder.find((r) => Date.parse(r.closesAt) > then);
  return within === undefined ? { refused: 'after-the-last-round' } : { round: within.round };
}

export const touches = ({ groups }: Pick<Event, 'groups'>, group: string): boolean => groups === 'all' || groups.includes(group);

/** The index of the first point that counts as after an event; null where all lie before it. */
export function firstAfter({ points }: Pick<Series, 'points'>, { at }: Pick<Event, 'at'>): number | null {
  const index = 'round' in at ? points.findIndex((p) => p.round >= at.round) : points.findIndex((p) => p.at !== null && Date.parse(p.at) > Date.parse(at.instant));
  return index === -1 ? null : index;
}

/** Where a series' limits start anew: `restarts` of its chart. */
export function restartsOf(series: Pick<Series, 'group' | 'points'>, events: readonly Event[]): number[] {
  const at = events.filter((e) => e.restartsLimits && touches(e, series.group)).map((e) => firstAfter(series, e));
  return [...new Set(at.filter((i) => i !== null && i > 0))].map(Number).sort((a, b) => a - b);
}

/** One side of an event. `rounds` are those that show a figure. */
export interface Side {
  rounds: number;
  from: number | null;
  to: number | null;
  limits: Limits | null;
  provisional: boolean;
  answered: { atLeast: number; atMost: number } | null;
}

export interface BeforeAndAfter {
  before: Side;
  after: Side;
  /** `too-short`: nothing can be said. `no-clear-change`: whatever there is does not stand out from the ups and downs. */
  concluded: 'higher' | 'lower' | 'no-clear-change' | 'too-short';
}

/** Fewest rounds on each side for the two to be held against each other. */
export const roundsEachSide = 6;

/**
 * A group before and after an event, each side with limits of its own. The means differ where they lie further apart than three
 * standard errors (from the mean moving range: 2.66 ranges are three standard deviations) and than the figures' own rounding; and only
 * where the chart of them all is not steady either, so that the two never contradict.
 */
export function beforeAndAfter(series: Pick<Series, 'points'>, event: Pick<Event, 'at'>): BeforeAndAfter {
  const split = firstAfter(series, event) ?? series.points.length;
  const before = sideOf(series, 0, split);
  const after = sideOf(series, split, series.points.length);
  if (before.limits === null || after.limits === null || before.rounds < roundsEachSide || after.rounds < roundsEachSide) return { before, after, concluded: 'too-short' };

  const { points } = series;
  const shown = points.filter((p) => p.value !== null);
  const rounding = shown.reduce((sum, p) => sum + p.halfWidth, 0) / shown.length;
  const chart = chartOf(points.map((p) => p.value), { restarts: [split], screened: false, provisionalUnder: 0 });
  const threeDeviations = chart.stretches.reduce((sum, s) => sum + s.shown * (s.limits === null ? 0 : s.limits.upper - s.limits.centre), 0) / shown.length;
  const threeErrors = threeDeviations * Math.sqrt(1 / before.rounds + 1 / after.rounds);
  const moved = after.limits.centre - before.limits.centre;
  const { marks } = chartOf(points.map((p) => p.value), { halfWidths: points.map((p) => p.halfWidth), within: percent });
  const isSeen = marks.some((mark, i) => mark !== null && (mark.side === 'high') === (i >= split ? moved > 0 : moved < 0));
  const concluded = !isSeen || Math.abs(moved) <= Math.max(threeErrors, rounding) ? 'no-clear-change' : moved > 0 ? 'higher' : 'lower';
  return { before, after, concluded };
}

function sideOf({ points }: Pick<Series, 'points'>, from: number, to: number): Side {
  const part = points.slice(from, to);
  const stretch = chartOf(part.map((p) => p.value), { halfWidths: part.map((p) => p.halfWidth), within: percent }).stretches[0];
  return {
    rounds: shownIn(points, from, to),
    from: part[0]?.round ?? null,
    to: part.at(-1)?.round ?? null,
    limits: stretch?.limits ?? null,
    provisional: stretch?.provisional ?? true,
    answered: answeredOver(points, from, to),
  };
}
