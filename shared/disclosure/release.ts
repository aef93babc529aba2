import * as z from 'zod';
import { groupId, instant, roundNumber } from '../contract/shapes.ts';
import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';

/** A published share: to the nearest 5, or `under` 15 or `over` 85, since extremes are always merged. Lazy, as all of these: a function that never looks at them starts without. */
export const share = z.lazy(() => z.object({ percent: z.number().int().min(15).max(85), edge: z.enum(['under', 'over']).nullable() }));
export type Share = z.infer<typeof share>;

export const figures = z.lazy(() =>
  z.object({
    /** How many answered, as a band that the true number lies in, both ends included. */
    answered: z.object({ atLeast: z.number().int(), atMost: z.number().int() }),
    unreadable: z.number().int(),
    shares: z.record(z.string(), share.nullable()),
    /** The reason named most often, by question: the option's number; null where too few gave one or two lead. */
    why: z.record(z.string(), z.number().int().nullable()),
  }),
);
export type Figures = z.infer<typeof figures>;

/** `too-few` answered · `withheld`: more answers than tokens or people · `gives-another-away`: a part of it is hidden. */
export const hidden = z.enum(['too-few', 'withheld', 'gives-another-away']);

/** What one group's round came to: written once, never changed. */
export const groupRelease = z.lazy(() =>
  z.object({
    v: z.literal(1),
    round: roundNumber,
    closesAt: instant,
    group: groupId,
    kind: z.enum(['cohort', 'service', 'organisation']),
    name: z.string(),
    teams: z.array(z.string()).readonly(),
    people: z.number().int(),
    /** Tokens collected. Not answers: nearly everyone collects. */
    collected: z.number().int(),
    figures: figures.nullable(),
    hidden: hidden.nullable(),
  }),
);
export type GroupRelease = z.infer<typeof groupRelease>;

export const extremes = { under: 15, over: 85 } as const;

export function shareOf(part: number, whole: number): Share {
  const percent = (100 * part) / whole;
  if (percent < extremes.under) return { percent: extremes.under, edge: 'under' };
  if (percent > extremes.over) return { percent: extremes.over, edge: 'over' };
  return { percent: Math.round(percent / 5) * 5, edge: null };
}

/** 5–7, 8–11, 12–15, 16–23, 24–31, 32–47 … : a band is a quarter to a half as wide as it is high, so that a share fits several counts. */
function bandFrom(n: number): { atLeast: number; atMost: number } {
  let atLeast = 8;
  if (n < atLeast) return { atLeast: 5, atMost: 7 };
  for (let step = 4; ; ) {
    if (n < atLeast + step) return { atLeast, atMost: atLeast + step - 1 };
    atLeast += step;
    if (Number.isInteger(Math.log2(atLeast))) step = atLeast / 2;
  }
}

/**
 * The band of a number answering where `most` could have: people asked and tokens collected are both published. Where the band
 * would prove that all of them did, or all but one, it widens downwards.
 */
export function answeredBand(n: number, most: number): { atLeast: number; atMost: number } {
  const band = bandFrom(n);
  return band.atLeast >= most - 1 && band.atLeast > 5 ? { atLeast: bandFrom(band.atLeast - 1).atLeast, atMost: band.atMost } : band;
}

/** Of six, under 15 % is nobody: merging the extremes hides a unanimous answer only where seven may have answered. */
export const fewestWhoCould = 7;
/** No floor is lower, whatever a manifest says. */
export const lowestFloor = 5;

/** Null where too few answered, or could have. */
export function figuresOf(tally: Tally, most: number, questions: readonly Question[], floor: number): Figures | null {
  if (floor < lowestFloor) throw new RangeError(`a floor is never under ${lowestFloor}`);
  if (tally.answered < floor || most < fewestWhoCould) return null;
  return {
    answered: answeredBand(tally.answered, most),
    unreadable: tally.unreadable,
    shares: Object.fromEntries(
      questions.map((q) => {
        const counts = tally.options[q.id] ?? [];
        const whole = counts.reduce((a, b) => a + b, 0);
        const part = q.measure.counted.reduce((n, option) => n + (counts[option - 1] ?? 0), 0);
        return [q.id, whole < floor ? null : shareOf(part, whole)];
      }),
    ),
    why: Object.fromEntries(
      questions.flatMap((q) => {
        if (q.why === null) return [];
        const counts = tally.why[q.id] ?? [];
        const top = Math.max(...counts);
        const leads = counts.filter((n) => n === top).length === 1;
        return [[q.id, counts.reduce((a, b) => a + b, 0) >= floor && leads ? counts.indexOf(top) + 1 : null]];
      }),
    ),
  };
}

export interface CohortCount {
  group: string;
  name: string;
  service: string;
  teams: readonly string[];
  people: number;
  collected: number;
  tally: Tally;
}

export interface RoundCount {
  round: number;
  closesAt: string;
  organisation: string;
  services: Readonly<Record<string, string>>;
  questions: readonly Question[];
  floor: number;
  cohorts: readonly CohortCount[];
}

/**
 * The whole release of a round: every cohort, every service, the organisation. By counts only, never by what was answered.
 * A cohort with more answers than tokens collected or than people is withheld. Above a hidden part nothing is shown, since a
 * total and the other parts would give it away.
 */
export function releaseOf(count: RoundCount): GroupRelease[] {
  const common = { v: 1 as const, round: count.round, closesAt: count.closesAt };
  const cohorts = count.cohorts.map((c): GroupRelease => {
    const tooMany = c.tally.answered + c.tally.unreadable > Math.min(c.collected, c.people);
    const shown = tooMany ? null : figuresOf(c.tally, mostOf(c), count.questions, count.floor);
    const { group, name, teams, people, collected } = c;
    return { ...common, group, kind: 'cohort', name, teams, people, collected, figures: shown, hidden: tooMany ? 'withheld' : shown === null ? 'too-few' : null };
  });
  const union = (group: string, kind: 'service' | 'organisation', name: string, parts: readonly CohortCount[]): GroupRelease => {
    const people = parts.reduce((n, c) => n + c.people, 0);
    const shown = unionOf(cohorts.filter((c) => parts.some((p) => p.group === c.group)).map((c) => c.figures), count.questions);
    return {
      ...common, group, kind, name, people, figures: shown,
      teams: parts.flatMap((p) => p.teams).sort(),
      collected: parts.reduce((n, c) => n + c.collected, 0),
      hidden: shown === null ? 'gives-another-away' : null,
    };
  };
  const services = Object.entries(count.services)
    .map(([id, name]) => ({ id, name, parts: count.cohorts.filter((c) => c.service === id) }))
    .filter((s) => s.parts.length > 0)
    .map((s) => union(`service-${s.id}`, 'service', s.name, s.parts));
  return [...cohorts, ...services, union('organisation', 'organisation', count.organisation, count.cohorts)];
}

/** How many can have answered, by what is published: no more than were asked or collected, less the unreadable. */
const mostOf = (c: CohortCount): number => Math.min(c.collected, c.people) - c.tally.unreadable;

/**
 * A total is made of what its parts publish, and of nothing else: then it gives away no more than they do. Counted anew it would:
 * "under 15 %" here, "25 %" there and "under 15 %" above both prove that nobody here said so. Null where a part shows nothing;
 * a measure that is hidden in a part is hidden above it.
 */
function unionOf(parts: readonly (Figures | null)[], questions: readonly Question[]): Figures | null {
  const shown = parts.filter((f) => f !== null);
  if (shown.length < parts.length || shown.length === 0) return null;
  const sum = (of: (f: Figures) => number): number => shown.reduce((n, f) => n + of(f), 0);
  // Twice each, so that sums are of whole numbers and no order of the parts matters.
  const middle = (f: Figures): number => f.answered.atLeast + f.answered.atMost;
  return {
    answered: { atLeast: sum((f) => f.answered.atLeast), atMost: sum((f) => f.answered.atMost) },
    unreadable: sum((f) => f.unreadable),
    shares: Object.fromEntries(
      questions.map((q) => {
        const known = shown.every((f) => f.shares[q.id] != null);
        return [q.id, known ? shareOf(sum((f) => middle(f) * about(f.shares[q.id] ?? null)), 200 * sum(middle)) : null];
      }),
    ),
    why: Object.fromEntries(questions.flatMap((q) => (q.why === null ? [] : [[q.id, null]]))),
  };
}

/** Twice the middle of what a published share can stand for, in percent. */
const about = (share: Share | null): number => (share === null ? 0 : share.edge === 'under' ? extremes.under / 2 : share.edge === 'over' ? (100 + extremes.over) / 2 : share.percent);
