import type { OwedShape } from '../../shared/contract/identity/time.ts';
import { restsOnRecord } from '../../shared/cpd/reminder.ts';
import { tellCount, tellRule, tellWhy } from '../../shared/time/catalogue.ts';
import type { LocalDate } from '../../shared/time/date.ts';
import { type Count, type Due, isOverdue } from '../../shared/time/due.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import type { Facts } from '../../shared/time/person.ts';
import type { Rule } from '../../shared/time/rules/rule.ts';
import { type Entitlement, minutesToBook } from '../../shared/time/stricter.ts';
import type { Standing } from './diary.ts';

/** What somebody is owed on a day by the rules that count here, in words, and of each of these rules whose it is and what it says; nothing where nobody has entered since when they work here. */
export const owedTo = (standing: Known, rules: readonly Rule[], today: LocalDate, more: More): Told => told(entitlementsOf(standing, rules, today, more), today);

/**
 * What a manager reads of it: what sessions keep. Learning, forms and ticks are in a record that is its owner’s, and without it nothing true can
 * be said of them.
 */
export const owedInSessions = (standing: Known, rules: readonly Rule[], today: LocalDate): Told => told(entitlementsOf(standing, rules, today).filter(({ counts }) => !restsOnRecord.includes(counts.rule.owes.kind)), today);

interface Told {
  owed: OwedShape[];
  rules: Record<string, string>;
}
const told = (all: readonly Entitlement[], today: LocalDate): Told => ({
  owed: all.map((one) => said(one, today)),
  rules: Object.fromEntries(all.flatMap(({ counts, also }) => [counts, ...also]).map(({ rule }) => [rule.id, tellRule(rule)])),
});

type Known = Pick<Standing, 'employed' | 'recordedFrom' | 'kept'>;
/** What is only in somebody’s own record of learning. */
type More = Pick<Facts, 'learning' | 'practice' | 'ticks'>;

/** The same before it is said. */
export const entitlementsOf = ({ employed, recordedFrom, kept }: Known, rules: readonly Rule[], today: LocalDate, more: More = nothingMore): Entitlement[] =>
  employed === null ? [] : entitlement(employed, rules, { recordedFrom, kept, ...more }, today);

const nothingMore = { learning: [], practice: [], ticks: [] } as const;

const said = (one: Entitlement, today: LocalDate): OwedShape => ({ counts: lineOf(one.counts, one, today), also: one.also.map((due) => lineOf(due, one, today)) });

/** That nothing was held since the last one is said by when the next is due. */
const isNews = ({ of, done }: Count): boolean => of !== 'uninterrupted-minutes' || done > 0;

const lineOf = (due: Due, one: Entitlement, today: LocalDate): OwedShape['counts'] => ({
  rule: due.rule.id,
  about: due.rule.about,
  name: due.rule.name,
  state: due.state,
  dueOn: due.dueOn,
  overdue: isOverdue(due, today),
  counted: due.counted.filter(isNews).map(tellCount),
  why: tellWhy(due.why),
  source: due.rule.sources[0] ?? '',
  minutesToBook: minutesToBook(one),
});
