import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { figuresOf, leastFloor, overdueOn, type ThreadDays } from '../../shared/escalation/clock.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, speakingTerms } from '../store/record.ts';
import { every, type Item } from '../store/store.ts';

/** How the clock of messages stands: what is overdue today, and figures of months that are over. */
export const readSpeakingFigures = endpoint(publishingRoutes, 'readSpeakingFigures', async ({ stores: { published }, now }) => {
  const { terms } = await speakingTerms(published);
  const all: ThreadDays[] = [];
  for (const partition of ['threads', 'threadsGone']) for await (const item of every(published, partition)) all.push(daysOf(item));
  const today = dateOf(dayOf(now));
  return { overdue: overdueOn(all, terms, today), ...figuresOf(all, terms, leastFloor, today) };
});

const daysOf = (item: Item): ThreadDays => ({
  receivedOn: attribute(item, 'receivedOn'),
  acknowledgedOn: attribute(item, 'acknowledgedOn'),
  answeredOn: attribute(item, 'answeredOn'),
  closedOn: attribute(item, 'closedOn'),
});
