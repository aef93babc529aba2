import { calendarRoutes } from '../../shared/contract/identity/calendar.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { asItWas, busyFeedOf, keys } from './calendars.ts';
import { untilWritten } from './untilWritten.ts';

/** It is not asked again until the session moves. */
export const keepSession = endpoint(calendarRoutes, 'keepSession', async ({ caller, params: { id }, stores: { identity } }) =>
  untilWritten(async () => {
    const { feed, version } = await busyFeedOf(identity, caller.id);
    const start = feed?.seen[id];
    if (feed === null || start === undefined) throw new Problem('not-found');
    if (feed.kept[id] === start) return {};
    const next = { ...feed, kept: { ...feed.kept, [id]: start }, gone: feed.gone.filter((one) => one !== id) };
    return (await identity.transact([{ put: { ...keys.busyFeed(caller.id), v: 1, version: version + 1, feed: stored(next) }, when: asItWas(version) }])) ? {} : null;
  }),
);
