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

/** A group as it was asked without a change, round after round, whatever was asked: what its series of every question have in common. */
export interface AskedAs extends Omit<Series, 'question' | 'points'> {
  releases: readonly GroupRelease[];
}

/** Every group's series of a question, in order of groups and rounds. Takes releases in any order, of one group or of all. */
export const seriesOf = (releases: readonly GroupRelease[], question: string): Series[] => askedAs(releases).map((asked) => seriesIn(asked, question));

export function seriesIn({ id, group, kind, name, teams, releases, follows, followedBy, current }: AskedAs, question: string): Series {
  return { id, group, kind, name, teams, question, points: releases.map((r) => pointOf(r, question)), follows, followedBy, current };
}

/**
 * Where lines begin and end. Of all groups' releases it knows what each became. Rounds are numbered without gaps: in one that a group
 * has no release of, its teams were asked otherwise.
 */
export function askedAs(releases: readonly GroupRelease[]): AskedAs[] {
  const inOrder = [...releases].sort((a, b) => (a.group === b.group ? a.round - b.round : a.group < b.group ? -1 : 1));
  const all: Unlinked[] = [];
  let before: GroupRelease | null = null;
  for (const release of inOrder) {
    const last = all.at(-1);
    if (before?.group === release.group && before.round === release.round) continue;
    if (last === undefined || before?.group !== release.group || release.round > before.round + 1 || !sameTeams(before.teams, release.teams)) {
      const { group, kind, name, teams, round } = release;
      all.push({ id: `${group}@${round}`, group, kind, name, teams: [...teams].sort(), releases: [release] });
    } else {
      last.releases.push(release);
      // A group may be given another name; it is shown under the newest.
      last.name = release.name;
    }
    before = release;
  }
  return linked(all, releases.reduce((n, r) => Math.max(n, r.round), 0));
}

type Unlinked = Omit<AskedAs, 'releases' | 'follows' | 'followedBy' | 'current'> & { releases: GroupRelease[] };

/** They are nearly always listed alike; else their order does not matter. */
function sameTeams(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  if (a.every((team, i) => team === b[i])) return true;
  const inOrder = [...b].sort();
  return [...a].sort().every((team, i) => team === inOrder[i]);
}

function pointOf({ round, kind, closesAt, figures, hidden }: GroupRelease, question: string): Point {
  const share = figures?.shares[question];
  if (figures === null || share == null) {
    const why = figures === null ? (hidden ?? 'too-few') : share === null ? 'too-few' : 'not-asked';
    return { round, at: closesAt, value: null, halfWidth: 0, share: null, answered: null, hidden: why };
  }
  const { value, halfWidth } = standsFor(share, stepOf(kind, figures.answered, share));
  return { round, at: closesAt, value, halfWidth, share, answered: figures.answered, hidden: null };
}

/** Follows the teams of cohorts, and of a service or the organisation its own name. */
function linked(all: readonly Unlinked[], newest: number): AskedAs[] {
  const follows = new Map<string, Set<string>>();
  const followedBy = new Map<string, Set<string>>();
  const lastOf = new Map<string, string>();
  const startingFirst = [...all].sort((a, b) => (a.releases[0]?.round ?? 0) - (b.releases[0]?.round ?? 0));
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
  return all.map((s) => ({ ...s, follows: listed(follows, s.id), followedBy: listed(followedBy, s.id), current: s.releases.at(-1)?.round === newest }));
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  to.set(key, (to.get(key) ?? new Set<string>()).add(value));
}
