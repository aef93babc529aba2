import type { GroupRelease, Share } from '../../shared/disclosure/release.ts';
import { core, type Question } from '../../shared/pulse/question.ts';
import { foundIn } from '../../shared/signal/finding.ts';
import { dice } from '../../infra/local/demo/answers.ts';
import { type Line, lineOf } from './line.ts';

/**
 * Series, process charts and findings of a very large organisation, against one bare pass over the same published numbers: each read
 * where it stands, its group's mean and mean moving range summed up, and nothing else. Both go over the releases portion by portion,
 * in turns, so that no more of them than a portion has to be there at a time. What it comes to is a point made for each number, five
 * passes over the points (mean and ranges, ranges again without the extreme ones, rules, last figure, what is told), and no sort of a series.
 */
const groups = 5_000;
const rounds = 104;
const measures = 10;
const portion = 250;
const turns = 3;

const questions: readonly Question[] = Array.from({ length: measures }, (_, i) => ({ ...core[i % core.length]!, id: `measure-${i}` }));

export function charting(): Line[] {
  const ours = Array.from({ length: turns }, () => 0);
  const theirs = Array.from({ length: turns }, () => 0);
  for (let from = 0; from < groups; from += portion) {
    const releases = Array.from({ length: portion }, (_, i) => releasesOf(from + i));
    for (let turn = 0; turn < turns; turn++) {
      theirs[turn]! += timed(() => releases.reduce((sum, of) => sum + barePass(of), 0));
      ours[turn]! += timed(() => releases.reduce((n, of) => n + foundIn(of, questions).length, 0));
    }
  }
  const name = `charts and findings: ${groups.toLocaleString('en-GB')} groups, ${rounds} rounds, ${measures} measures`;
  return [lineOf({ name, unit: 'ms', against: 'a bare pass over the numbers', ours, theirs, bound: { of: 'ratio', atMost: 15 } })];
}

function barePass(releases: readonly GroupRelease[]): number {
  let all = 0;
  for (const { id } of questions) {
    let before: number | null = null;
    for (const { figures } of releases) {
      const value = figures?.shares[id]?.percent ?? null;
      if (value !== null) all += before === null ? value : value + Math.abs(value - before);
      before = value;
    }
  }
  return all;
}

function timed(work: () => number): number {
  const from = performance.now();
  if (!(work() > 0)) throw new Error('there was nothing to do');
  return performance.now() - from;
}

/** A group as the close has it: every twentieth round hidden, every tenth share at an edge, some measures that move. */
function releasesOf(group: number): GroupRelease[] {
  const roll = dice(group);
  const middle = questions.map(() => 30 + 40 * roll());
  const id = `team-${group}`;
  return Array.from({ length: rounds }, (_, i): GroupRelease => {
    const isHidden = roll() < 0.05;
    const share = (at: number): Share => {
      const percent = Math.min(75, Math.max(25, Math.round((at + 15 * (roll() + roll() - 1)) / 5) * 5));
      if (roll() < 0.1) return percent < 50 ? { percent: 30, edge: 'under' } : { percent: 70, edge: 'over' };
      return { percent, edge: null };
    };
    const shares = Object.fromEntries(questions.map((q, m) => [q.id, share((middle[m] ?? 50) + (m === 0 && i > 90 ? 15 : 0))]));
    return {
      v: 1, round: i + 1, closesAt: new Date(Date.UTC(2024, 0, 1) + i * 14 * 86_400_000).toISOString(), group: id, kind: 'cohort', name: `Team ${group}`, teams: [id],
      people: 22, collected: 20, leftOut: 0, hidden: isHidden ? 'too-few' : null, figures: isHidden ? null : { answered: { atLeast: 12, atMost: 15 }, unreadable: 0, shares, why: {} },
    };
  });
}
