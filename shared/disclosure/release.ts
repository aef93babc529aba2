import * as z from 'zod';
import { groupId, instant, roundNumber } from '../contract/shapes.ts';
import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';
import { fineness, type Grain, rounded } from './grain.ts';
import { enoughForReasons, reasonsOf } from './reason.ts';
import { totalOf } from './total.ts';

/**
 * A published share: rounded, or `under` or `over` an edge, since extremes are always merged: from 15 and 85 on, and from further in
 * where few answered (`grain.ts`). Lazy, as all of these: a function that never looks at them starts without.
 */
export const share = z.lazy(() => z.object({ percent: z.number().int().min(15).max(85), edge: z.enum(['under', 'over']).nullable() }));
export type Share = z.infer<typeof share>;

export const figures = z.lazy(() =>
  z.object({
    /** How many answered, as a band that the true number lies in, both ends included. */
    answered: z.object({ atLeast: z.number().int(), atMost: z.number().int() }),
    unreadable: z.number().int(),
    shares: z.record(z.string(), share.nullable()),
    /** The reason named most often, by question: the option's number; null where none stands out. Of the whole organisation alone, and only where enough answered. */
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

export function shareOf(part: number, whole: number, grain: Grain): Share {
  const share = rounded(part, whole, grain);
  if (share === 'under') return { percent: grain.edge, edge: 'under' };
  if (share === 'over') return { percent: 100 - grain.edge, edge: 'over' };
  return { percent: share, edge: null };
}

/** No floor is lower, whatever a manifest says. */
export const lowestFloor = 5;

/**
 * Null where too few answered, or could have. A share is hidden where fewer than the floor answered that question: who skipped it
 * decides, and nothing above it is counted anew, so that no difference speaks of them.
 */
export function figuresOf(tally: Tally, most: number, questions: readonly Question[], floor: number): Figures | null {
  if (floor < lowestFloor) throw new RangeError(`a floor is never under ${lowestFloor}`);
  const fine = fineness(tally.answered, most, floor);
  if (fine === null) return null;
  return {
    answered: fine.band,
    unreadable: tally.unreadable,
    shares: Object.fromEntries(
      questions.map((q) => {
        const counts = tally.options[q.id] ?? [];
        const whole = counts.reduce((a, b) => a + b, 0);
        const part = q.measure.counted.reduce((n, option) => n + (counts[option - 1] ?? 0), 0);
        return [q.id, whole < floor ? null : shareOf(part, whole, fine.grain)];
      }),
    ),
    why: {},
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
    const ofParts = cohorts.filter((c) => parts.some((p) => p.group === c.group)).map((c) => c.figures);
    const seen = ofParts.filter((f) => f !== null);
    const shown = seen.length === 0 || seen.length < ofParts.length ? null : totalOf(seen, count.questions, count.floor);
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
  const organisation = union('organisation', 'organisation', count.organisation, count.cohorts);
  if (organisation.figures !== null && organisation.figures.answered.atLeast >= enoughForReasons)
    organisation.figures.why = reasonsOf(count.cohorts.map((c) => c.tally), count.questions, count.floor);
  return [...cohorts, ...services, organisation];
}

/** How many can have answered, by what is published: no more than were asked or collected, less the unreadable. */
const mostOf = (c: CohortCount): number => Math.min(c.collected, c.people) - c.tally.unreadable;
