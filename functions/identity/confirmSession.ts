import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { type Entry, partiesOf } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { changedIn, partiesHere, write } from './diary.ts';
import { untilWritten } from './untilWritten.ts';

/** Whoever was in it says what happened, for themselves; whoever gave it, for everyone. The same account again is the same. */
export const confirmSession = endpoint(timeRoutes, 'confirmSession', async ({ caller, params: { id }, body: { account }, stores: { identity }, now }) =>
  untilWritten(async () => {
    const mine = await partiesHere(identity, [caller.id], now);
    const session = mine[0]?.sessions.get(id);
    if (session === undefined) throw new Problem('not-found');
    const told = session.lines.filter((line) => line.owedTo === caller.id || line.givenBy === caller.id);
    const again = told.length > 0 && told.every((line) => JSON.stringify(line.bookings.at(-1)?.accounts[caller.id]) === JSON.stringify(account));
    if (again) return { session: shapeOf(session, now) };
    const parties = await partiesHere(identity, partiesOf(session), now, mine);
    const entry: Entry = { v: 1, at: new Date(now).toISOString(), by: caller.id, kind: 'confirmed', session: id, account };
    const changed = changedIn(parties, entry);
    const [after] = changed;
    return after !== undefined && (await write(identity, parties, entry, changed, now)) ? { session: shapeOf(after, now) } : null;
  }),
);
