import { knownToColleagues } from '../shared/disclosure/grain.ts';
import type { Question } from '../shared/pulse/question.ts';
import { type Class, classesOf, type Model } from './classes.ts';
import type { Programme, Terms } from './programme.ts';
import { classesShown, type Insider, type PublishedRound } from './published.ts';
import { narrowest } from './verdict.ts';

export interface Target {
  rounds: readonly PublishedRound[];
  groups: ReadonlySet<string>;
  model: Model;
  insiders: readonly Insider[];
  /** Only these questions; without it, all of them together. */
  questions?: readonly string[];
}

/** The columns of one class in one round (and of those of it in one published class of the organisation, or in none: `of`): of those in it whom no insider is, how many answered, and by question how many answered it and how many of those are counted. */
export interface Columns {
  class: Class;
  of: string | null;
  round: number;
  /** Whom nobody among the insiders is. */
  others: number;
  answered: number;
  whole: ReadonlyMap<string, number>;
  part: ReadonlyMap<string, number>;
  /** The insiders in it who answered, and what each said. */
  insiders: readonly NonNullable<Insider['said']>[];
  /** How many of the insiders among these people did not answer, of whatever kind they are. */
  silent: number;
}

/**
 * How many of a cohort may have answered in one of two rounds that follow on each other and not in the other, before an attacker who
 * knows of nobody in particular is lost: an interval, and three colleagues beside it. Of fourteen who answer by 60 %, some seven do.
 */
export const wavering = narrowest + knownToColleagues;

export const questionsOf = (round: PublishedRound, { questions }: Target): readonly Question[] => round.questions.filter((q) => questions === undefined || questions.includes(q.id));

/**
 * Where the same people answer in every round, a class has the same columns in all; else those of a round follow on those of the one
 * before. What somebody is by profession or contract they are in all rounds, and is known of the insiders alone.
 */
export function columnsOf(lp: Programme, target: Target): Columns[] {
  const { rounds, groups, model, insiders } = target;
  const asked = [...new Set(rounds.flatMap((r) => questionsOf(r, target).map((q) => q.id)))];
  const kinds = [null, ...new Set(rounds.flatMap((r) => classesShown(r).map((c) => c.key)))];
  const known = new Map(insiders.map((i) => [`${i.round} ${i.person}`, i]));
  const all = classesOf(rounds, model, groups).flatMap((people): Columns[] => {
    const at = [...people.path.keys()];
    const inside = people.people.map((person) => at.flatMap((r) => known.get(`${r} ${person}`) ?? [])).filter((told) => told.length > 0);
    const others = people.people.length - inside.length;
    const each = (model === 'same-answers' ? at.map((r) => [r]) : [at]).flatMap((same) =>
      oneEach(kinds, lp, others, asked).flatMap(({ of, columns }) => {
        return same.map((round): Columns => {
          const told = inside.flatMap((of) => of.find((i) => i.round === round) ?? of[0] ?? []);
          const insiders = told.flatMap(({ chose, said }) => ((kinds.includes(chose ?? null) ? (chose ?? null) : null) === of && said !== null ? [said] : []));
          return { class: people, of, round, others, insiders, silent: told.filter(({ said }) => said === null).length, ...columns };
        });
      }),
    );
    if (model === 'same-answers') for (const question of asked) sayTheSame(lp, each, question, kinds);
    return each;
  });
  if (model === 'same-answers') waver(lp, all);
  return all;
}

type InOneRound = Pick<Columns, 'answered' | 'whole' | 'part'>;

/** Of people who may be of any of these kinds, the columns of each; together no more answered than there are. */
function oneEach(kinds: readonly (string | null)[], lp: Programme, others: number, asked: readonly string[]): { of: string | null; columns: InOneRound }[] {
  const found = kinds.map((of) => ({ of, columns: inOneRound(lp, others, asked) }));
  if (found.length > 1) lp.row(found.map(({ columns }) => [columns.answered, 1] as const), 0, others);
  return found;
}

function inOneRound(lp: Programme, others: number, asked: readonly string[]): InOneRound {
  const answered = lp.column(0, others);
  const whole = new Map(asked.map((q) => [q, lp.column(0, others)]));
  const part = new Map(asked.map((q) => [q, lp.column(0, others)]));
  for (const q of asked) {
    lp.row([[answered, 1], [whole.get(q) ?? 0, -1]], 0, others);
    lp.row([[whole.get(q) ?? 0, 1], [part.get(q) ?? 0, -1]], 0, others);
  }
  return { answered, whole, part };
}

/** What these columns say of a question: how many are counted, how many are not, how many skipped it. Together they are all who answered. */
const sides = ({ answered, whole, part }: Columns, question: string): Terms[] => {
  const [w, p] = [whole.get(question) ?? 0, part.get(question) ?? 0];
  return [[[p, 1]], [[w, 1], [p, -1]], [[answered, 1], [w, -1]]];
};
const less = (terms: Terms): Terms => terms.map(([column, factor]) => [column, -factor] as const);

/** Everyone is of one kind and has one answer to a question, and gives it in whichever rounds they answer. */
function sayTheSame(lp: Programme, each: readonly Columns[], question: string, kinds: readonly (string | null)[]): void {
  const others = each[0]?.others ?? 0;
  const minds = new Map(kinds.map((of) => [of, [0, 1, 2].map(() => lp.column(0, others))]));
  lp.row([...minds.values()].flat().map((m) => [m, 1] as const), others, others);
  for (const columns of each) sides(columns, question).forEach((side, i) => lp.row([[minds.get(columns.of)?.[i] ?? 0, 1], ...less(side)], 0, others));
}

/** From one round to the next few begin to answer or leave off; whoever does neither says the same, or skips the same. */
function waver(lp: Programme, all: readonly Columns[]): void {
  const moves = new Map<string, [column: number, factor: number][]>();
  for (const [people, columns] of Map.groupBy(all, (c) => c.class)) {
    const rounds = [...people.path.keys()];
    rounds.slice(1).forEach((round, i) => {
      const there = columns.filter((c) => c.round === round).map((now) => ({ now, before: columns.find((c) => c.round === rounds[i] && c.of === now.of) ?? now, begin: lp.column(0, now.others), leaveOff: lp.column(0, now.others) }));
      const others = there[0]?.now.others ?? 0;
      lp.row(there.flatMap(({ begin, before }) => [[begin, 1], [before.answered, 1]] as const), 0, others);
      for (const { now, before, begin, leaveOff } of there) {
        lp.row([[now.answered, 1], [before.answered, -1], [begin, -1], [leaveOff, 1]], 0, 0);
        lp.row([[leaveOff, 1], [before.answered, -1]], -others, 0);
        for (const question of now.part.keys()) {
          const earlier = sides(before, question);
          sides(now, question).forEach((side, k) => {
            const change = [...side, ...less(earlier[k] ?? [])];
            lp.row([[begin, 1], ...less(change)], 0, Infinity);
            lp.row([[leaveOff, 1], ...change], 0, Infinity);
          });
        }
        const where = `${round} ${people.path.get(round)}`;
        moves.set(where, [...(moves.get(where) ?? []), [begin, 1], [leaveOff, 1]]);
      }
    });
  }
  for (const moving of moves.values()) lp.row(moving, 0, wavering);
}
