import { Problem } from '../../shared/contract/problem.ts';
import { type SessionShape, timeRoutes } from '../../shared/contract/time.ts';
import { localDateOf, mondayOf, plusDays } from '../../shared/time/date.ts';
import { partiesOf } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every } from '../store/store.ts';
import { type Standing, standingsOf, type Time, weekOf } from './diary.ts';
import { namesOf } from './names.ts';
import { owedTo } from './owedTo.ts';

/** So far back a page asks what became of a time. */
const daysOfUnknown = 56;

/** Two readings: the team's times since eight weeks before, and where its people stand. */
export const readWeek = endpoint(timeRoutes, 'readWeek', async ({ caller, params: { team, monday }, stores: { identity }, now }) => {
  if (monday !== mondayOf(monday)) throw new Problem('malformed', 'a week begins on a Monday');
  if (!caller.manages.includes(team) && !caller.roles.some((role) => role === 'principal' || role === 'executive')) throw new Problem('not-yours');
  const [end, today] = [plusDays(monday, 7), localDateOf(new Date(now).toISOString())];
  const [times, standings] = await Promise.all([timesBetween(identity, team, plusDays(monday < today ? monday : today, -daysOfUnknown), end), standingsIn(identity, team)]);
  const inWeek = times.filter(({ at }) => localDateOf(at.start) >= monday && localDateOf(at.start) < end);
  const unknown = times.filter(({ session, at }) => at.start === session.stands.start).map(({ session }) => shapeOf(session, now)).filter((s) => s.lines.some(({ state }) => state === 'unknown'));
  const people = standings.sort((a, b) => a.name.localeCompare(b.name, 'en-GB')).map((one) => ({
    id: one.person,
    name: one.name,
    owed: owedTo(one, today),
    toRebook: one.toRebook.map((session) => shapeOf(session, now)),
    unknown: unknown.filter((s) => s.lines.some(({ person, state }) => person === one.person && state === 'unknown')),
  }));
  const sessions: SessionShape[] = inWeek.map(({ session, at }) => shapeOf(session, now, at));
  const known = new Map(people.map(({ id, name }) => [id, name]));
  const others = sessions.concat(unknown, people.flatMap((p) => p.toRebook)).flatMap(partiesOf).filter((id) => !known.has(id));
  return { team, monday, sessions, people, names: { ...Object.fromEntries(known), ...(await namesOf(identity, others)) } };
});

type Reads = Parameters<typeof every>[0];

async function timesBetween(identity: Reads, team: string, from: string, end: string): Promise<Time[]> {
  const found: Time[] = [];
  for await (const item of every(identity, weekOf(team), { after: from })) {
    // By universal time: in summer the first hour of the next Monday is still in here.
    if (item.sk >= end) break;
    found.push(attribute<Time>(item, 'time'));
  }
  return found;
}

async function standingsIn(identity: Reads, team: string): Promise<Standing[]> {
  const found: Standing[] = [];
  for await (const item of every(identity, standingsOf(team))) found.push(attribute<Standing>(item, 'standing'));
  return found;
}
