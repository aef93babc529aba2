import * as z from 'zod';
import { type Class, classesIn, type ClassLists, groupings, keyOf, most } from '../pulse/classes.ts';
import type { Question } from '../pulse/question.ts';
import type { Tally } from '../pulse/tally.ts';
import { type Part, roundedTo } from './figures.ts';
import { type Band, type Grain, grainFrom, knownToColleagues } from './grain.ts';
import { share } from './release.ts';

/** Fewer than these are never a class that is shown, nor a share of one. */
export const fewestInClass = 20;
/** Coarser than this a share says nothing. */
export const edgesOfClass = [15, 20, 25, 30, 35, 40] as const;

/**
 * One class, of the whole organisation alone. Hidden: `too-few` chose it in the groups that are shown · `stands-out`: its people are too
 * many of their groups to be told apart from the others in them · `most`: what most people are, and so what groups' figures speak of.
 */
export const classRelease = z.lazy(() =>
  z.object({
    grouping: z.enum(groupings),
    option: z.number().int(),
    name: z.string(),
    figures: z
      .object({
        answered: z.object({ atLeast: z.number().int(), atMost: z.number().int() }),
        shares: z.record(z.string(), share.nullable()),
        grain: z.object({ edge: z.number().int(), step: z.number().int(), joined: z.boolean() }),
      })
      .nullable(),
    hidden: z.enum(['too-few', 'stands-out', 'most']).nullable(),
  }),
);
export type ClassRelease = z.infer<typeof classRelease>;

/** A cohort that is shown, with what its people said who chose a class. */
export interface ShownCohort {
  part: Part;
  tally: Tally;
  classes: ReadonlyMap<string, Tally>;
}

/**
 * Which classes are shown, and what of them, so that they add nothing to what groups already say of anybody: whatever a group may have
 * answered by its own figures, it still may. For that, those of a group who are counted in a class are so few that whatever they
 * answered is lost among the others there, and no group is so much of a class that the others cannot make up for it. By counts of who
 * chose what alone; the smallest class first, since it takes least room, and then whatever still fits beside it.
 *
 *     counted in a group, all classes together < its edge     (else none of it is counted)
 *     lost seats + the most of a class in one group + three colleagues < the class's edge
 */
export function classReleasesOf(cohorts: readonly ShownCohort[], questions: readonly Question[], lists: ClassLists, floor: number): ClassRelease[] {
  const classes = classesIn(lists);
  const chosen = new Map(classes.map((c) => [keyOf(c), sum(cohorts.map((d) => answeredIn(d, keyOf(c))))]));
  const number = (c: Class): number => chosen.get(keyOf(c)) ?? 0;
  let shown = new Map<string, ClassRelease['figures']>();
  for (const candidate of classes.filter((c) => number(c) >= fewestInClass).sort((a, b) => number(a) - number(b))) {
    const together = figuresTogether(cohorts, [...shown.keys(), keyOf(candidate)], questions, floor);
    if (together !== null) shown = together;
  }
  const all = groupings.flatMap((grouping) => lists[grouping].map((name, i): Class => ({ grouping, option: i + 1, name })).slice(1));
  return all.map((c): ClassRelease => {
    const figures = shown.get(keyOf(c)) ?? null;
    const isOne = chosen.has(keyOf(c));
    return { ...c, figures, hidden: figures !== null ? null : !isOne && c.option === most ? 'most' : number(c) < fewestInClass ? 'too-few' : 'stands-out' };
  });
}

/**
 * The most of a group that may be counted in classes. It follows from the band that the group shows, so that what is counted says nothing
 * of how many answered; and it leaves three colleagues and these within the floor, since no more may have answered a question.
 */
export const roomIn = ({ answered, grain }: { answered: Band; grain: Grain }, floor: number): number => Math.min(under(grain.edge, answered.atMost), floor - knownToColleagues);

/** How many are fewer than this percentage of a number. */
export const under = (percent: number, of: number): number => Math.ceil((percent * of) / 100) - 1;

/** Those of these classes in a group, where they are few enough to be counted; else nobody of it is. */
const countedIn = (cohorts: readonly ShownCohort[], keys: readonly string[], floor: number): ShownCohort[] =>
  cohorts.filter((d) => sum(keys.map((k) => answeredIn(d, k))) <= roomOf(d, floor));

const roomOf = ({ part: { figures, grain } }: ShownCohort, floor: number): number => roomIn({ answered: figures.answered, grain }, floor);

function figuresTogether(cohorts: readonly ShownCohort[], keys: readonly string[], questions: readonly Question[], floor: number): Map<string, ClassRelease['figures']> | null {
  const counted = countedIn(cohorts, keys, floor);
  const bands = new Map(keys.map((key): [string, Band] => [key, bandOfClass(sum(counted.map((d) => answeredIn(d, key))))]));
  if ([...bands.values()].some((b) => b.atLeast < fewestInClass)) return null;
  // Whichever group one looks at, the others could have been all of the classes: then nobody knows whether any of it was counted.
  const rooms = cohorts.map((d) => roomOf(d, floor));
  if (sum(rooms) - Math.max(...rooms) < sum([...bands.values()].map((b) => b.atLeast))) return null;
  const found = new Map<string, ClassRelease['figures']>();
  for (const [key, band] of bands) {
    const figures = figuresOfClass(counted, key, keys, band, questions);
    if (figures === null) return null;
    found.set(key, figures);
  }
  return found;
}

function figuresOfClass(counted: readonly ShownCohort[], key: string, keys: readonly string[], band: Band, questions: readonly Question[]): ClassRelease['figures'] {
  const tally = addedUp(counted.map((d) => d.classes.get(key)), questions);
  const largest = Math.max(...counted.map((d) => answeredIn(d, key)));
  const isWide = (edge: number): boolean =>
    questions.every(({ id }) => {
      const whole = sum(tally.options[id] ?? []);
      return whole < fewestInClass || sum(counted.map((d) => lostIn(d, keys, id))) + largest + knownToColleagues <= under(edge, whole);
    });
  const edge = edgesOfClass.find(isWide);
  const grain = edge === undefined ? null : grainFrom(edge, fewestInClass, band);
  if (grain === null) return null;
  const { answered, shares } = roundedTo(grain, band, tally, questions, fewestInClass).figures;
  return { answered, shares, grain };
}

/**
 * How many of those who are counted cannot have been at the far side of the group's own edge together, were there no more in the group
 * than its band begins with: what is shown of a class then says nothing of how many were. Nobody, where the group's share is hidden.
 */
function lostIn({ part: { figures, grain }, tally, classes }: ShownCohort, keys: readonly string[], question: string): number {
  if (figures.shares[question] == null) return 0;
  const seats = under(grain.edge, Math.min(figures.answered.atLeast, sum(tally.options[question] ?? [])));
  return Math.max(0, sum(keys.map((k) => sum(classes.get(k)?.options[question] ?? []))) - seats);
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const answeredIn = (d: ShownCohort, key: string): number => d.classes.get(key)?.answered ?? 0;

/** 20 to 39, 40 to 79 …: so wide that hardly anything is said of who answered, even where it is known who is what. */
export function bandOfClass(n: number): Band {
  if (n < fewestInClass) return { atLeast: 0, atMost: fewestInClass - 1 };
  let atLeast = fewestInClass;
  while (n >= 2 * atLeast) atLeast *= 2;
  return { atLeast, atMost: 2 * atLeast - 1 };
}

function addedUp(tallies: readonly (Tally | undefined)[], questions: readonly Question[]): Tally {
  const there = tallies.flatMap((t) => (t === undefined ? [] : [t]));
  const options = Object.fromEntries(questions.map(({ id, options }) => [id, options.map((_, i) => sum(there.map((t) => t.options[id]?.[i] ?? 0)))]));
  return { answered: sum(there.map((t) => t.answered)), unreadable: 0, options, why: {} };
}
