import { fineness, type Grain, grainOf } from '../shared/disclosure/grain.ts';
import type { GroupRelease } from '../shared/disclosure/release.ts';
import { type Class, classesOf, type Model } from './classes.ts';
import { type Columns, columnsOf, questionsOf, type Target } from './columns.ts';
import { fitting } from './counts.ts';
import { rowsOfClasses } from './ofClasses.ts';
import { type Interval, programme, type Programme } from './programme.ts';
import { classesShown, cohortsOf, type Insider, type Published, type PublishedRound, tellingLists } from './published.ts';
import { answeredIn, type Asked, holdShare, minus, type Sum, saidIn } from './sums.ts';
import { collectedTogether, isTelling, statementsOf } from './totals.ts';
import { type Bound, verdicts } from './verdict.ts';

/**
 * An attacker who has read everything that was ever published, knows who works where and what three colleagues in each group said,
 * and bounds every count that is not published, with a linear programme (`programme.ts`).
 *
 *     releases, rosters, insiders ─▶ columns: people of one path ─▶ rows: what is published of sums of them ─▶ least … greatest
 *
 * Where nothing was published of how many answers could not be read, the attacker takes it that all could.
 */
export async function attack(published: Published, model: Model, insiders: readonly Insider[] = []): Promise<Bound[]> {
  const bounds: Bound[] = [];
  for (const rounds of stretches(published.rounds, model))
    for (const groups of together(rounds, model)) {
      const found = await longest({ rounds, groups, model, insiders });
      if (found.impossible.length > 0) throw new Contradiction(`nothing fits what was published of round ${found.impossible.join(', ')}`);
      bounds.push(...found.bounds);
    }
  return bounds;
}

/** What was published contradicts itself, or an insider: somebody counted wrongly, or lies. */
export class Contradiction extends Error {
  override readonly name = 'Contradiction';
}

/** Rounds that are attacked together. */
export const stretches = (rounds: readonly PublishedRound[], model: Model): PublishedRound[][] => (model === 'independent' ? rounds.map((r) => [r]) : rounds.length === 0 ? [] : [[...rounds]]);

/** Groups that share people or a total, directly or through others, by all their names: each set can be attacked apart. */
export function together(rounds: readonly PublishedRound[], model: Model): Set<string>[] {
  const sets = new Map<string, Set<string>>();
  const join = (names: readonly string[]): void => {
    const all = new Set(names.flatMap((n) => [...(sets.get(n) ?? [n])]));
    for (const name of all) sets.set(name, all);
  };
  for (const round of rounds) {
    for (const c of cohortsOf(round)) join([c.group]);
    for (const { groups } of [...statementsOf(round), ...collectedTogether(round), ...tellingLists(round)]) join(groups);
    if (isTelling(round)) join(cohortsOf(round).map((c) => c.group));
    if (classesShown(round).length > 0) join(cohortsOf(round).filter((c) => c.figures !== null).map((c) => c.group));
  }
  if (model !== 'independent') for (const { path } of classesOf(rounds, model)) join([...path.values()]);
  return [...new Set(sets.values())];
}

/**
 * People do change their answers, and then no answers fit all rounds. What can still be attacked are the longest stretches of rounds
 * that could be of people who did not; each is bounded by itself. A round that nothing fits even alone is `impossible`.
 */
export async function longest(target: Target): Promise<{ bounds: Bound[]; impossible: number[] }> {
  const { spells, impossible } = await spellsOf(target);
  return { bounds: spells.flatMap((s) => s.bounds), impossible };
}

/** Rounds that can be of people who did not change their answers, and what they say together. */
interface Spell {
  rounds: readonly PublishedRound[];
  bounds: Bound[];
}

async function spellsOf(target: Target): Promise<{ spells: Spell[]; impossible: number[] }> {
  const { rounds } = target;
  const spells: Spell[] = [];
  const impossible: number[] = [];
  let to = 0;
  for (let from = 0; to < rounds.length; from++) {
    const before = to;
    while (to < rounds.length && (await fits({ ...target, rounds: rounds.slice(from, to + 1) }))) to += 1;
    // A stretch that ends where the one before it did is a part of that.
    if (to > before) {
      const spell = rounds.slice(from, to);
      spells.push({ rounds: spell, bounds: (await boundsOf({ ...target, rounds: spell })) ?? [] });
    } else if (from === to) impossible.push(rounds[to++]?.round ?? 0);
  }
  return { spells, impossible };
}

/**
 * Exactly the same people answering in every round, and as before: `held` is of groups whose people were the same all the while, of which
 * nothing may be known that is not published; `moved` is of those in which somebody joined or left, and whoever knew that much of every
 * single colleague would read off there what changed (0009).
 */
export async function attackSamePeople({ rounds }: Published, insiders: readonly Insider[] = []): Promise<{ held: Bound[]; moved: Bound[] }> {
  const held: Bound[] = [];
  const moved: Bound[] = [];
  for (const groups of together(rounds, 'same-people'))
    for (const { rounds: spell, bounds } of (await spellsOf({ rounds, groups, model: 'same-people', insiders })).spells)
      for (const bound of bounds) (bound.kind !== 'changed' && isSettled(bound.group, spell) ? held : moved).push(bound);
  return { held, moved };
}

/** Whether a group has been of the same people throughout. */
const isSettled = (group: string, rounds: readonly PublishedRound[]): boolean => new Set(rounds.map((r) => JSON.stringify((r.rosters.get(group) ?? []).toSorted()))).size === 1;

function built(target: Target): { lp: Programme; asked: Asked[] } {
  const lp = programme();
  const columns = columnsOf(lp, target);
  const asked = target.rounds.flatMap((round) => rowsOf(lp, columns, round, target));
  if (target.model !== 'independent') asked.push(...changes(columns, target));
  return { lp, asked };
}

/** Whether these could be rounds of people who all did as before. Where they could not, nobody can build on it that nearly all did. */
const fits = async (target: Target): Promise<boolean> => (await built(target.model === 'same-answers' ? { ...target, model: 'same-people' } : target).lp.bounds([])) !== null;

/** One programme over these rounds and groups; null where no answers at all fit it. */
export async function boundsOf(target: Target): Promise<Bound[] | null> {
  const { lp, asked } = built(target);
  const found = await lp.bounds(asked.map((a) => a.terms));
  if (found === null) return null;
  return verdicts(asked.map(({ cell, known }, i) => ({ ...cell, least: (found[i]?.least ?? 0) + known, greatest: (found[i]?.greatest ?? 0) + known })));
}

/** Tells the programme what is published of a round, and returns the cells to ask it about. */
function rowsOf(lp: Programme, all: readonly Columns[], round: PublishedRound, target: Target): Asked[] {
  const of = (group: string) => all.filter((c) => c.round === round.round && c.class.path.get(round.round) === group);
  const hold = ({ terms, known }: Sum, { least, greatest }: Interval): void => lp.row(terms, least - known, greatest - known);
  const cohorts = cohortsOf(round).filter((c) => target.groups.has(c.group) && c.hidden !== 'withheld');

  const asked = cohorts.flatMap((cohort): Asked[] => {
    const columns = of(cohort.group);
    const silent = [...Map.groupBy(columns, (c) => c.class).values()].reduce((n, [c]) => n + (c?.silent ?? 0), 0);
    const label = labelOf(cohort, round, silent);
    const answered = answeredIn(columns);
    hold(answered, label);
    const cell = { round: round.round, group: cohort.group } as const;
    const shown = cohort.figures !== null;
    const at = `${cohort.name}, round ${round.round}`;
    return [
      // Who has been told who answered is not asked how many did.
      ...(shown && round.choosing !== undefined
        ? []
        : [{ cell: { ...cell, words: `${at}: how many answered`, question: null, of: 'answered' as const, kind: shown ? ('shown' as const) : ('hidden' as const), most: shown ? cohort.people - silent : label.most, known: answered.known }, ...answered }]),
      ...questionsOf(round, target).flatMap((q): Asked[] => {
        const whole = saidIn(columns, q.id, 'whole');
        const part = saidIn(columns, q.id, 'part');
        const rest = minus(whole, part);
        const share = cohort.figures?.shares[q.id] ?? null;
        const most = shown ? (share === null ? round.floor - 1 : label.greatest) : label.most;
        if (shown && share === null) hold(whole, { least: 0, greatest: most });
        if (share !== null) holdShare(hold, whole, part, fitting(share, grainFor(round, cohort), round.floor, label.greatest));
        const known = shown ? whole.known : answered.known;
        const both = { ...cell, question: q.id, kind: share === null ? 'hidden' : 'shown' } as const;
        return [
          { cell: { ...both, words: `${at}: how many ${q.measure.says}`, of: 'part', most: most - (known - part.known), known: part.known }, ...part },
          { cell: { ...both, words: `${at}: how many answered otherwise than “${q.measure.says}”`, of: 'rest', most: most - (known - rest.known), known: rest.known }, ...rest },
        ];
      }),
    ];
  });

  if (round.nobodySkips) for (const c of all) if (c.round === round.round) for (const whole of c.whole.values()) lp.row([[c.answered, 1], [whole, -1]], 0, 0);

  const named = new Set(cohorts.map((c) => c.group));
  for (const { groups, answered, grain, shares } of statementsOf(round)) {
    if (!groups.every((g) => named.has(g))) continue;
    const columns = groups.flatMap(of);
    hold(answeredIn(columns), answered);
    for (const q of questionsOf(round, target)) {
      const fits = shares.get(q.id) ?? [];
      if (fits.length > 0 && !fits.includes(null)) holdShare(hold, saidIn(columns, q.id, 'whole'), saidIn(columns, q.id, 'part'), fits.flatMap((share) => (share === null ? [] : fitting(share, grain, round.floor, answered.greatest))));
    }
  }
  for (const { groups, count } of tellingLists(round)) if (groups.every((g) => named.has(g))) hold(answeredIn(groups.flatMap(of)), { least: count, greatest: Infinity });
  // Nobody answered who did not collect: a column each for how many did, where that is not published.
  const tokens = new Map(cohortsOf(round).filter((c) => target.groups.has(c.group) && c.collected === null).map((c) => [c.group, lp.column(0, c.people)]));
  for (const [group, column] of tokens) if (named.has(group)) hold(minus({ terms: [[column, 1]], known: 0 }, answeredIn(of(group))), { least: 0, greatest: Infinity });
  for (const { groups, collected } of collectedTogether(round))
    if (groups.every((g) => tokens.has(g))) lp.row(groups.map((g) => [tokens.get(g) ?? 0, 1]), collected, collected);
  if (isTelling(round) && cohorts.length === cohortsOf(round).length) {
    const answers = round.marks - cohorts.reduce((n, c) => n + (c.figures?.unreadable ?? 0), 0);
    hold(answeredIn(cohorts.flatMap((c) => of(c.group))), { least: answers, greatest: answers });
  }
  return [...asked, ...rowsOfClasses(lp, of, cohorts.filter((c) => c.figures !== null), round, target, hold)];
}

/** How many can have answered, by what is said of this cohort alone; `most` is what its label leaves without any figure, to insiders of whom so many did not. */
function labelOf({ people, collected, figures, hidden }: GroupRelease, { floor }: PublishedRound, silent: number): Interval & { most: number } {
  const could = Math.min(people, collected ?? people);
  const others = people - silent;
  if (figures !== null) return { least: Math.max(floor, figures.answered.atLeast), greatest: Math.min(could - figures.unreadable, figures.answered.atMost), most: others };
  if (hidden !== 'too-few') return { least: 0, greatest: could, most: others };
  const fewest = (most: number): number => Array.from({ length: most + 1 }, (_, n) => most - n).find((n) => fineness(n, most, floor) === null) ?? 0;
  return { least: 0, greatest: fewest(could), most: Math.min(others, Math.max(fewest(could), Math.min(people, floor - 1))) };
}

const grainFor = (round: PublishedRound, { figures }: GroupRelease): Grain => round.grain ?? (figures === null ? null : grainOf(round.floor, figures.answered)) ?? { edge: 15, step: 5, joined: false };

/** Those who came, left or moved: a cell apart wherever they are not everyone of a cohort in every round they were there. */
function changes(all: readonly Columns[], target: Target): Asked[] {
  const sizes = new Map<string, number>();
  for (const { round, rosters } of target.rounds) for (const [group, people] of rosters) sizes.set(`${round} ${group}`, people.length);
  const names = new Map(target.rounds.flatMap((r) => cohortsOf(r).map((c): [string, string] => [c.group, c.name])));
  const withheld = new Set(target.rounds.flatMap((r) => cohortsOf(r).filter((c) => c.hidden === 'withheld').map((c) => `${r.round} ${c.group}`)));
  const classes = [...new Set(all.map((c) => c.class))];
  return [...Map.groupBy(all, (c) => `${classes.indexOf(c.class)} ${c.round}`).values()].flatMap((columns): Asked[] => {
    const [one] = columns;
    if (one === undefined) return [];
    const { class: { path, people }, others, round } = one;
    const i = classes.indexOf(one.class);
    const places = [...path].map(([round, group]) => `${round} ${group}`);
    if (others === 0 || places.some((p) => withheld.has(p)) || places.every((p) => sizes.get(p) === people.length)) return [];
    // Those who stayed throughout are everybody else, and no small group.
    if (path.size === target.rounds.length && new Set(path.values()).size === 1) return [];
    // Where the same people answer every time, one round says it all.
    if (target.model === 'same-people' && round !== [...path.keys()].at(-1)) return [];
    const who = `${people.length} who ${people.length === 1 ? 'was' : 'were'} in ${inWords(path, names)}`;
    const when = target.model === 'same-people' ? '' : ` in round ${round}`;
    const cell = { round, group: `changed ${i}`, kind: 'changed', most: others, known: 0 } as const;
    // What the insiders among them said is left away: it is the others who are asked about.
    const only = (of: (c: Columns) => number): Sum => ({ terms: columns.map((c) => [of(c), 1] as const), known: 0 });
    return [
      { cell: { ...cell, words: `${who}: how many answered${when}`, question: null, of: 'answered' }, ...only((c) => c.answered) },
      ...[...one.part.keys()].flatMap((q): Asked[] => {
        const part = only((c) => c.part.get(q) ?? 0);
        return [
          { cell: { ...cell, words: `${who}: how many are counted for “${q}”${when}`, question: q, of: 'part' }, ...part },
          { cell: { ...cell, words: `${who}: how many answered “${q}” otherwise${when}`, question: q, of: 'rest' }, ...minus(only((c) => c.whole.get(q) ?? 0), part) },
        ];
      }),
    ];
  });
}

/** "Harbour in rounds 1 to 3, then Northside in round 4". */
function inWords(path: Class['path'], names: ReadonlyMap<string, string>): string {
  const spells: { group: string; from: number; to: number }[] = [];
  for (const [round, group] of path) {
    const last = spells.at(-1);
    if (last?.group === group && last.to === round - 1) last.to = round;
    else spells.push({ group, from: round, to: round });
  }
  return spells.map(({ group, from, to }) => `${names.get(group) ?? group} in ${from === to ? `round ${from}` : `rounds ${from} to ${to}`}`).join(', then ');
}
