import type { Part } from '../shared/disclosure/figures.ts';
import { fineness, type Grain, grainOf } from '../shared/disclosure/grain.ts';
import { alone, grainsOf, poolsOf, type Size, type Small, withoutPool } from '../shared/disclosure/pool.ts';
import type { Figures, GroupRelease, Share } from '../shared/disclosure/release.ts';
import { totalOf } from '../shared/disclosure/total.ts';
import { emptyTally } from '../shared/pulse/tally.ts';
import type { Interval } from './programme.ts';
import { cohortsOf, partsOf, type PublishedRound } from './published.ts';

/** What totals let be known of some cohorts together. */
export interface Statement {
  groups: readonly string[];
  answered: Interval;
  grain: Grain;
  /** By question, the shares that it may be, where that is known; a share is null where too few answered the question. */
  shares: ReadonlyMap<string, readonly (Share | null)[]>;
}

/**
 * A total is made of what its parts publish and of small cohorts counted together (`pool.ts`). So what is left of it, once the parts
 * that are shown are taken away, is what a pool published. A total that cannot have come about so was counted anew, and speaks of
 * all of its parts. Where the totals do not tell which cohorts are pooled, only that those who may be are no fewer is taken.
 */
export function statementsOf(round: PublishedRound): Statement[] {
  const found = kept.get(round) ?? made(round);
  kept.set(round, found);
  return found;
}
const kept = new WeakMap<PublishedRound, Statement[]>();

function made(round: PublishedRound): Statement[] {
  const totals = round.releases.filter((r) => r.kind !== 'cohort');
  const services = totals.filter((t) => t.kind === 'service');
  const counted: Statement[] = [];
  const pools: PoolSeen[] = [];
  const left: GroupRelease[][] = [];
  for (const service of services) {
    const parts = partsOf(service, round);
    const found = poolIn(service, parts, [], [parts], alone, round);
    if (found === 'counted') counted.push(countedStatement(service, parts, round));
    else if (found !== null) pools.push(found);
    else left.push(parts);
  }
  const organisation = totals.find((t) => t.kind === 'organisation');
  if (organisation !== undefined) {
    const parts = partsOf(organisation, round);
    const others = services.length === 0 ? [parts] : left;
    const found = poolIn(organisation, parts, pools, others, services.length === 0 ? alone : withoutPool, round);
    if (found === 'counted') counted.push(countedStatement(organisation, parts, round));
    else if (found !== null) pools.push(found);
  }
  return [...counted, ...pools.map((p) => statementOf(p)), ...notMade(round, left, pools.some((p) => p.of.kind === 'organisation'))];
}

interface PoolSeen {
  of: GroupRelease;
  /** Who is in it; or, where that is not certain, who may be. */
  members: readonly GroupRelease[];
  certain: boolean;
  answered: Figures['answered'];
  grain: Grain;
  shares: Map<string, (Share | null)[]>;
}

/** Hidden for nothing but that too few answered. Where it is not published how many collected, enough did. */
const isSmall = ({ hidden, people, collected }: GroupRelease, { floor }: PublishedRound): boolean => hidden === 'too-few' && fineness(floor, Math.min(people, collected ?? people), floor) !== null;

function poolIn(total: GroupRelease, parts: readonly GroupRelease[], others: readonly PoolSeen[], from: readonly (readonly GroupRelease[])[], sizeOf: (size: number, floor: number) => Size, round: PublishedRound): PoolSeen | 'counted' | null {
  const { figures } = total;
  if (figures === null) return null;
  const shown = parts.flatMap((p) => (p.figures === null ? [] : [partOf(p.figures, grainOf(round.floor, p.figures.answered))]));
  const seen = [...shown.map((s) => s.figures.answered), ...others.map((o) => o.answered)];
  const answered = { atLeast: figures.answered.atLeast - sum(seen.map((b) => b.atLeast)), atMost: figures.answered.atMost - sum(seen.map((b) => b.atMost)) };
  const shares = combinations(total, shown, others, null, round);
  if (answered.atLeast === 0 && answered.atMost === 0) return shares === null ? 'counted' : null;
  const sets = from.map((group) => group.filter((p) => isSmall(p, round))).filter((set) => set.length > 0);
  const members = sets.flat();
  const inIt = parts.length - total.leftOut - shown.length - others.reduce((n, o) => n + o.members.length, 0);
  if (answered.atLeast < round.floor || members.length < Math.max(inIt, 2)) return 'counted';
  const seenAs = { of: total, members, answered };
  if (members.length > inIt || others.some((o) => !o.certain)) return { ...seenAs, certain: false, grain: finest, shares: new Map() };
  const grain = grainsOf(sets.map((set) => sizeOf(set.length, round.floor)), round.floor)?.get(answered.atMost);
  const mine = grain === undefined ? null : combinations(total, shown, others, { answered, grain }, round);
  return grain === undefined || mine === null ? 'counted' : { ...seenAs, certain: true, grain, shares: mine };
}

const finest: Grain = { edge: 15, step: 5, joined: false };
const partOf = (figures: Figures, grain: Grain | null): Part => ({ figures, grain: grain ?? finest });

/** More would take long and tell little. */
const mostTried = 20_000;

/**
 * What the pools can have published for the total to be what it is; the other pools' possibilities are narrowed in place. Null where
 * it cannot be what it is, whatever they did.
 */
function combinations(total: GroupRelease, shown: readonly Part[], others: readonly PoolSeen[], mine: { answered: Figures['answered']; grain: Grain } | null, round: PublishedRound): Map<string, (Share | null)[]> | null {
  const found = new Map<string, (Share | null)[]>();
  // Nothing is told apart where it is not known who is in the others.
  if (others.some((o) => !o.certain)) return found;
  for (const question of round.questions) {
    const published = total.figures?.shares[question.id] ?? null;
    const options = [...others.map((o) => o.shares.get(question.id) ?? []), ...(mine === null ? [] : [everyShare(mine.grain)])];
    if (options.reduce((n, o) => n * o.length, 1) > mostTried) {
      if (mine !== null) found.set(question.id, everyShare(mine.grain));
      continue;
    }
    const fit = options.map(() => new Set<Share | null>());
    const pools = [...others, ...(mine === null ? [] : [mine])];
    let any = false;
    for (const chosen of product(options)) {
      const pooled = pools.map(({ answered, grain }, i) => partOf({ answered, unreadable: 0, why: {}, shares: { [question.id]: chosen[i] ?? null } }, grain));
      const share = totalOf([...shown, ...pooled], [question]).shares[question.id] ?? null;
      if (share?.percent !== published?.percent || share?.edge !== published?.edge) continue;
      any = true;
      chosen.forEach((s, i) => fit[i]?.add(s));
    }
    if (!any) return null;
    others.forEach((o, i) => o.shares.set(question.id, [...(fit[i] ?? [])]));
    if (mine !== null) found.set(question.id, [...(fit.at(-1) ?? [])]);
  }
  return found;
}

function* product<T>(options: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = options;
  if (first === undefined) yield [];
  else for (const one of first) for (const others of product(rest)) yield [one, ...others];
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

function everyShare({ edge, step, joined }: Grain): (Share | null)[] {
  const within = joined ? step : -step / 2;
  const between = Array.from({ length: Math.floor(100 / step) + 1 }, (_, i) => i * step).filter((p) => p - within >= edge && p + within <= 100 - edge);
  return [null, { percent: edge, edge: 'under' }, ...between.map((percent) => ({ percent, edge: null })), { percent: 100 - edge, edge: 'over' }];
}

const statementOf = ({ members, certain, answered, grain, shares }: PoolSeen): Statement => ({
  groups: members.map((m) => m.group),
  answered: { least: answered.atLeast, greatest: certain ? answered.atMost : Infinity },
  grain,
  shares: certain ? shares : new Map(),
});

const countedStatement = ({ figures }: GroupRelease, parts: readonly GroupRelease[], round: PublishedRound): Statement => ({
  groups: parts.map((p) => p.group),
  answered: { least: figures?.answered.atLeast ?? 0, greatest: figures?.answered.atMost ?? Infinity },
  grain: round.grain ?? (figures === null ? null : grainOf(round.floor, figures.answered)) ?? finest,
  shares: new Map(Object.entries(figures?.shares ?? {}).flatMap(([q, s]) => (s === null ? [] : [[q, [s]] as const]))),
});

/** A pool that is not there, where one could have been, says that in all of it fewer than the floor answered. */
function notMade(round: PublishedRound, left: readonly (readonly GroupRelease[])[], madeOfAll: boolean): Statement[] {
  const fewerThanFloor = (members: readonly GroupRelease[]): Statement => ({ groups: members.map((m) => m.group), answered: { least: 0, greatest: round.floor - 1 }, grain: finest, shares: new Map() });
  const sets = left.map((parts) => parts.filter((p) => isSmall(p, round))).filter((s) => s.length > 0);
  const answering = (n: (i: number) => number) => (members: readonly GroupRelease[], service: number): Small[] =>
    members.map((m, i) => ({ group: m.group, service: String(service), tally: { ...emptyTally(round.questions), answered: n(i) } }));
  const could = sets.filter((s) => poolsOf(answering(() => round.floor - 1)(s, 0), round.questions, round.floor).some((p) => p.service !== null));
  const all = sets.flatMap((s, i) => answering(could.includes(s) ? (n) => (n === 0 ? round.floor - 1 : 0) : () => round.floor - 1)(s, i));
  const ofAll = !madeOfAll && poolsOf(all, round.questions, round.floor).some((p) => p.service === null);
  return [...could.map(fewerThanFloor), ...(ofAll ? [fewerThanFloor(sets.flat())] : [])];
}

/** Of cohorts whose number of tokens is hidden, what totals of tokens leave for them together. */
export function collectedTogether(round: PublishedRound): { groups: string[]; collected: number }[] {
  return round.releases.flatMap((total) => {
    if (total.kind === 'cohort' || total.collected === null) return [];
    const parts = partsOf(total, round);
    const groups = parts.filter((p) => p.collected === null).map((p) => p.group);
    return groups.length === 0 ? [] : [{ groups, collected: total.collected - sum(parts.map((p) => p.collected ?? 0)) }];
  });
}

/** A list of marks shorter than those who were asked was not filled up: its length is how many answers came. */
export const isTelling = (round: PublishedRound): boolean => round.marks < sum(cohortsOf(round).map((c) => c.people));
