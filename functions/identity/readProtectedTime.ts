import { protectedTimeRoutes } from '../../shared/contract/identity/protectedTime.ts';
import { dayAt } from '../../shared/time/date.ts';
import { isSettled, monthsUpTo, reasonsOver, type ServiceMonth } from '../../shared/time/monthly.ts';
import type { Saying } from '../../shared/signal/saying.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys as publishedKeys, lastFrozen, releasesOf } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { houseOf, mayReadAll } from './people.ts';
import { type Flagged, keys, serviceMonthsOf } from './protectedTime.ts';
import { coverOf, rulesHere } from './rules.ts';

/** Two years at most, and the rounds of as long. */
const [monthsShown, roundsShown] = [24, 52] as const;
/** What of moral injury stands beside it: that people had to act against their own judgement. */
const besideIt = 'values';

/**
 * A service of fewer people than the floor, in a month, is not told, and no sum over services is: so nothing can be taken away from
 * anything. What was published of rounds is told to whoever may read it anyway.
 */
export const readProtectedTime = endpoint(protectedTimeRoutes, 'readProtectedTime', async ({ caller, stores: { identity, published }, now }) => {
  const today = dayAt(now);
  const oldest = monthsUpTo(today, monthsShown).at(-1) ?? today;
  const [house, here, done, months, last] = await Promise.all([houseOf(identity), rulesHere(identity), identity.get(keys.counted()), serviceMonthsOf(identity, oldest), lastFrozen(published)]);
  const byService = Map.groupBy(months, ({ service }) => service);
  const services = await Promise.all(
    Object.entries(house.services).map(async ([id, name]) => {
      const all = fromTheFirst(byService.get(id) ?? [], house.floor);
      const shown = all.filter((one) => one.people >= house.floor);
      const flags = coverOf(here) === null || done === null ? null : await identity.get(keys.flags(id));
      const told = mayReadAll(caller.roles) ? await publishedOf(published, `service-${id}`, last) : null;
      return {
        id, name,
        months: all.map((one) => ({ month: one.month, settled: isSettled(one.month, today), figures: one.people < house.floor ? null : figuresOf(one, house.floor) })),
        reasons: reasonsOver(shown),
        flags: flags === null || attribute<string>(flags, 'day') !== attribute<string | undefined>(done ?? flags, 'day') ? null : flagsOf(attribute<Flagged>(flags, 'flagged'), house.floor),
        releases: told?.releases ?? null,
        says: told?.says ?? [],
      };
    }),
  );
  return { countedOn: done === null ? null : attribute<string>(done, 'day'), atLeast: house.floor, services: services.sort((a, b) => a.name.localeCompare(b.name, 'en-GB')) };
});

/** Oldest first, without the months before anything was booked here. */
function fromTheFirst(months: readonly ServiceMonth[], floor: number): ServiceMonth[] {
  const inOrder = months.toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const first = inOrder.findIndex(({ people }) => people >= floor);
  return first === -1 ? [] : inOrder.slice(first);
}

const figuresOf = ({ kept, late, unknown, owed, ahead, people, overdue }: ServiceMonth, floor: number) => ({ kept, late, unknown, owed, ahead, people, overdue: overdue.of < floor ? null : { people: fromTheFloor(overdue.people, floor), of: overdue.of } });

const flagsOf = ({ soleCover, noSupervision, of }: Flagged, floor: number) => (of < floor ? null : { soleCover: fromTheFloor(soleCover, floor), noSupervision: fromTheFloor(noSupervision, floor) });
/** Fewer people than the floor are not told by number: with a name near at hand it would be one. */
const fromTheFloor = (people: number, floor: number): number | null => (people < floor ? null : people);

async function publishedOf(published: Pick<Store, 'get' | 'query'>, group: string, last: number) {
  const releases = await releasesOf(published, group, last, roundsShown);
  const newest = releases.at(-1);
  const told = newest === undefined ? null : await published.get(publishedKeys.readingRoom(newest.round, group));
  return { releases, says: told === null ? [] : attribute<Saying[]>(told, 'says').filter(({ question }) => question === besideIt) };
}

