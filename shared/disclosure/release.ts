import * as z from 'zod';
import { groupId, instant, roundNumber } from '../contract/shapes.ts';
import { type ClassLists, noLists } from '../pulse/classes.ts';
import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';
import { firstTwice } from '../pulse/twice.ts';
import { classRelease, classReleasesOf } from './classes.ts';
import { figuresOf, type Part } from './figures.ts';
import { fineness } from './grain.ts';
import { type Pool, poolsOf } from './pool.ts';
import { enoughForReasons, reasonsOf } from './reason.ts';
import { reportingOf, reportingRelease } from './reporting.ts';
import { type Suppression, suppress } from './suppress.ts';
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

/** `too-few` answered, or hardly more could have · `withheld`: more answers than tokens or people. Of a total: in every part of it. */
export const hidden = z.enum(['too-few', 'withheld']);

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
    /** Tokens collected. Not answers: nearly everyone collects. Null where the number would speak of a hidden group. */
    collected: z.number().int().nullable(),
    /** Groups in it whose answers are not in its figures. */
    leftOut: z.number().int(),
    figures: figures.nullable(),
    hidden: hidden.nullable(),
    /** What those of one profession or contract said: of the organisation alone, and where the round asked for it. */
    classes: z.array(classRelease).optional(),
    /** What reporting lost time cost those who did: of the organisation alone, once a quarter. Null where it cannot be shown. */
    reporting: reportingRelease.nullable().optional(),
  }),
);
export type GroupRelease = z.infer<typeof groupRelease>;

export interface CohortCount {
  group: string;
  name: string;
  service: string;
  teams: readonly string[];
  people: number;
  collected: number;
  tally: Tally;
  /** Of those in the tally who are counted in a class, by its key. */
  classes?: ReadonlyMap<string, Tally>;
}

export interface RoundCount {
  round: number;
  closesAt: string;
  organisation: string;
  services: Readonly<Record<string, string>>;
  questions: readonly Question[];
  floor: number;
  lists?: ClassLists;
  /** Absent where it was not asked. */
  reporting?: Question;
  cohorts: readonly CohortCount[];
}

/**
 * The whole release of a round: every cohort, every service, the organisation. By counts only, never by what was answered.
 * A cohort with more answers than tokens collected or than people is withheld. What stands above a hidden part is made of the other
 * parts' published figures and, where that is safe, of small cohorts counted together; what is in neither is left out, and says so.
 */
export function releaseOf(count: RoundCount): GroupRelease[] {
  const twice = firstTwice(count.cohorts.flatMap((c) => c.teams), (team) => team);
  if (twice !== null) throw new RangeError(`${twice} is asked in two cohorts`);
  const { questions, floor, lists = noLists, reporting } = count;
  const seen = count.cohorts.map((cohort) => ({ cohort, ...seenIn(cohort, questions, floor) }));
  const pools = poolsOf(seen.flatMap(({ cohort, isSmall }) => (isSmall ? [cohort] : [])), questions, floor);
  const services = Object.entries(count.services).map(([id, name]) => ({ id, group: `service-${id}`, name, parts: seen.filter(({ cohort }) => cohort.service === id) })).filter((s) => s.parts.length > 0);
  const participation = participationOf(seen, services);

  const common = { v: 1 as const, round: count.round, closesAt: count.closesAt };
  const cohorts = seen.map(({ cohort: { group, name, teams, people, collected }, part, hidden }): GroupRelease => ({
    ...common, group, kind: 'cohort', name, teams, people, figures: part?.figures ?? null, hidden, leftOut: 0, collected: participation.cells.has(group) ? null : collected,
  }));
  const total = (group: string, kind: 'service' | 'organisation', name: string, parts: readonly Seen[], pooled: readonly Pool[]): GroupRelease => {
    const shown = [...parts.flatMap((p) => (p.part === null ? [] : [p.part])), ...pooled.map((p) => p.part)];
    const figures = shown.length === 0 ? null : totalOf(shown, questions);
    const members = new Set(pooled.flatMap((p) => p.members.map((m) => m.group)));
    const inIt = parts.filter((p) => p.part !== null || members.has(p.cohort.group));
    if (kind === 'organisation' && figures !== null && figures.answered.atLeast >= enoughForReasons) {
      const inShown = parts.flatMap(({ part, cohort: { tally } }) => (part === null ? [] : [{ tally, shares: part.figures.shares }]));
      const inPools = pooled.flatMap(({ part, members }) => members.map(({ tally }) => ({ tally, shares: part.figures.shares })));
      figures.why = reasonsOf([...inShown, ...inPools], questions, floor);
    }
    return {
      ...common, group, kind, name, figures,
      teams: parts.flatMap((p) => p.cohort.teams).sort(),
      people: parts.reduce((n, p) => n + p.cohort.people, 0),
      collected: participation.totals.has(group) ? null : parts.reduce((n, p) => n + p.cohort.collected, 0),
      hidden: figures !== null ? null : parts.length === 0 || parts.some((p) => p.hidden === 'too-few') ? 'too-few' : 'withheld',
      leftOut: parts.length - inIt.length,
    };
  };
  const shown = seen.flatMap(({ cohort, part }) => (part === null ? [] : [{ part, tally: cohort.tally, classes: cohort.classes ?? new Map<string, Tally>() }]));
  const classes = classReleasesOf(shown, questions, lists, floor);
  return [
    ...cohorts,
    ...services.map((s) => total(s.group, 'service', s.name, s.parts, pools.filter((p) => p.service === s.id))),
    { ...total('organisation', 'organisation', count.organisation, seen, pools), ...(classes.length === 0 ? {} : { classes }), ...(reporting === undefined ? {} : { reporting: reportingOf(shown, reporting) }) },
  ];
}

interface Seen {
  cohort: CohortCount;
  part: Part | null;
  hidden: GroupRelease['hidden'];
}

/** What a cohort shows. It is small where fewer than the floor answered of enough who could have: that alone is known of it then. */
function seenIn(cohort: CohortCount, questions: readonly Question[], floor: number): Omit<Seen, 'cohort'> & { isSmall: boolean } {
  const { tally, collected, people } = cohort;
  // No more can have answered than were asked or collected, less the unreadable.
  const most = Math.min(collected, people) - tally.unreadable;
  if (tally.answered > most) return { part: null, hidden: 'withheld', isSmall: false };
  const part = figuresOf(tally, most, questions, floor);
  return { part, hidden: part === null ? 'too-few' : null, isSmall: part === null && fineness(floor, most, floor) !== null };
}

/**
 * Whose tokens are counted in public. Nobody can have answered who did not collect: of a hidden cohort the number is hidden too, and
 * with it each total that would give it away.
 */
const participationOf = (seen: readonly Seen[], services: readonly { group: string; parts: readonly Seen[] }[]): Suppression =>
  suppress({
    cells: seen.map(({ cohort: { group, collected } }) => ({ id: group, count: collected })),
    groupings: [
      { id: 'services', groups: services.map(({ group, parts }) => ({ id: group, cells: parts.map((p) => p.cohort.group) })) },
      { id: 'whole', groups: [{ id: 'organisation', cells: seen.map((s) => s.cohort.group) }] },
    ],
    floor: 0,
    hide: seen.filter((s) => s.hidden !== null).map((s) => s.cohort.group),
    hides: 'totals-alone',
  });
