import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { figuresOf, leastFloor, overdueOn, type ThreadDays } from '../../shared/escalation/clock.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { beginningOf } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { speakingTerms, toldOfLeaving } from '../store/record.ts';
import { every } from '../store/store.ts';
import { daysOf } from '../store/threads.ts';

/** How the clock of messages stands: what is overdue today, and figures of months that are over; and why people left in them. */
export const readSpeakingFigures = endpoint(publishingRoutes, 'readSpeakingFigures', async ({ stores: { published }, now }) => {
  const { terms } = await speakingTerms(published);
  const all: ThreadDays[] = [];
  for (const partition of ['threads', 'threadsGone']) for await (const item of every(published, partition)) all.push(daysOf(item));
  const today = dateOf(dayOf(now));
  const leaving = (await toldOfLeaving(published)).map(({ from, to, told }) => ({ from: named(from), to: named(to), told: told === null ? null : { ...told, named: [...told.named] } }));
  return { overdue: overdueOn(all, terms, today), ...figuresOf(all, terms, leastFloor, today), leaving };
});

const named = (month: number): string => beginningOf(month).slice(0, 7);
