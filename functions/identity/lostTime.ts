import { createHash } from 'node:crypto';
import type { LostTimeReport } from '../../shared/contract/identity/lostTime.ts';
import { identifiersIn } from '../../shared/supervision/caseIdentifier.ts';
import type { Answer, LostTime, Quarter, Report } from '../../shared/time/lostTime.ts';
import { attribute, stored } from '../store/record.ts';
import { every, type Item, type Key, type Store } from '../store/store.ts';
import { refuseCases } from './refuseCases.ts';

/**
 * Reports of lost time, in partitions of their own in the identity table. Neither the line manager nor any page of a team reads them.
 *
 *     lostTime            / id        a report and its answer
 *     lostTimeOf#person   / id        which of them are somebody’s own
 *     lostTimeQuarter     / quarter   what a closed quarter came to; put once
 */
export const keys = {
  report: (id: string): Key => ({ pk: 'lostTime', sk: id }),
  own: (person: string, id: string): Key => ({ pk: ownOf(person), sk: id }),
  quarter: (quarter: Quarter): Key => ({ pk: 'lostTimeQuarter', sk: quarter }),
} as const;
const ownOf = (person: string): string => `lostTimeOf#${person}`;

export interface Reported {
  report: Report;
  answer: Answer | null;
}

/** One loss has one report, however often it is sent: its id is the person and what was lost, hashed. */
export const reportId = (person: string, lost: LostTime): string =>
  createHash('sha256').update(JSON.stringify([person, ...(lost.kind === 'session' ? [lost.session, Date.parse(lost.start)] : [lost.of, lost.on])])).digest('base64url');

export const reportItem = (report: Report, more: Partial<Pick<Item, 'expiresAt'>> = {}): Item => ({ ...keys.report(report.id), v: 1, report: stored(report), isAnswered: false, ...more });

export const reportedIn = (item: Item): Reported => ({ report: attribute<Report>(item, 'report'), answer: attribute<Answer | undefined>(item, 'answer') ?? null });

export async function allReports(identity: Pick<Store, 'query'>): Promise<Reported[]> {
  const found: Reported[] = [];
  for await (const item of every(identity, 'lostTime')) found.push(reportedIn(item));
  return found;
}

/** Newest first. */
export async function reportsOf(identity: Pick<Store, 'get' | 'query'>, person: string): Promise<Reported[]> {
  const ids: string[] = [];
  for await (const item of every(identity, ownOf(person))) ids.push(item.sk);
  const items = await Promise.all(ids.map((id) => identity.get(keys.report(id))));
  return items.flatMap((item) => (item === null ? [] : [reportedIn(item)])).sort((a, b) => (a.report.at < b.report.at ? 1 : -1));
}

export function reportShape({ report, answer }: Reported): LostTimeReport {
  const { v: _, involved: __, ...shown } = report;
  return { ...shown, answer };
}

/** One text has one place; the first thing in it is enough to say. */
export const refuseCasesIn = (text: string): void => refuseCases(identifiersIn(text).slice(0, 1).map((found) => ({ found, where: '' })));
