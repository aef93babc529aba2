import { dsvFormat } from 'd3-dsv';
import { Temporal } from 'temporal-polyfill';
import { type LocalDate, localDateOf, zone } from './date.ts';
import { type Duty, type Shift, type ShiftKind, shiftKinds } from './duty.ts';

/**
 * A rota as a spreadsheet gives it: comma- or semicolon-separated (RFC 4180), with a heading line.
 *
 *     person,date,start,end,kind,qualified
 *     Bethan Hussain,2026-11-30,22:00,08:00,amhp,yes
 *
 * An end that is not later than the start is on the next day. `kind` and `qualified` may be left out. The whole file is taken or none of
 * it: each line that cannot be is told by its number.
 */
export interface Row {
  line: number;
  person: string;
  start: string;
  end: string;
  kind: ShiftKind;
  /** Null: by their roles. */
  isQualified: boolean | null;
}

export type RowProblem = { line: number; says: string };

export const mostRows = 5000;

export function rowsOf(text: string): { rows: Row[]; problems: RowProblem[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const heading = lines.findIndex((line) => line.trim() !== '');
  if (heading === -1) return { rows: [], problems: [{ line: 1, says: 'there is nothing in it' }] };
  const table = dsvFormat((lines[heading] ?? '').includes(';') ? ';' : ',');
  // Line by line, so that each is told by its number: a quotation mark that nobody closed takes no other line along.
  const cellsOf = (line: string): string[] => (table.parseRows(line)[0] ?? []).map((cell) => cell.trim());
  const names = cellsOf(lines[heading] ?? '').map((name) => name.toLowerCase());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) return { rows: [], problems: [{ line: heading + 1, says: `the heading has no ${missing.join(', no ')}` }] };
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const [i, line] of lines.entries()) {
    if (i <= heading || line.trim() === '') continue;
    const cells = cellsOf(line);
    const read = rowOf(new Map(names.map((name, n) => [name, cells[n] ?? ''])), i + 1);
    if ('says' in read) problems.push(read);
    else rows.push(read);
  }
  if (rows.length > mostRows) problems.push({ line: heading + 1, says: `it has more than ${mostRows} lines` });
  return { rows, problems };
}

const needed = ['person', 'date', 'start', 'end'] as const;

function rowOf(cells: ReadonlyMap<string, string>, line: number): Row | RowProblem {
  const cell = (name: string): string => cells.get(name) ?? '';
  const [person, kind, qualified] = [cell('person'), cell('kind').toLowerCase() || 'duty', cell('qualified').toLowerCase()];
  if (person === '') return { line, says: 'nobody is named' };
  const known = shiftKinds.find((one) => one === kind);
  if (known === undefined) return { line, says: `the kind is none of ${shiftKinds.join(', ')}` };
  if (!['', 'yes', 'no', 'y', 'n'].includes(qualified)) return { line, says: '“qualified” is neither yes nor no' };
  const [start, end] = [instantOf(cell('date'), cell('start')), instantOf(cell('date'), cell('end'))];
  if (start === null || end === null) return { line, says: 'the day or an hour cannot be read: 2026-11-30 and 22:00 can' };
  const ends = Temporal.PlainTime.compare(cell('end'), cell('start')) > 0 ? end : end.add({ days: 1 });
  return { line, person, start: iso(start), end: iso(ends), kind: known, isQualified: qualified === '' ? null : qualified.startsWith('y') };
}

/** By the clock on the wall; on the nights it changes a shift is an hour longer or shorter, as it is for whoever works it. */
function instantOf(day: string, time: string): Temporal.ZonedDateTime | null {
  if (!/^20\d\d-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return null;
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time, { overflow: 'reject' }) });
  } catch {
    return null;
  }
}
const iso = (at: Temporal.ZonedDateTime): string => new Date(at.epochMilliseconds).toISOString();

/** The first and last day of a file: what was imported for these days before is replaced by it. */
export const daysOf = (rows: readonly Pick<Row, 'start'>[]): { from: LocalDate; to: LocalDate } | null => {
  const days = rows.map(({ start }) => localDateOf(start)).sort();
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
};

/** Somebody’s duty after an import: of these days the rota’s shifts are the new ones; what they tapped themselves stays. The same file again changes nothing. */
export function afterImport(duty: Duty, shifts: readonly Shift[], { from, to }: { from: LocalDate; to: LocalDate }): Duty {
  const stays = duty.shifts.filter((s) => s.from === 'tap' || localDateOf(s.start) < from || localDateOf(s.start) > to);
  const isThere = (shift: Shift): boolean => stays.some((s) => s.start === shift.start && s.end === shift.end);
  return { ...duty, shifts: [...stays, ...shifts.filter((s) => !isThere(s))].sort(byStart) };
}
export const byStart = (a: { start: string }, b: { start: string }): number => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0);
