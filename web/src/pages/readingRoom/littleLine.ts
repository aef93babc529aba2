import type { Point } from '../../../../shared/signal/series.ts';

/** A box in which every little line is drawn alike: one column a round, 0 to 100 % from its foot to its top. */
export const box = { width: 120, height: 44, pad: 5 } as const;

export const xOf = (column: number, columns: number): number => box.pad + ((box.width - 2 * box.pad) * (columns < 2 ? 1 : column / (columns - 1)));
export const yOf = (percent: number): number => box.height - box.pad - ((box.height - 2 * box.pad) * percent) / 100;

/** The path through the rounds that show a figure: a gap breaks it, and a figure alone between two gaps is a dot. */
export function pathOf(points: readonly Point[], rounds: readonly number[]): string {
  let path = '';
  let before: number | null = null;
  rounds.forEach((round, column) => {
    const value = points.find((p) => p.round === round)?.value ?? null;
    if (value !== null) path += `${before === null ? 'M' : 'L'}${xOf(column, rounds.length).toFixed(1)} ${yOf(value).toFixed(1)}${before === null ? 'h0' : ''}`;
    before = value;
  });
  return path;
}

/** What stands at the newest figure, by what was told: better up, worse on its tip, everything else round. */
export function markAt(x: number, y: number, direction: 'better' | 'worse' | null): string {
  if (direction === 'better') return `M${x} ${y - 5}l4.5 8h-9z`;
  if (direction === 'worse') return `M${x} ${y - 5.5}l4.5 5.5l-4.5 5.5l-4.5 -5.5z`;
  return `M${x - 3.2} ${y}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z`;
}
