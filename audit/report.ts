import { cohortsOf, type Published } from './published.ts';
import { type Bound, type Failure, narrowest } from './verdict.ts';

export interface AuditRow {
  name: string;
  bounds: readonly Bound[];
}

const inWords: Readonly<Record<Failure, string>> = {
  narrow: `a hidden number is known to less than ${narrowest}`,
  exact: 'a number behind a share is known exactly',
  none: 'proves that none did',
  all: 'proves that all did',
};

const kinds = [
  { kind: 'hidden', title: 'hidden' },
  { kind: 'shown', title: 'shown' },
  { kind: 'changed', title: 'joined or left' },
  { kind: 'within', title: 'of a class in a group' },
] as const;

const width = (b: Bound): number => b.greatest - b.least;

/** How many numbers of each kind were bounded, how narrow the narrowest is, and how many fail. */
export function table(rows: readonly AuditRow[]): string {
  const cells = [
    ['attack', 'numbers', 'how many', 'narrowest', 'fail'],
    ...rows.flatMap(({ name, bounds }) =>
      kinds.flatMap(({ kind, title }) => {
        const of = bounds.filter((b) => b.kind === kind);
        return of.length === 0 ? [] : [[name, title, String(of.length), String(Math.min(...of.map(width))), String(of.filter((b) => b.fails !== null).length)]];
      }),
    ),
  ];
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((text, i) => (i < 2 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  ');
  return [line(cells[0] ?? []), widths.map((n) => '─'.repeat(n)).join('  '), ...cells.slice(1).map(line)].join('\n');
}

const mostListed = 12;
/** What fails, in words, and no more of it than one reads. */
export function listed(name: string, bounds: readonly Bound[]): string[] {
  const fails = bounds.filter((b) => b.fails !== null);
  if (fails.length === 0) return [];
  const lines = fails.slice(0, mostListed).map((b) => `  ${b.words}: ${b.least === b.greatest ? b.least : `${b.least} to ${b.greatest}`} (${b.fails === null ? '' : inWords[b.fails]})`);
  return [`With ${name}:`, ...lines, ...(fails.length > mostListed ? [`  and ${fails.length - mostListed} more`] : []), ''];
}

/** What nobody can know who does not know of every single colleague whether they answered, both times: told, and no failure. */
export function sentenceOfMoves(moved: readonly Bound[]): string {
  const read = moved.filter((b) => b.fails !== null).length;
  const whoever = 'Whoever knew of every single colleague that they answered in each round or in none, and said the same,';
  return read === 0
    ? `${whoever} could read off nothing more where people joined or left.`
    : `${whoever} could read off ${read === 1 ? 'a number' : `${read} numbers`} in groups where people joined or left; that is what docs/decisions/0009 says it costs, and no failure.`;
}

export const sentenceOfRosters = ({ areGuessed }: Published): string =>
  areGuessed === true ? 'Who was in which group is not kept here: it was taken that as few joined and left as the sizes allow.' : 'Who was in which group was read from the identity side.';

export function sentence({ rounds }: Published, fails: number): string {
  const cohorts = new Set(rounds.flatMap((r) => cohortsOf(r).map((c) => c.group))).size;
  const looked = `${rounds.length} closed ${rounds.length === 1 ? 'round' : 'rounds'} of ${cohorts} ${cohorts === 1 ? 'group' : 'groups'}`;
  return fails === 0
    ? `Nothing that was published of ${looked} gives away what is not: no hidden number is known to less than ${narrowest}, and none or all is proven of nobody.`
    : `What was published of ${looked} gives away ${fails === 1 ? 'a number' : `${fails} numbers`} that should not be known.`;
}
