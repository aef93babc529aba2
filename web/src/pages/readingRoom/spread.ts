import type { GroupRelease, Share } from '../../../../shared/disclosure/release.ts';
import { standsFor } from '../../../../shared/signal/series.ts';
import { percent, shareIn } from '../../ui/share.ts';

/** From where to where a measure lies in the groups that can be shown; null where none can. It names no group. */
export function spread(groups: readonly GroupRelease[], question: string): { least: string; most: string; shown: number } | null {
  const shares = groups.map((g) => shareIn(g, question).share).filter((s) => s !== null).sort(bySize);
  const [least] = shares;
  const most = shares.at(-1);
  return least === undefined || most === undefined ? null : { least: percent(least), most: percent(most), shown: shares.length };
}

/** By the middle of what it stands for: "under 30 %" of few comes before "20 %" of many. */
const bySize = (a: Share, b: Share): number => standsFor(a).value - standsFor(b).value;
