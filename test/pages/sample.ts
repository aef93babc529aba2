import type { GroupRelease, Share } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';

/** Releases as the identity side answers them, for states that the demo seldom reaches. */
export const share = (percent: number, edge: Share['edge'] = null): Share => ({ percent, edge });

export const shown = (round: number, percent: number, more: Partial<GroupRelease> = {}): GroupRelease => ({
  ...common(round),
  figures: {
    answered: { atLeast: 12, atMost: 15 },
    unreadable: 0,
    shares: Object.fromEntries(core.map((q) => [q.id, share(percent)])),
    why: { values: 3 },
  },
  hidden: null,
  ...more,
});

export const hiddenRelease = (round: number, hidden: NonNullable<GroupRelease['hidden']>, more: Partial<GroupRelease> = {}): GroupRelease => ({ ...common(round), figures: null, hidden, ...more });

const common = (round: number) => ({
  v: 1 as const,
  round,
  closesAt: new Date(Date.UTC(2026, 0, 5, 9) + round * 14 * 86_400_000).toISOString(),
  group: 'northside',
  kind: 'cohort' as const,
  name: 'Northside',
  teams: ['northside'],
  people: 20,
  collected: 19,
  leftOut: 0,
});
