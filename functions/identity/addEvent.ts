import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { refusals } from '../../shared/signal/catalogue.ts';
import { type Event, type Marked, placed } from '../../shared/signal/event.ts';
import { endpoint } from '../http/endpoint.ts';
import { eventsOf, keys, lastFrozen, padded, stored } from '../store/record.ts';
import { houseOf } from './people.ts';
import { noonOf, overlap, refuseUnlessMarking, timesOfRounds } from './timeLine.ts';

/**
 * An event's id is its round and its place in it, and it is put where none stands: of two that are added at once one comes second,
 * and sees the first before it is put. What was told at a close stays as it was told; the next one takes the event into account.
 */
export const addEvent = endpoint(roundRoutes, 'addEvent', async ({ caller, body, stores: { identity, published }, now }) => {
  await refuseUnlessMarking(caller, body.groups, published, await lastFrozen(published));
  const { programme } = await houseOf(identity);
  const at = { instant: noonOf(body.on, programme.zone) };
  const { kind, text, restartsLimits } = body;
  const groups: Event['groups'] = body.groups === 'all' ? 'all' : [...new Set(body.groups)].sort();
  const place = placed({ at, groups }, await timesOfRounds(published), groups === 'all' ? [] : groups);
  if ('refused' in place) throw new Problem('outside-the-rounds', refusals[place.refused]);
  const { round } = place;
  const wanted = { at, kind, groups, text, by: caller.name, restartsLimits };
  for (;;) {
    const there = (await eventsOf(published)).filter((m) => m.round === round);
    const again = there.find((m) => m.takenBack === null && isSame(m.event, wanted));
    if (again !== undefined) return again;
    if (restartsLimits && there.some((m) => m.takenBack === null && m.event.restartsLimits && overlap(m.event.groups, groups))) throw new Problem('restarts-already');
    const event: Event = { v: 1, id: `${padded(round)}-${String(there.length + 1).padStart(4, '0')}`, ...wanted, addedAt: new Date(now).toISOString() };
    if (await published.put({ ...keys.event(event.id), v: 1, event: stored(event), round }, { absent: true })) return { event, round, takenBack: null } satisfies Marked;
  }
});

type Wanted = Omit<Event, 'v' | 'id' | 'addedAt'>;

/** Its reply was lost, and it was sent again. */
const isSame = (event: Event, wanted: Wanted): boolean => (Object.keys(wanted) as (keyof Wanted)[]).every((name) => JSON.stringify(event[name]) === JSON.stringify(wanted[name]));
