import type { GroupRelease } from '../disclosure/release.ts';
import type { Question } from '../pulse/question.ts';
import { type Chart, chartOf, percent, type Stretch, typeOf } from './chart.ts';
import { type Event, restartsOf } from './event.ts';
import { answeredOver, extremesOf, type Level, levelOf, roundedLevel, shownIn } from './level.ts';
import { type Mark, moveTo, pointsInRow, sideOfLine } from './rules.ts';
import { askedAs, type Point, type Series, seriesIn } from './series.ts';

/**
 * What can be said of one measure of one group now: exactly one finding, so that two never contradict.
 *
 *     newest rounds hidden ─▶ not-shown     the newest figure is marked ─▶ the rule that counts there
 *     under ten figures    ─▶ too-short     it is not                   ─▶ steady
 *
 * Only the newest figure's mark counts, as the newest point's icon does in "Making Data Count": a rule that fired earlier and does so
 * no longer was news then, and what is steady is so since. Limits that were begun anew leave what lay before aside.
 */
export type Finding = Signal | Steady | TooShort | NotShown;

interface About {
  group: string;
  name: string;
  question: string;
  series: string;
}

export interface Shown extends About {
  /** The newest round with a figure, and how many later ones show none. */
  upTo: number;
  hiddenSince: number;
  /** The fewest and the most that may have answered in the rounds it speaks of. */
  answered: { atLeast: number; atMost: number } | null;
  provisional: boolean;
}

export interface Signal extends Shown {
  kind: Mark['rule'];
  side: Mark['side'];
  direction: 'better' | 'worse';
  /** The first round on this side of the line (of a trend: of the moves) and when it closed; where fewer than seven are, the first that fired. */
  since: number;
  sinceAt: string | null;
  /** Rounds with figures since then, and how many of them the rule fired in or, of two of three, lie close to the limit. */
  rounds: number;
  fired: number;
  now: Level;
  /** What `now` is held against: of a trend where it began, of a run the middle of all, else the mean of the rounds before. */
  before: Level;
  roundsBefore: number;
}

export interface Steady extends Shown {
  kind: 'steady';
  since: number;
  rounds: number;
  lowest: Level;
  highest: Level;
  /** The last round before `since` in which a rule had fired; null where none had, since the limits began. */
  stoodOutUpTo: number | null;
}

export interface TooShort extends About {
  kind: 'too-short';
  /** Rounds with figures since the line began, in the round `since`. */
  rounds: number;
  since: number | null;
}

export interface NotShown extends About {
  kind: 'not-shown';
  /** The last round with a figure; null where there never was one. */
  lastShown: number | null;
  hidden: NonNullable<Point['hidden']>;
}

/** No rule can fire with fewer: the runs rules begin at ten. */
export const fewestFigures = 10;
/** A finding still speaks when the newest rounds, up to so many, show nothing. */
export const hiddenAtMost = 2;

/** The process chart of a series, its limits begun anew where an event says so. */
export const chartOfSeries = (series: Pick<Series, 'group' | 'points'>, events: readonly Event[] = []): Chart =>
  chartOf(series.points.map((p) => p.value), { halfWidths: series.points.map((p) => p.halfWidth), restarts: events.length === 0 ? [] : restartsOf(series, events), within: percent });

/** A finding with what it was found in. */
export interface Found {
  finding: Finding;
  question: Question;
  series: Series;
  chart: Chart;
}

/** All findings of groups as they are asked now, in order of groups and questions. */
export function foundIn(releases: readonly GroupRelease[], questions: readonly Question[], events: readonly Event[] = []): Found[] {
  return askedAs(releases).filter((asked) => asked.current).flatMap((asked) =>
    questions.map((question): Found => {
      const series = seriesIn(asked, question.id);
      const chart = chartOfSeries(series, events);
      return { finding: findingOf(series, chart, question), question, series, chart };
    }),
  );
}

export const findingsOf = (releases: readonly GroupRelease[], questions: readonly Question[], events: readonly Event[] = []): Finding[] => foundIn(releases, questions, events).map((f) => f.finding);

export function findingOf(series: Series, chart: Chart, question: Pick<Question, 'id' | 'measure'>): Finding {
  const { points } = series;
  const about: About = { group: series.group, name: series.name, question: question.id, series: series.id };
  const last = points.findLastIndex((p) => p.value !== null);
  const newest = points.at(-1);
  if (newest === undefined) return { ...about, kind: 'too-short', rounds: 0, since: null };
  const hiddenSince = points.length - 1 - last;
  if (last === -1 || hiddenSince > hiddenAtMost) return { ...about, kind: 'not-shown', lastShown: points[last]?.round ?? null, hidden: newest.hidden ?? 'too-few' };

  const stretch = chart.stretches.find((s) => s.from <= last && last < s.to);
  const newestStretch = chart.stretches.at(-1);
  // Limits begun anew with a round that shows nothing yet: what lay before is set aside all the same.
  if (stretch === undefined || newestStretch !== stretch || stretch.shown < fewestFigures)
    return { ...about, kind: 'too-short', rounds: newestStretch === stretch ? (stretch?.shown ?? 0) : 0, since: points[newestStretch?.from ?? 0]?.round ?? null };

  const shown = (from: number) => ({ ...about, upTo: points[last]?.round ?? 0, hiddenSince, answered: answeredOver(points, from, last + 1), provisional: stretch.provisional });
  const mark = chart.marks[last] ?? null;
  if (mark === null) {
    const fired = chart.marks.findLastIndex((m, i) => m !== null && i >= stretch.from && i < last);
    const from = fired === -1 ? stretch.from : points.findIndex((p, i) => i > fired && p.value !== null);
    const { lowest, highest } = extremesOf(points, from, last + 1);
    return {
      ...shown(from),
      kind: 'steady',
      since: points[from]?.round ?? 0,
      rounds: shownIn(points, from, last + 1),
      lowest: levelOf(points, lowest, lowest + 1),
      highest: levelOf(points, highest, highest + 1),
      stoodOutUpTo: points[fired]?.round ?? null,
    };
  }
  const fired = firstOf(mark, points, chart, stretch, last);
  const from = mark.rule === 'outside' || mark.rule === 'two-of-three' ? startOf(mark, points, stretch, fired, last) : fired;
  const spokenOf = (point: Point): boolean => mark.rule !== 'two-of-three' || isClose(point, stretch, mark.side);
  const roundsBefore = shownIn(points, stretch.from, from);
  return {
    ...shown(fired),
    kind: mark.rule,
    side: mark.side,
    direction: typeOf(mark, question.measure.better) === 'better' ? 'better' : 'worse',
    since: points[from]?.round ?? 0,
    sinceAt: points[from]?.at ?? null,
    rounds: last + 1 - from,
    fired: shownIn(points, fired, last + 1, spokenOf),
    now: levelOf(points, mark.rule === 'trend' ? last : fired, last + 1, spokenOf),
    before: heldAgainst(mark, points, stretch, from, roundsBefore),
    roundsBefore,
  };
}

function heldAgainst({ rule }: Mark, points: readonly Point[], stretch: Stretch, from: number, roundsBefore: number): Level {
  if (rule === 'trend') return levelOf(points, from, from + 1);
  if (rule === 'run' || roundsBefore === 0) return roundedLevel(stretch.runs?.median ?? stretch.limits?.centre ?? 0);
  return levelOf(points, stretch.from, from);
}

/** The first point of what the mark at `last` stands for. */
function firstOf(mark: Mark, points: readonly Point[], chart: Chart, stretch: Stretch, last: number): number {
  if (mark.rule === 'run') return stretch.runs?.latest?.from ?? last;
  if (mark.rule === 'two-of-three') return last - 2 >= stretch.from && isClose(points[last - 2], stretch, mark.side) ? last - 2 : last - 1;
  if (mark.rule === 'shift') return runStart(mark.side, points, stretch, last);
  return backFrom(last, stretch.from, (earlier, later) => {
    if (mark.rule === 'outside') return isMarked(chart, earlier, mark);
    const was = points[earlier];
    const is = points[later];
    if (was === undefined || is === undefined || was.value === null || is.value === null) return false;
    return moveTo(is.value, is.halfWidth, was.value, was.halfWidth) === mark.side;
  });
}

/** Where what fired stands at the end of seven or more on its side of the line, they are what is spoken of. */
function startOf({ side }: Mark, points: readonly Point[], stretch: Stretch, fired: number, last: number): number {
  const first = runStart(side, points, stretch, last);
  return last + 1 - first >= pointsInRow ? Math.min(first, fired) : fired;
}

const runStart = (side: Mark['side'], points: readonly Point[], stretch: Stretch, last: number): number =>
  backFrom(last, stretch.from, (earlier) => {
    const point = points[earlier];
    return point !== undefined && point.value !== null && sideOfLine(point.value, point.halfWidth, stretch.limits?.centre ?? 0) === side;
  });

/** The first index from which each step up to `last` holds. */
function backFrom(last: number, least: number, holds: (earlier: number, later: number) => boolean): number {
  let first = last;
  while (first > least && holds(first - 1, first)) first -= 1;
  return first;
}

const isMarked = (chart: Chart, at: number, { rule, side }: Mark): boolean => chart.marks[at]?.rule === rule && chart.marks[at].side === side;

/** Between near limit and limit on this side. Where a line is drawn at 0 or 100 nothing lies beyond it, nor beyond the line as computed. */
function isClose(point: Point | undefined, { limits }: Stretch, side: Mark['side']): boolean {
  if (point === undefined || point.value === null || limits === null) return false;
  const beyond = (line: number): boolean => sideOfLine(point.value ?? line, point.halfWidth, line) === side;
  return side === 'high' ? beyond(limits.nearUpper) && !beyond(limits.upper) : beyond(limits.nearLower) && !beyond(limits.lower);
}

export const isSignal = (finding: Finding): finding is Signal => 'direction' in finding;

/** Questions that ask about moral injury: by their place in the bank, `values` and `letdown`. */
const moralInjury: ReadonlySet<string> = new Set(['values', 'letdown']);

/** Whether a named executive owes the group an answer: moral injury that gets worse. */
export const opensAnswer = (finding: Finding): finding is Signal => isSignal(finding) && finding.direction === 'worse' && moralInjury.has(finding.question);
