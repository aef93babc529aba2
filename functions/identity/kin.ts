import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { preparedRound } from '../store/record.ts';
import type { Caller } from '../http/endpoint.ts';
import type { Store } from '../store/store.ts';
import { mayRead } from './people.ts';

export interface Kin {
  group: string;
  name: string;
  /** Whether the caller may read it. */
  isMine: boolean;
}

/**
 * Which groups a cohort's teams were asked as in the round before its first, and in the round after its last: merged, split and
 * closed teams begin a new line, linked to the old. A cohort that was there in that round itself has no kin in it.
 */
export async function kinOf(caller: Caller, releases: readonly GroupRelease[], last: number, published: Pick<Store, 'get'>): Promise<{ follows: Kin[]; followedBy: Kin[]; hasEnded: boolean }> {
  const newest = releases.at(-1);
  const begun = releases.findLastIndex((r, i) => r.round - 1 !== releases[i - 1]?.round);
  const first = releases[begun];
  if (newest === undefined || first === undefined) return { follows: [], followedBy: [], hasEnded: false };
  const hasEnded = newest.round < last;
  const inRound = async (round: number): Promise<Kin[]> => {
    const cohorts = (await preparedRound(published, round))?.cohorts ?? [];
    if (newest.kind !== 'cohort' || cohorts.some((c) => c.group === newest.group)) return [];
    return cohorts.filter((c) => c.teams.some((t) => newest.teams.includes(t))).map(({ group, name, teams }) => ({ group, name, isMine: mayRead(caller, teams, 'cohort') }));
  };
  return { follows: await inRound(first.round - 1), followedBy: hasEnded ? await inRound(newest.round + 1) : [], hasEnded };
}
