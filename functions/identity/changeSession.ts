import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import { minutesOf } from '../../shared/time/line.ts';
import { onceOf } from '../../shared/time/recurrence.ts';
import type { Entry, Giver, Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { type Caller, endpoint } from '../http/endpoint.ts';
import { availabilityOf, changedIn, partiesHere, partiesIn, type Party, refuseUnlessFree, stillHere, write } from './diary.ts';
import { mayBook, mayChange } from './mayChange.ts';
import { offered } from './findFreeTime.ts';
import { withTheirTime } from './theirTime.ts';
import { untilWritten } from './untilWritten.ts';

/** What was taken stays owed: the next times at which everybody is free come along with the answer. */
export const changeSession = endpoint(timeRoutes, 'changeSession', async ({ caller, params: { id }, body, stores: { identity }, now }) =>
  untilWritten(async () => {
    const found = await partiesIn(identity, body.owner, id, now);
    if (found === null) throw new Problem('not-found');
    const { session } = found;
    const giver = body.kind === 'rebooked' ? body.giver : undefined;
    if (!mayChange(caller, session.people, found.parties) && !(await mayTakeOver(identity, caller, body, found, now))) throw new Problem('not-yours');
    const parties = await withTheirTime(identity, giver === undefined ? found.parties : await withGiver(identity, giver, found, now), now);
    const entry = entryOf(body, session, parties, { id, at: now, by: caller.id });
    const changed = changedIn(parties, entry);
    const [after] = changed;
    if (after === undefined) throw new Problem('not-found');
    if (!(await write(identity, parties, entry, changed, now))) return null;
    return { session: shapeOf(after, now), free: after.stands.gone === null || !isForSomebody(session, parties) ? [] : freeAfter(parties, after, now) };
  }),
);

type Found = NonNullable<Awaited<ReturnType<typeof partiesIn>>>;

/** Whoever follows somebody who has left books again, as their own, what they could book anew. */
const mayTakeOver = async (identity: Parameters<typeof mayBook>[0], caller: Caller, body: Body, { session, parties }: Found, now: number): Promise<boolean> =>
  body.kind === 'rebooked' && body.giver !== undefined && mayBook(identity, caller, { people: session.people, givenBy: body.giver.givenBy }, parties, { on: body.start.slice(0, 10), now });

/** Only whoever has left is replaced: what somebody who is still here was to give is theirs. */
async function withGiver(identity: Parameters<typeof partiesHere>[0], { givenBy }: Giver, { session, parties }: Found, now: number): Promise<Party[]> {
  if (session.givenBy === null || isHere(parties, session.givenBy)) throw new Problem('malformed', 'whoever gives it is still here');
  const there = parties.find(({ person }) => person.id === givenBy);
  return there === undefined ? [...parties, ...(await partiesHere(identity, [givenBy], now))] : parties;
}

const isHere = (parties: readonly Party[], id: string): boolean => stillHere(parties).some(({ person }) => person.id === id);
const isForSomebody = ({ people }: Session, parties: readonly Party[]): boolean => people.some((person) => isHere(parties, person));

type Body = { kind: 'taken'; reason: Extract<Entry, { kind: 'taken' }>['reason'] } | ({ start: string; minutes: number; despite: boolean } & ({ kind: 'moved'; reason: Extract<Entry, { kind: 'moved' }>['reason'] } | { kind: 'rebooked'; giver?: Giver }));

function entryOf(body: Body, session: Session, parties: readonly Party[], { id, at: now, by }: { id: string; at: number; by: string }): Entry {
  const common = { v: 1, at: new Date(now).toISOString(), by, session: id } as const;
  if (body.kind === 'taken') return { ...common, kind: 'taken', reason: body.reason };
  const once = onceOf(body, now);
  if ('refused' in once) throw new Problem(once.refused);
  const giver = body.kind === 'rebooked' ? body.giver : undefined;
  const givenBy = giver?.givenBy ?? session.givenBy;
  if (!isForSomebody(session, parties)) throw new Problem('has-left', 'nobody it is for works here any more');
  if (givenBy !== null && !isHere(parties, givenBy)) throw new Problem('has-left', 'whoever gave it has left: take it, and book it again with somebody else');
  refuseUnlessFree(stillHere(parties), once, { despite: body.despite, but: session.id });
  const [slot] = once;
  return body.kind === 'moved' ? { ...common, kind: 'moved', reason: body.reason, ...slot } : { ...common, kind: 'rebooked', ...slot, ...(giver === undefined ? {} : { giver }) };
}

const freeAfter = (parties: readonly Party[], { stands, id }: Session, now: number) =>
  nextFree(stillHere(parties).map(availabilityOf).map((one) => ({ ...one, sessions: one.sessions.filter((s) => s.session !== id) })), { ...offered, minutes: minutesOf(stands), after: new Date(now).toISOString() });
