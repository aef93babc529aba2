import { lengthInDays, type LocalDate } from './date.ts';
import type { Due } from './due.ts';
import type { Owes } from './rules/rule.ts';

/** One thing that is owed: what counts, and every other rule about the same thing. Both are shown. */
export interface Entitlement {
  counts: Due;
  also: readonly Due[];
}

/**
 * Of rules about one thing the stricter counts:
 *
 *     not met before met ▶ the earlier day ▶ the shorter interval ▶ more minutes ▶ more pieces ▶ the id
 *
 * The earlier day comes first, because that is what a shorter interval is for: a short session may have kept the rule with the short
 * interval and not the one with the long session. So no rule that is added ever makes anything due later.
 */
export function byStrictness(a: Due, b: Due): number {
  return rank(a) - rank(b) || dayOrder(a.dueOn, b.dueOn) || interval(a) - interval(b) || most(b) - most(a) || (a.rule.id < b.rule.id ? -1 : Number(a.rule.id > b.rule.id));
}

export function stricter(dues: readonly Due[]): Entitlement[] {
  return [...Map.groupBy(dues, (due) => due.rule.about).values()]
    .flatMap((same): Entitlement[] => {
      const [counts, ...also] = [...same].sort(byStrictness);
      return counts === undefined ? [] : [{ counts, also }];
    })
    .sort((a, b) => byStrictness(a.counts, b.counts));
}

/** So many minutes in one stretch keep every rule of the thing at once; null where none of them names minutes. */
export function minutesToBook({ counts, also }: Entitlement): number | null {
  const named = [counts, ...also].flatMap(({ rule: { owes } }) => (owes.kind === 'sessions' && owes.minutes !== null ? [owes.minutes] : []));
  return named.length === 0 ? null : Math.max(...named);
}

/** What is due next of everything; null where nothing has a day. */
export const nextDue = (entitlements: readonly Entitlement[]): Due | null => entitlements.map((e) => e.counts).filter((d) => d.state === 'open' && d.dueOn !== null).sort(byStrictness)[0] ?? null;

const order = { open: 0, away: 1, always: 2, met: 3 } as const satisfies Readonly<Record<Due['state'], number>>;
const rank = ({ state }: Due): number => order[state];
const dayOrder = (a: LocalDate | null, b: LocalDate | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1);

const interval = ({ why, rule: { owes } }: Due): number => {
  if (why.kind === 'interval') return lengthInDays(why.every);
  if ('per' in owes) return owes.per.kind === 'years' ? lengthInDays(owes.per) : lengthInDays({ years: 1 });
  return owes.kind === 'recent' ? lengthInDays(owes.within) : Infinity;
};
/** Intervals that are both endless are equal. */
const most = ({ rule: { owes } }: Due): number => sizeOf(owes);

function sizeOf(owes: Owes): number {
  switch (owes.kind) {
    case 'sessions':
      return owes.minutes ?? 0;
    case 'hours':
      return owes.minutes;
    case 'pieces':
      return owes.pieces;
    case 'workload-reduction':
      return owes.percent;
    case 'protected-share':
      return owes.workingDaysAWeek;
    case 'checklist':
    case 'declaration':
      return owes.items.reduce((sum, { count }) => sum + count, 0);
    case 'recent':
    case 'record':
    case 'fields':
    case 'no-number':
      return 0;
    default:
      return owes satisfies never;
  }
}
