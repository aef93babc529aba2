import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mark } from '../../shared/signal/rules.ts';

const vector = (name: string): string => readFileSync(join(import.meta.dirname, '../vectors', name), 'utf8');

/** Outputs of NHSRplotthedots on 48 series. */
export interface Case {
  kind: string;
  n: number;
  screen: boolean;
  direction: 'increase' | 'decrease';
  mean: number;
  lpl: number;
  upl: number;
  y: number[];
  point_type: string[];
  special: string[];
}
export const { cases } = JSON.parse(vector('spc-nhsr-plotthedots.json')) as { cases: Case[] };

interface Published {
  id: string;
  y?: number[];
  screen?: boolean;
  mean?: number;
  lpl?: number;
  upl?: number;
  point_types_recomputed?: string[];
  limits_recomputed?: { mean: number; lpl: number; upl: number }[];
}
export const published = JSON.parse(vector('spc-nhsr-published.json')) as {
  cases: Published[];
  runs_rules_unit_cases: {
    'two_in_three(close,relative)': { close: number[]; rel: number[]; out: number[] }[];
    seven_point_trend: { y: number[]; out: number[] }[];
    seven_one_side: { rel: number[]; out: number[] }[];
  };
  assurance_unit_cases: { target: number; rows: [lower: number, upper: number][]; increase: string[]; decrease: string[]; neutral: null[] };
};
export const publishedCase = (id: string): Published => {
  const found = published.cases.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
};

/** Monthly A&E activity, in the order of the file. */
export const attendances = vector('ae-attendances.csv').trim().split('\n').slice(1).map((line) => {
  const [period = '', org = '', type = '', attendances, breaches, admissions] = line.split(',');
  return { period, org, type, attendances: Number(attendances), breaches: Number(breaches), admissions: Number(admissions) };
});

/** A mark by the name that program prints. */
export function nameOf(mark: Mark | null): string {
  if (mark === null) return 'Common Cause';
  const high = mark.side === 'high';
  const names = {
    outside: high ? 'Above UCL' : 'Below LCL',
    trend: high ? '7 Point Trend (Increasing)' : '7 Point Trend (Decreasing)',
    'two-of-three': high ? '2 in 3 Above CL' : '2 in 3 Below CL',
    shift: high ? '7 Points Above CL' : '7 Points Below CL',
    run: 'Run',
  } as const;
  return names[mark.rule];
}

/** The same rules once more, as they are written down: every window looked at, nothing remembered. What the one pass is held against. */
export function marksByWindows(y: readonly (number | null)[], centre: number, toLimit: number): string[] {
  const windows = (points: number, fires: (of: number[]) => boolean): Set<number> => {
    const marked = new Set<number>();
    for (let i = 0; i + points <= y.length; i++) {
      const of = y.slice(i, i + points);
      if (of.every((v) => v !== null) && fires(of)) for (let k = i; k < i + points; k++) marked.add(k);
    }
    return marked;
  };
  const rules = [true, false].flatMap((high) => {
    const beyond = (v: number, by: number): boolean => (high ? v - centre : centre - v) > by;
    const close = (v: number): boolean => beyond(v, (toLimit * 2) / 3) && !beyond(v, toLimit);
    const outside = windows(1, (of) => of.every((v) => beyond(v, toLimit)));
    const trend = windows(7, (of) => of.every((v, i) => i === 0 || (high ? v > of[i - 1]! : v < of[i - 1]!)));
    const two = windows(3, (of) => of.every((v) => beyond(v, 0)) && of.filter(close).length >= 2);
    const shift = windows(7, (of) => of.every((v) => beyond(v, 0)));
    return [
      { name: high ? 'Above UCL' : 'Below LCL', order: 1, at: outside },
      { name: `7 Point Trend (${high ? 'Increasing' : 'Decreasing'})`, order: high ? 2 : 3, at: trend },
      { name: `2 in 3 ${high ? 'Above' : 'Below'} CL`, order: 4, at: new Set([...two].filter((i) => close(y[i]!))) },
      { name: `7 Points ${high ? 'Above' : 'Below'} CL`, order: 5, at: shift },
    ];
  });
  rules.sort((a, b) => a.order - b.order);
  return y.map((_, i) => rules.find((r) => r.at.has(i))?.name ?? 'Common Cause');
}
