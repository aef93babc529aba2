import { type Band, grainOfBand } from '../disclosure/grain.ts';
import type { GroupRelease, Share } from '../disclosure/release.ts';

/**
 * A group's published figures for one question, round by round: what process charts are made of. From releases and nothing else.
 * A round that shows nothing is a point without a value.
 */
export interface Series {
  /** Unique among all series of a question: the group and its first round. */
  id: string;
  group: string;
  kind: GroupRelease['kind'];
  name: string;
  teams: readonly string[];
  question: string;
  /** In order of rounds, without a round left out. */
  points: readonly Point[];
  /** Series that its teams had before, and have since: merged, split or closed teams begin a new one, and nothing is cast back. */
  follows: readonly string[];
  followedBy: readonly string[];
  /** Whether it reaches the newest round that is published; otherwise the group is no longer asked as it was. */
  current: boolean;
}

export interface Point {
  round: number;
  /** When the round closed; null where nothing of it is published. */
  at: string | null;
  /** Percent; null where nothing is shown. */
  value: number | null;
  /** What the rounded figure may be off by; 0 without a value. */
  halfWidth: number;
  share: Share | null;
  answered: { atLeast: number; atMost: number } | null;
  /** Why there is no value; null where there is one. `not-asked`: the round did not put this question to this group. */
  hidden: NonNullable<GroupRelease['hidden']> | 'not-asked' | null;
}

/** What totals are rounded to, and groups unless so few answered that only coarser figures may be shown. */
const finestStep = 5;

/** What a group's share was rounded to in a round: it follows from the band of how many answered. Beside an edge it may stand for up to as much again. */
function stepOf(kind: GroupRelease['kind'], band: Band, { percent }: Share): number {
  const grain = kind === 'cohort' ? grainOfBand(band) : null;
  if (grain === null) return finestStep;
  const isLast = Math.min(percent, 100 - percent) - grain.step <= grain.edge;
  return grain.joined && isLast ? 2 * grain.step : grain.step;
}

/**
 * What a published share is drawn and charted as: the middle of what it stands for, and how far from it the true one may lie. An
 * edge ("under 30 %") stands for all that is beyond it, wherever it lay in that round.
 */
export function standsFor({ percent, edge }: Share, step: number = finestStep): { value: number; halfWidth: number } {
  if (edge === null) return { value: percent, halfWidth: step / 2 };
  return edge === 'under' ? { value: percent / 2, halfWidth: percent / 2 } : { value: (100 + percent) / 2, halfWidth: (100 - percent) / 2 };
}

/**
 * Every group's series of a question, in order of groups and rounds. Takes releases in any order, of one group or of all; of all, it
 * knows what each became. Rounds are numbered without gaps: in one that a group has no release of, its teams were asked otherwise.
 */
export function seriesOf(releases: readonly GroupRelease[], question: string): Series[] {
  const inOrder = [...releases].sort((a, b) => (a.group === b.group ? a.round - b.round : a.group < b.group ? -1 : 1));
  const newest = releases.reduce((n, r) => Math.max(n, r.round), 0);
  const all: Unlinked[] = [];
  for (const release of inOrder) {
    const last = all.at(-1);
    const before = last?.points.at(-1);
    if (last?.group === release.group && before?.round === release.round) continue;
    if (last === undefined || before === undefined || last.group !== release.group || !sameTeams(last.teams, release.teams) || release.round > before.round + 1) {
      const { group, kind, name, teams, round } = release;
      all.push({ id: `${group}@${round}`, group, kind, name, teams: [...teams].sort(), question, points: [pointOf(release, question)] });
    } else {
      last.points.push(pointOf(release, question));
      // A group may be given another name; it is shown under the newest.
      last.name = release.name;
    }
  }
  return linked(all, newest);
}

type Unlinked = Omit<Series, 'points' | 'follows' | 'followedBy' | 'current'> & { points: Point[] };

const sameTeams = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && [...a].sort().every((team, i) => team === [...b].sort()[i]);

const gap = (round: number): Point => ({ round, at: null, value: null, halfWidth: 0, share: null, answered: null, hidden: 'not-asked' });

function pointOf({ round, kind, closesAt, figures, hidden }: GroupRelease, question: string): Point {
  const share = figures?.shares[question];
  if (figures === null || share == null) {
    const why = figures === null ? (hidden ?? 'too-few') : share === null ? 'too-few' : 'not-asked';
    return { ...gap(round), at: closesAt, hidden: why };
  }
  return { round, at: closesAt, ...standsFor(share, stepOf(kind, figures.answered, share)), share, answered: figures.answered, hidden: null };
}

/** Follows the teams of cohorts, and of a service or the organisation its own name. */
function linked(all: readonly Unlinked[], newest: number): Series[] {
  const follows = new Map<string, Set<string>>();
  const followedBy = new Map<string, Set<string>>();
  const lastOf = new Map<string, string>();
  const startingFirst = [...all].sort((a, b) => (a.points[0]?.round ?? 0) - (b.points[0]?.round ?? 0));
  for (const series of startingFirst) {
    const traces = series.kind === 'cohort' ? series.teams.map((team) => `team ${team}`) : [series.group];
    for (const trace of traces) {
      const before = lastOf.get(trace);
      if (before !== undefined) {
        add(follows, series.id, before);
        add(followedBy, before, series.id);
      }
      lastOf.set(trace, series.id);
    }
  }
  const listed = (of: Map<string, Set<string>>, id: string): string[] => [...(of.get(id) ?? [])].sort();
  return all.map((s) => ({ ...s, follows: listed(follows, s.id), followedBy: listed(followedBy, s.id), current: s.points.at(-1)?.round === newest }));
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  to.set(key, (to.get(key) ?? new Set<string>()).add(value));
}
