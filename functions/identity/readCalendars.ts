import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { feedProblems } from '../../shared/time/published.ts';
import { partiesOf } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { type BusyFeed, busyFeedOf, feedOf } from './calendars.ts';
import { partyOf } from './diary.ts';
import { namesOf } from './names.ts';

export const readCalendars = endpoint(calendarRoutes, 'readCalendars', async ({ caller, stores: { identity }, now }) => {
  const [party, made, { feed }] = await Promise.all([partyOf(identity, caller.id, now), feedOf(identity, caller.id), busyFeedOf(identity, caller.id)]);
  if (party === null) throw new Problem('unknown-person');
  // Gone at the last reading: what was moved or taken since is asked no more.
  const gone = (feed?.gone ?? []).flatMap((id) => party.sessions.get(id) ?? []).filter(({ id, stands }) => stands.gone === null && feed?.seen[id] === stands.start && Date.parse(stands.start) > now);
  return {
    feedMadeAt: made === null || made.hash === null ? null : made.madeAt,
    invitesTo: party.person.mail ?? null,
    busy: feed === null || feed.address === null ? null : busyShape(feed, feed.address),
    gone: gone.map((session) => shapeOf(session, now)),
    names: await namesOf(identity, gone.flatMap(partiesOf)),
  };
});

const busyShape = ({ lastReadAt, lastFailure, times }: BusyFeed, address: string) => ({
  address,
  lastReadAt,
  times,
  lastFailure: lastFailure === null ? null : { ...lastFailure, words: feedProblems[lastFailure.problem] },
});
