import { releaseOf } from '../../shared/disclosure/release.ts';
import { suppress, type Table } from '../../shared/disclosure/suppress.ts';
import { dice } from '../../infra/local/demo/answers.ts';
import { type Line, lineOf } from './line.ts';
import { cohortsOf, roundOf } from './organisation.ts';

/**
 * Deciding what to hide among 300 cohorts in three groupings that overlap (services, areas and kinds of work) and the whole, and among ten
 * times as many: with few large groups, and with groups of ten throughout, which is as hard as it comes. It is bounded by the linear
 * programmes that are solved for hidden cells which several totals speak of together, on a tableau of cells times totals: ten times of each
 * are a hundred times as much to look at, and blocks that join are more.
 */
const few = 300;
const many = 10 * few;

export function suppressing(): Line[] {
  const hard = 'groups of ten';
  return [...growing('few large groups', (cohorts) => ({ areas: cohorts / 100, work: 10 }), { turns: 5, atMost: 100 }), ...growing(hard, (cohorts) => ({ areas: cohorts / 10, work: cohorts / 10 }), { turns: 2, atMost: null }), ...releasing()];
}

/** All that the close decides of a round: shares and bands, small groups together, totals, participation, professions. Against one pass over the same counts. */
function releasing(): Line[] {
  const rounds = [few, many].map((cohorts) => ({ cohorts, round: roundOf(1, cohortsOf(cohorts), true) }));
  return rounds.map(({ cohorts, round }) => {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 3; turn++) {
      const from = performance.now();
      releaseOf(round);
      const between = performance.now();
      let sum = 0;
      for (const { tally } of round.cohorts) for (const counts of Object.values(tally.options)) for (const n of counts) sum += n;
      if (sum === 0) throw new Error('somebody answered');
      ours.push(between - from);
      theirs.push(performance.now() - between);
    }
    return lineOf({ name: `the whole release of ${cohorts.toLocaleString('en-GB')} cohorts`, unit: 'ms', against: 'adding its counts up', ours, theirs, bound: null });
  });
}

function growing(kind: string, groups: (cohorts: number) => Groups, { turns, atMost }: { turns: number; atMost: number | null }): Line[] {
  const [small, large] = [tableOf(few, groups(few)), tableOf(many, groups(many))];
  timed(small);
  const smallTook: number[] = [];
  const largeTook: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    smallTook.push(timed(small));
    largeTook.push(timed(large));
  }
  const name = (cohorts: number) => `what to hide among ${cohorts.toLocaleString('en-GB')} cohorts, 3 overlapping groupings, ${kind}`;
  return [
    lineOf({ name: name(few), unit: 'ms', against: '', ours: smallTook, theirs: null, bound: null }),
    lineOf({ name: name(many), unit: 'ms', against: `the same for ${few}: 100× is cells times totals`, ours: largeTook, theirs: smallTook, bound: atMost === null ? null : { of: 'ratio', atMost } }),
  ];
}

interface Groups {
  areas: number;
  work: number;
}

function timed(table: Table): number {
  const from = performance.now();
  if (suppress(table).cells.size === 0) throw new Error('there was nothing to hide');
  return performance.now() - from;
}

/** Cohorts in which 5 to 20 answered: about a fifth are under the floor. */
function tableOf(cohorts: number, { areas, work }: Groups): Table {
  const roll = dice(cohorts);
  const cells = Array.from({ length: cohorts }, (_, i) => ({ id: `cohort-${i}`, count: 5 + Math.floor(roll() * 16) }));
  const grouping = (id: string, groups: number, groupOf: (i: number) => number) => {
    const of = Map.groupBy(cells, (_, i) => groupOf(i));
    return { id, groups: Array.from({ length: groups }, (_, g) => ({ id: `${id}-${g}`, cells: (of.get(g) ?? []).map((c) => c.id) })) };
  };
  return {
    cells,
    groupings: [
      grouping('service', cohorts / 10, (i) => Math.floor(i / 10)),
      grouping('area', areas, (i) => i % areas),
      grouping('work', work, () => Math.floor(roll() * work)),
      { id: 'whole', groups: [{ id: 'organisation', cells: cells.map((c) => c.id) }] },
    ],
    floor: 8,
  };
}
