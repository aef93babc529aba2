import type { OwedShape } from '../../shared/contract/time.ts';
import { tellCount, tellWhy } from '../../shared/time/catalogue.ts';
import type { LocalDate } from '../../shared/time/date.ts';
import { type Due, isOverdue } from '../../shared/time/due.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import type { Facts } from '../../shared/time/person.ts';
import { inForce } from '../../shared/time/rules/pack.ts';
import { type Entitlement, minutesToBook } from '../../shared/time/stricter.ts';
import type { Standing } from './diary.ts';

/** What somebody is owed on a day, in words; nothing where nobody has entered since when they work here. */
export function owedTo({ employed, recordedFrom, kept }: Pick<Standing, 'employed' | 'recordedFrom' | 'kept'>, today: LocalDate, more: Pick<Facts, 'learning' | 'practice' | 'ticks'> = nothingMore): OwedShape[] {
  if (employed === null) return [];
  return entitlement(employed, inForce({ ids: [], own: [] }), { recordedFrom, kept, ...more }, today).map((one) => ({ counts: lineOf(one.counts, one, today), also: one.also.map((due) => lineOf(due, one, today)) }));
}

const nothingMore = { learning: [], practice: [], ticks: [] } as const;

const lineOf = (due: Due, one: Entitlement, today: LocalDate): OwedShape['counts'] => ({
  rule: due.rule.id,
  about: due.rule.about,
  name: due.rule.name,
  state: due.state,
  dueOn: due.dueOn,
  overdue: isOverdue(due, today),
  counted: due.counted.map(tellCount),
  why: tellWhy(due.why),
  source: due.rule.sources[0] ?? '',
  minutesToBook: minutesToBook(one),
});
