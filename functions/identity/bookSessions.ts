import { Problem } from '../../shared/contract/problem.ts';
import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { timesOf } from '../../shared/time/recurrence.ts';
import { type Entry, partiesOf } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { changedIn, partiesHere, refuseIfTooLarge, refuseUnlessFree, sessionsAtOnce, write } from './diary.ts';
import { mayBook } from './mayChange.ts';
import { withTheirTime } from './theirTime.ts';
import { untilWritten } from './untilWritten.ts';

/**
 * A series is written as few times as it takes, each of them whole. Killed in between it is sent again under the same id: what stands
 * already is left as it is, and the rest is booked.
 */
export const bookSessions = endpoint(timeRoutes, 'bookSessions', async ({ caller, body, stores: { identity }, now }) => {
  const { series, start, minutes, rule, despite, of, givenBy, supervisor } = body;
  const about = { of, people: [...new Set(body.people)].sort(), givenBy, supervisor };
  const times = await timesOf({ start, minutes, rule }, now);
  if ('refused' in times) throw new Problem(times.refused);
  const wanted = times.map((time, i) => ({ session: `${series}-${String(i + 1).padStart(2, '0')}`, ...time }));
  const bookSome = async () => {
    const parties = await partiesHere(identity, partiesOf(about), now);
    if (!(await mayBook(identity, caller, about, parties, { on: start.slice(0, 10), now }))) throw new Problem('not-yours');
    refuseIfTooLarge(parties);
    const there = wanted.flatMap(({ session }) => parties.flatMap(({ sessions }) => sessions.get(session) ?? []).slice(0, 1));
    if (there.some((session) => !isSame(session, about))) throw new Problem('booked-already');
    const missing = wanted.filter(({ session }) => !there.some(({ id }) => id === session));
    if (missing.length === 0) return there;
    refuseUnlessFree(await withTheirTime(identity, parties, now), missing, { despite });
    const entry: Entry = { v: 1, at: new Date(now).toISOString(), by: caller.id, kind: 'booked', series, ...about, sessions: missing.slice(0, sessionsAtOnce(parties)) };
    return (await write(identity, parties, entry, changedIn(parties, entry), now)) ? 'some' : null;
  };
  for (;;) {
    const booked = await untilWritten(bookSome);
    if (booked !== 'some') return { sessions: booked.map((session) => shapeOf(session, now)) };
  }
});

const isSame = (a: { of: string; people: readonly string[]; givenBy: string | null }, b: { of: string; people: readonly string[]; givenBy: string | null }): boolean =>
  a.of === b.of && a.givenBy === b.givenBy && a.people.join(' ') === b.people.join(' ');
