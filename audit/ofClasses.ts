import { fewestInClass, roomIn } from '../shared/disclosure/classes.ts';
import { grainOf, knownToColleagues } from '../shared/disclosure/grain.ts';
import type { GroupRelease } from '../shared/disclosure/release.ts';
import { type Columns, questionsOf, type Target } from './columns.ts';
import { fitting } from './counts.ts';
import type { Programme } from './programme.ts';
import { classesShown, type PublishedRound } from './published.ts';
import { type Asked, answeredIn, type Hold, holdShare, minus, plus, saidIn, type Sum } from './sums.ts';

/**
 * What is published of professions and contracts, and what follows from the rule by which it is: in no group more are counted than it
 * has room for, and no class is shown for which a group is too much.
 *
 * Who is counted is known where it is known what they are (`choosing`). Else it may be all, some or none of a group's. What is said
 * of classes that are not shown adds nothing: that too few chose one, or too many, fits whatever else is so.
 */
export function rowsOfClasses(lp: Programme, columnsIn: (group: string) => readonly Columns[], shown: readonly GroupRelease[], round: PublishedRound, target: Target, hold: Hold): Asked[] {
  const classes = classesShown(round);
  // All groups that are shown stand together where a class is, and any other set of groups is none of them.
  if (classes.length === 0 || shown.length === 0) return [];
  const asked = questionsOf(round, target);
  const groups = shown.map((cohort) => {
    const inClass = new Map(classes.map(({ key }) => [key, columnsIn(cohort.group).filter((c) => c.of === key)]));
    const chose = round.choosing?.get(cohort.group);
    const room = roomOf(cohort, round);
    const isIn = round.unruled ? true : chose === undefined ? null : [...inClass.keys()].reduce((n, key) => n + (chose.get(key) ?? 0), 0) <= room;
    // Whoever is not counted is of no use, and is not told.
    if (chose !== undefined && isIn === true) for (const [key, columns] of inClass) hold(answeredIn(columns), { least: chose.get(key) ?? 0, greatest: chose.get(key) ?? 0 });
    const counted = new Map([...inClass].map(([key, columns]) => [key, isIn === null ? anyOf(lp, columns, asked.map((q) => q.id), cohort.people, hold) : countsOf(isIn ? columns : [])]));
    if (!round.unruled) hold(plus([...counted.values()].map((c) => c.answered)), { least: 0, greatest: room });
    return { cohort, inClass, counted, isIn };
  });

  for (const q of asked) {
    const lost = groups.map(({ cohort, counted }): Sum => {
      const grain = grainOfCohort(cohort, round);
      if (cohort.figures?.shares[q.id] == null || grain === null) return nothing;
      const column: Sum = { terms: [[lp.column(0, cohort.people), 1]], known: 0 };
      const inAll = plus([...counted.values()].map((c) => c.whole(q.id)));
      const fewest: Sum = { terms: [], known: cohort.figures.answered.atLeast };
      // What was published while lost seats were counted by how many did answer must stand too: the second is held of whoever knows who is what.
      for (const whole of [saidIn(columnsIn(cohort.group), q.id, 'whole'), ...(round.choosing === undefined ? [] : [fewest])])
        hold(minus(plus([column, plus([whole], grain.edge / 100)]), inAll), { least: 0, greatest: Infinity });
      return column;
    });
    for (const { key, figures } of classes) {
      const share = figures.shares[q.id] ?? null;
      const of = (which: 'whole' | 'part'): Sum => plus(groups.map((g) => g.counted.get(key)?.[which](q.id) ?? nothing));
      if (share === null) hold(of('whole'), { least: 0, greatest: fewestInClass - 1 });
      else {
        holdShare(hold, of('whole'), of('part'), fitting(share, figures.grain, fewestInClass, figures.answered.atMost));
        for (const g of round.unruled ? [] : groups)
          hold(minus(plus([of('whole')], figures.grain.edge / 100), plus([...lost, g.counted.get(key)?.answered ?? nothing])), { least: knownToColleagues, greatest: Infinity });
      }
    }
  }

  return classes.flatMap(({ key, name, figures }): Asked[] => {
    const answered = plus(groups.map((g) => g.counted.get(key)?.answered ?? nothing));
    hold(answered, { least: figures.answered.atLeast, greatest: figures.answered.atMost });
    const cell = { round: round.round, group: key, kind: 'shown' } as const;
    // Who knows what everybody is knows how many are counted: the share is then of a number that is known, as no share is of a group.
    const ofAll = round.choosing !== undefined ? [] : asked.filter((q) => figures.shares[q.id] != null).flatMap((q): Asked[] => {
      const [whole, part] = (['whole', 'part'] as const).map((which) => plus(groups.map((g) => g.counted.get(key)?.[which](q.id) ?? nothing))) as [Sum, Sum];
      const most = figures.answered.atMost;
      return [
        { cell: { ...cell, words: `${name}, round ${round.round}: how many ${q.measure.says}`, question: q.id, of: 'part', most, known: 0 }, ...part },
        { cell: { ...cell, words: `${name}, round ${round.round}: how many answered otherwise than “${q.measure.says}”`, question: q.id, of: 'rest', most, known: 0 }, ...minus(whole, part) },
      ];
    });
    return [...ofAll, ...groups.flatMap(({ cohort, inClass, isIn }) => (isIn !== true || round.choosing === undefined ? [] : within(cohort, name, key, inClass.get(key) ?? [], round, target)))];
  });
}

/** Those of a class in one group, of whom it is known how many answered. */
function within({ name: group, group: id }: GroupRelease, name: string, key: string, columns: readonly Columns[], round: PublishedRound, target: Target): Asked[] {
  const chose = round.choosing?.get(id)?.get(key) ?? 0;
  const known = answeredIn(columns).known;
  return questionsOf(round, target).flatMap((q): Asked[] => {
    const part = saidIn(columns, q.id, 'part');
    const rest = minus(saidIn(columns, q.id, 'whole'), part);
    const cell = { round: round.round, group: `${id} ${key}`, kind: 'within', question: q.id } as const;
    const at = `${name} in ${group}, round ${round.round}`;
    return [
      { cell: { ...cell, words: `${at}: how many ${q.measure.says}`, of: 'part', most: chose - (known - part.known), known: part.known }, ...part },
      { cell: { ...cell, words: `${at}: how many answered otherwise than “${q.measure.says}”`, of: 'rest', most: chose - (known - rest.known), known: rest.known }, ...rest },
    ];
  });
}

const nothing: Sum = { terms: [], known: 0 };
const grainOfCohort = ({ figures }: GroupRelease, round: PublishedRound) => (figures === null ? null : grainOf(round.floor, figures.answered));
function roomOf(cohort: GroupRelease, round: PublishedRound): number {
  const grain = grainOfCohort(cohort, round);
  return cohort.figures === null || grain === null ? 0 : roomIn({ answered: cohort.figures.answered, grain }, round.floor);
}

/** What is counted of a class in a group. */
interface Counted {
  answered: Sum;
  whole(question: string): Sum;
  part(question: string): Sum;
}

const countsOf = (columns: readonly Columns[]): Counted => ({
  answered: answeredIn(columns),
  whole: (question) => saidIn(columns, question, 'whole'),
  part: (question) => saidIn(columns, question, 'part'),
});

/** Anything between nothing and all of it. */
function anyOf(lp: Programme, columns: readonly Columns[], questions: readonly string[], people: number, hold: Hold): Counted {
  const all = countsOf(columns);
  const column = (): Sum => ({ terms: [[lp.column(0, people), 1]], known: 0 });
  const atMost = (few: Sum, many: Sum): void => hold(minus(many, few), { least: 0, greatest: Infinity });
  const answered = column();
  atMost(answered, all.answered);
  const [whole, part] = [new Map<string, Sum>(), new Map<string, Sum>()];
  for (const q of questions) {
    const [w, p] = [column(), column()];
    whole.set(q, w);
    part.set(q, p);
    atMost(w, all.whole(q));
    atMost(w, answered);
    atMost(p, all.part(q));
    atMost(p, w);
    atMost(minus(w, p), minus(all.whole(q), all.part(q)));
  }
  return { answered, whole: (q) => whole.get(q) ?? nothing, part: (q) => part.get(q) ?? nothing };
}
