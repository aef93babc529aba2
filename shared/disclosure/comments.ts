import { lowestFloor } from './figures.ts';

/**
 * Which list each comment of a round is shown in: by how many there are in cohorts that are shown, and by nothing that is written in
 * them. That somebody wrote in a cohort that is hidden says that somebody answered there, so what is hidden is given a place in any
 * case, and whether anything was written there decides nothing.
 *
 *     cohort ─enough?─▶ a list of its own
 *        └─▶ its service: with the other cohorts that have none ─enough?─▶ a list
 *                └─▶ the organisation: with what is left elsewhere ─enough?─▶ a list
 *                        └─▶ not enough: the smallest list gives itself up, until it is; with none to give, no comment is shown
 */
export interface CommentCount {
  /** The cohort’s entry, by its hash. */
  cohort: string;
  group: string;
  service: string;
  comments: number;
  /** How many are published to have answered at least; 0 where the cohort is hidden. */
  answeredAtLeast: number;
}

export interface CommentList {
  group: string;
  kind: 'cohort' | 'service' | 'organisation';
  /** Whose comments stand here: every cohort of the group that has no list further down, those nobody wrote in among them. */
  cohorts: readonly string[];
  count: number;
}

/**
 * A list is never longer than the number that is published to have answered in its cohorts, so its length tells nothing about who
 * did: people who comment have answered. Above a cohort it holds the comments of two cohorts that are shown or more, and never what is
 * left of one. Where all comments of these together are enough for one list, each of them is in one (but for those beyond that
 * number); else none is. What is hidden stands beside them, or, where no two that are shown wrote, in no list.
 */
export function commentLists(counts: readonly CommentCount[], floor: number): CommentList[] {
  if (floor < lowestFloor) throw new RangeError(`a floor is never under ${lowestFloor}`);
  const lists = listsOf(counts, floor);
  return lists.length > 0 ? lists : listsOf(counts.filter(isShown), floor);
}

function listsOf(counts: readonly CommentCount[], floor: number): CommentList[] {
  const ordered = counts.toSorted((a, b) => byText(a.group, b.group));
  const own = ordered.filter((c) => isEnough([c], floor, 1)).map((c): Part => ({ group: c.group, kind: 'cohort', of: [c] }));
  const lists: Part[] = [];
  const left: CommentCount[] = [];
  for (const [service, cohorts] of Map.groupBy(ordered, (c) => c.service)) {
    const alone = own.filter((part) => part.of[0]?.service === service).toSorted(smallestFirst);
    const others = cohorts.filter((c) => !alone.some((part) => part.of[0] === c));
    const group = `service-${service}`;
    if (isEnough(others, floor)) lists.push(...alone, { group, kind: 'service', of: others });
    else if (!needsPlace(others)) lists.push(...alone);
    else {
      lists.push(...alone);
      left.push(...others);
    }
  }
  return withLeft(lists, left, floor).map(({ group, kind, of }) => ({ group, kind, cohorts: of.map((c) => c.cohort), count: Math.min(total(of, 'comments'), answered(of)) }));
}

interface Part {
  group: string;
  kind: CommentList['kind'];
  of: readonly CommentCount[];
}

/** What no service could show becomes the organisation’s list; where it is too little, a cohort of the same service helps first, then whatever is smallest. */
function withLeft(lists: readonly Part[], left: readonly CommentCount[], floor: number): Part[] {
  if (!needsPlace(left)) return [...lists];
  const standing = [...lists];
  let rest = [...left];
  if (!isEnoughOrMore(rest, floor))
    for (const [service, of] of Map.groupBy(left, (c) => c.service)) {
      const helper = standing.filter((p) => p.kind === 'cohort' && p.of[0]?.service === service).toSorted(smallestFirst).find((p) => isEnough([...of, ...p.of], floor));
      if (helper === undefined) continue;
      standing.splice(standing.indexOf(helper), 1, { group: `service-${service}`, kind: 'service', of: [...of, ...helper.of] });
      rest = rest.filter((c) => c.service !== service);
    }
  while (needsPlace(rest) && !isEnoughOrMore(rest, floor)) {
    const smallest = standing.toSorted(smallestFirst)[0];
    if (smallest === undefined) return [];
    standing.splice(standing.indexOf(smallest), 1);
    rest = [...rest, ...smallest.of];
  }
  return !needsPlace(rest) ? standing : [...standing, { group: 'organisation', kind: 'organisation', of: rest }];
}

const isShown = (c: CommentCount): boolean => c.answeredAtLeast > 0;
const total = (of: readonly CommentCount[], field: 'comments' | 'answeredAtLeast'): number => of.reduce((n, c) => n + c[field], 0);
const written = (of: readonly CommentCount[]): number => total(of.filter(isShown), 'comments');
const answered = (of: readonly CommentCount[]): number => total(of, 'answeredAtLeast');
const cohortsWith = (of: readonly CommentCount[]): number => of.filter((c) => isShown(c) && c.comments > 0).length;
const needsPlace = (of: readonly CommentCount[]): boolean => written(of) > 0 || !of.every(isShown);

/** Enough for a list of all of them, that says no more of who answered than is published. */
const isEnough = (of: readonly CommentCount[], floor: number, cohorts = 2): boolean => written(of) >= floor && written(of) <= answered(of) && cohortsWith(of) >= cohorts;
/** Enough for a list at the top, which has nowhere to hand on what is too many. */
const isEnoughOrMore = (of: readonly CommentCount[], floor: number): boolean => Math.min(written(of), answered(of)) >= floor && cohortsWith(of) >= 2;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const smallestFirst = (a: Part, b: Part): number => written(a.of) - written(b.of) || byText(a.group, b.group);
