import { Temporal } from 'temporal-polyfill';
import { endOfWorkingDay } from '../review/workingDays.ts';
import { daysToReport } from './catalogue.ts';
import { daysBetween, type LocalDate, zone } from './date.ts';
import type { Line, Reason } from './line.ts';
import { type Loss, lossesOf } from './loss.ts';
import type { SessionKind } from './sessionKind.ts';

/**
 * A report of protected time that was lost. Nobody’s leave is needed. It goes past the line manager to the principal social worker, who
 * owes an answer by a day; where a principal is in it themselves, to the guardian, and where the guardian is too, to an executive.
 */
export const workingDaysToAnswer = 7;

/** Who may come to owe an answer, in the order in which they are asked. */
export const owners = ['principal', 'guardian', 'executive'] as const;
export type Owner = (typeof owners)[number];

/** A time that was booked and lost, as the ledger had it then, or one that was owed and that nobody booked. */
export type LostTime =
  | { kind: 'session'; session: string; of: SessionKind; start: string; how: Loss['kind']; minutes: number; reason: Reason; by: string }
  | { kind: 'unbooked'; of: SessionKind; on: LocalDate };

export interface Report {
  v: 1;
  id: string;
  reporter: string;
  lost: LostTime;
  text: string;
  at: string;
  dueAt: string;
  to: Owner;
  /** Who decided in it or manages whoever reports: none of them reads it, whatever else they are. */
  involved: readonly string[];
}

export interface Answer {
  text: string;
  by: string;
  at: string;
}

export const answerDueAt = (at: string): string => endOfWorkingDay(at, workingDaysToAnswer);

/** Counted from the day the time was for; one that is still to come can be reported as soon as it is taken. */
export const isWithinReach = (on: LocalDate, today: LocalDate): boolean => daysBetween(on, today) <= daysToReport;

/** What was lost of a line at one of its times; null where nothing was. */
export function lossAt(line: Line, session: string, start: string): (LostTime & { kind: 'session' }) | null {
  const loss = lossesOf(line).find((one) => Date.parse(one.start) === Date.parse(start));
  if (loss === undefined) return null;
  const { kind: how, minutes, reason, by } = loss;
  return { kind: 'session', session, of: line.of, start: loss.start, how, minutes, reason, by };
}

interface Someone {
  id: string;
  roles: readonly string[];
}

/**
 * Who owes the answer: the first of the owners that there are and of whom none is in it, since nobody judges a colleague’s decision gladly;
 * where each has somebody in it, the first that has somebody who is not. Null: all who would read it are in it.
 */
export function ownerOf(everybody: readonly Someone[], involved: readonly string[]): Owner | null {
  const isIn = ({ id }: Someone): boolean => involved.includes(id);
  const those = owners.map((owner) => ({ owner, all: everybody.filter(({ roles }) => roles.includes(owner)) }));
  const found = those.find(({ all }) => all.length > 0 && !all.some(isIn)) ?? those.find(({ all }) => !all.every(isIn));
  return found?.owner ?? null;
}

export const mayAnswer = ({ to, involved }: Pick<Report, 'to' | 'involved'>, reader: Someone): boolean => reader.roles.includes(to) && !involved.includes(reader.id);

/** A quarter of a year, `2026-3`, by the calendar in London. */
export type Quarter = string;
export function quarterOfYear(at: string): Quarter {
  const { year, month } = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return `${year}-${Math.ceil(month / 3)}`;
}

/** The newest quarters in which nothing can change any more, newest first: over, and whatever was reported in them answered or overdue. */
export function closedQuarters(now: string, most: number): Quarter[] {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const closed: Quarter[] = [];
  for (let first = today.with({ day: 1, month: Math.floor((today.month - 1) / 3) * 3 + 1 }); closed.length < most; first = first.subtract({ months: 3 })) {
    const over = first.toZonedDateTime({ timeZone: zone, plainTime: '00:00' }).toInstant();
    if (Date.parse(answerDueAt(over.toString())) < Date.parse(now)) closed.push(quarterOfYear(over.subtract({ minutes: 1 }).toString()));
  }
  return closed;
}

export const fewestInAFigure = 5;

/** Of a closed quarter: how many were reported, and how many of them answered by their day. Null: too few to say without pointing at one. */
export interface QuarterFigure {
  quarter: Quarter;
  counts: { reports: number; inTime: number } | null;
}

export function figureOf(quarter: Quarter, reports: readonly { report: Pick<Report, 'at' | 'dueAt'>; answer: Pick<Answer, 'at'> | null }[]): QuarterFigure {
  const of = reports.filter(({ report }) => quarterOfYear(report.at) === quarter);
  if (of.length < fewestInAFigure) return { quarter, counts: null };
  return { quarter, counts: { reports: of.length, inTime: of.filter(({ report, answer }) => answer !== null && Date.parse(answer.at) <= Date.parse(report.dueAt)).length } };
}
