import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import type { Entry, Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { changedIn, partiesIn, write } from './diary.ts';
import { standInsFor } from './standIn.ts';
import { supervisionOfPerson } from './supervision.ts';
import { untilWritten } from './untilWritten.ts';

/** Whoever was in it says what happened, for themselves; whoever gave it, or stood in for them, for everyone. The same account again is the same. */
export const confirmSession = endpoint(timeRoutes, 'confirmSession', async ({ caller, params: { id }, body: { account, owner }, stores: { identity }, now }) =>
  untilWritten(async () => {
    const found = await partiesIn(identity, owner ?? caller.id, id, now);
    if (found === null) throw new Problem('not-found');
    const { session, parties } = found;
    const inFor = owner === undefined || owner === caller.id ? null : session.givenBy;
    if (inFor !== null && owner !== undefined && !(await standsIn(identity, caller.id, owner, session))) throw new Problem('not-found');
    const told = session.lines.filter((line) => line.owedTo === caller.id || line.givenBy === (inFor ?? caller.id));
    const again = told.length > 0 && told.every((line) => JSON.stringify(line.bookings.at(-1)?.accounts[caller.id]) === JSON.stringify(account));
    if (again) return { session: shapeOf(session, now) };
    const entry: Entry = { v: 1, at: new Date(now).toISOString(), by: caller.id, kind: 'confirmed', session: id, account, ...(inFor === null ? {} : { for: inFor }) };
    const changed = changedIn(parties, entry);
    const [after] = changed;
    return after !== undefined && (await write(identity, parties, entry, changed, now)) ? { session: shapeOf(after, now) } : null;
  }),
);

/** They are told that it is there only where they stand in for it. */
async function standsIn(identity: Parameters<typeof standInsFor>[0] & Parameters<typeof supervisionOfPerson>[0], reader: string, owner: string, session: Session): Promise<boolean> {
  const { agreements } = await supervisionOfPerson(identity, owner);
  return (await standInsFor(identity, owner, agreements))(session) === reader;
}
