import type { GroupRelease, Share } from '../../shared/disclosure/release.ts';

export const closesAt = (round: number): string => new Date(Date.UTC(2026, 0, 5, 9) + round * 14 * 86_400_000).toISOString().replace('.000Z', 'Z');

interface Told {
  group?: string;
  kind?: GroupRelease['kind'];
  name?: string;
  teams?: readonly string[];
  answered?: { atLeast: number; atMost: number };
  question?: string;
}

/** What one group's round said of one question: a share, `under` or `over` 15 and 85, or why there is none. */
export type Said = number | Share | 'under' | 'over' | NonNullable<GroupRelease['hidden']> | 'few-answered-this' | 'not-asked';

export function released(round: number, said: Said, { group = 'northside', kind = 'cohort', name = 'Northside', teams = group.split('+'), answered = { atLeast: 8, atMost: 15 }, question = 'values' }: Told = {}): GroupRelease {
  const hidden = said === 'too-few' || said === 'withheld' ? said : null;
  const share = (): Share | null => {
    if (typeof said === 'object') return said;
    if (typeof said === 'number') return { percent: said, edge: null };
    return said === 'under' || said === 'over' ? { percent: said === 'under' ? 15 : 85, edge: said } : null;
  };
  return { v: 1, round, closesAt: closesAt(round), group, kind, name, teams, people: 16, collected: 15, leftOut: 0, hidden, figures: hidden === null ? { answered, unreadable: 0, shares: said === 'not-asked' ? {} : { [question]: share() }, why: {} } : null };
}

/** A group's rounds from the first on. */
export const rounds = (said: readonly Said[], told: Told & { first?: number } = {}): GroupRelease[] => said.map((s, i) => released((told.first ?? 1) + i, s, told));
