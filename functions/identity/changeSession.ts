import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import { minutesOf } from '../../shared/time/line.ts';
import { onceOf } from '../../shared/time/recurrence.ts';
import { type Entry, partiesOf, type Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { availabilityOf, changedIn, partiesHere, type Party, refuseUnlessFree, write } from './diary.ts';
import { mayChange } from './mayChange.ts';
import { offered } from './findFreeTime.ts';
import { untilWritten } from './untilWritten.ts';

/** What was taken stays owed: the next times at which everybody is free come along with the answer. */
export const changeSession = endpoint(timeRoutes, 'changeSession', async ({ caller, params: { id }, body, stores: { identity }, now }) =>
  untilWritten(async () => {
    const owner = await partiesHere(identity, [body.owner], now);
    const session = owner[0]?.sessions.get(id);
    if (session === undefined) throw new Problem('not-found');
    const parties = await partiesHere(identity, partiesOf(session), now, owner);
    if (!mayChange(caller, session.people, parties)) throw new Problem('not-yours');
    const entry = entryOf(body, session, parties, { id, at: now, by: caller.id });
    const changed = changedIn(parties, entry);
    const [after] = changed;
    if (after === undefined) throw new Problem('not-found');
    if (!(await write(identity, parties, entry, changed, now))) return null;
    return { session: shapeOf(after, now), free: after.stands.gone === null ? [] : freeAfter(parties, after, now) };
  }),
);

type Body = { kind: 'taken'; reason: Extract<Entry, { kind: 'taken' }>['reason'] } | ({ start: string; minutes: number; despite: boolean } & ({ kind: 'moved'; reason: Extract<Entry, { kind: 'moved' }>['reason'] } | { kind: 'rebooked' }));

function entryOf(body: Body, session: Session, parties: readonly Party[], { id, at: now, by }: { id: string; at: number; by: string }): Entry {
  const common = { v: 1, at: new Date(now).toISOString(), by, session: id } as const;
  if (body.kind === 'taken') return { ...common, kind: 'taken', reason: body.reason };
  const once = onceOf(body, now);
  if ('refused' in once) throw new Problem(once.refused);
  refuseUnlessFree(parties, once, { despite: body.despite, but: session.id });
  const [slot] = once;
  return body.kind === 'moved' ? { ...common, kind: 'moved', reason: body.reason, ...slot } : { ...common, kind: 'rebooked', ...slot };
}

const freeAfter = (parties: readonly Party[], { stands, id }: Session, now: number) =>
  nextFree(parties.map(availabilityOf).map((one) => ({ ...one, sessions: one.sessions.filter((s) => s.session !== id) })), { ...offered, minutes: minutesOf(stands), after: new Date(now).toISOString() });
