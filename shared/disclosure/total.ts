import type { Question } from '../pulse/question.ts';
import type { Part } from './figures.ts';
import type { Grain } from './grain.ts';
import type { Figures, Share } from './release.ts';

/** What a published share can stand for, in percent, both ends included. */
export function rangeOf({ percent, edge }: Share, grain: Grain): { from: number; to: number } {
  if (edge === 'under') return { from: 0, to: percent };
  if (edge === 'over') return { from: percent, to: 100 };
  const [low, high] = [grain.edge, 100 - grain.edge];
  const within = grain.joined ? grain.step : 0;
  return { from: percent - within <= low ? low : Math.max(low, percent - grain.step / 2), to: percent + within >= high ? high : Math.min(high, percent + grain.step / 2) };
}

/**
 * A total is made of what its parts publish, and of nothing else: then it gives away no more than they do. Counted anew it would:
 * "under 30 %" here, "50 %" there and a low share above both can prove that nobody here said so. It is an estimate, each part
 * weighing as much as the middle of its band. A part that hides a question is left out of that question.
 */
export function totalOf(parts: readonly Part[], questions: readonly Question[]): Figures {
  const sum = (of: (f: Figures) => number): number => parts.reduce((n, { figures }) => n + of(figures), 0);
  return {
    answered: { atLeast: sum((f) => f.answered.atLeast), atMost: sum((f) => f.answered.atMost) },
    unreadable: sum((f) => f.unreadable),
    shares: Object.fromEntries(questions.map((q) => [q.id, together(parts.flatMap((p) => weighed(p, q.id)))])),
    why: {},
  };
}

/** Whole numbers throughout, so that no order of the parts matters: percentages are doubled and weights are twice the middle. */
interface Weighed {
  weight: number;
  from: number;
  to: number;
  edge: number;
}

function weighed({ figures: { answered, shares }, grain }: Part, question: string): Weighed[] {
  const share = shares[question];
  if (share == null) return [];
  const { from, to } = rangeOf(share, grain);
  return [{ weight: answered.atLeast + answered.atMost, from: 2 * from, to: 2 * to, edge: 2 * grain.edge }];
}

/**
 * To the nearest 5. Where the parts' edges leave no more to say than "low", it says under what: the most they can come to together,
 * and never under 15.
 */
function together(parts: readonly Weighed[]): Share | null {
  const weights = 2 * parts.reduce((n, p) => n + p.weight, 0);
  if (weights === 0) return null;
  const mean = (of: (p: Weighed) => number): number => parts.reduce((n, p) => n + p.weight * of(p), 0) / weights;
  const middle = mean((p) => p.from + p.to) / 2;
  const edge = mean((p) => p.edge);
  const inFives = (percent: number, to: (n: number) => number): number => Math.min(85, Math.max(15, to(percent / 5) * 5));
  if (middle < edge) return { percent: inFives(mean((p) => p.to), Math.ceil), edge: 'under' };
  if (middle > 100 - edge) return { percent: inFives(mean((p) => p.from), Math.floor), edge: 'over' };
  return { percent: inFives(middle, Math.round), edge: null };
}
