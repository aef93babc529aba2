import { Problem } from '../../shared/contract/problem.ts';
import { type SessionShape, timeRoutes } from '../../shared/contract/identity/time.ts';
import { dayAt, localDateOf, mondayOf, plusDays } from '../../shared/time/date.ts';
import { partiesOf } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every } from '../store/store.ts';
import { type Standing, standingsOf, type Time, weekOf } from './diary.ts';
import { keys as houseKeys, type TeamOfHouse } from './people.ts';
import { namesOf } from './names.ts';
import { owedInSessions } from './owedTo.ts';
import { quarterOf } from './quarter.ts';

/** So far back a page counts, and asks what became of a time; so far ahead it looks whether something is booked. */
const [daysOfQuarter, daysOfUnknown, daysAhead] = [91, 56, 36] as const;

/** A week that is long over, or long to come, is read by itself, beside the weeks around today. */
export const readWeek = endpoint(timeRoutes, 'readWeek', async ({ caller, params: { team, monday }, stores: { identity }, now }) => {
  if (monday !== mondayOf(monday)) throw new Problem('malformed', 'a week begins on a Monday');
  if (!caller.manages.includes(team) && !caller.roles.some((role) => role === 'principal' || role === 'executive')) throw new Problem('not-yours');
  const item = await identity.get(houseKeys.team(team));
  if (item === null) throw new Problem('not-found', 'there is no such team');
  const [end, today] = [plusDays(monday, 7), dayAt(now)];
  const since = plusDays(today, -daysOfQuarter);
  const [around, lately, standings] = await Promise.all([timesBetween(identity, team, plusDays(monday, -1), end), timesBetween(identity, team, since, plusDays(today, daysAhead)), standingsIn(identity, team)]);
  const inWeek = around.filter(({ at }) => localDateOf(at.start) >= monday && localDateOf(at.start) < end);
  const asked = plusDays(today, -daysOfUnknown);
  const standing = lately.filter(({ session, at }) => at.start === session.stands.start && at.gone === null).map(({ session }) => shapeOf(session, now));
  const unknown = standing.filter((s) => s.start >= asked && s.lines.some(({ state }) => state === 'unknown'));
  const people = standings.sort((a, b) => a.name.localeCompare(b.name, 'en-GB')).map((one) => ({
    id: one.person,
    name: one.name,
    owed: owedInSessions(one, today),
    toRebook: one.toRebook.map((session) => shapeOf(session, now)),
    unknown: unknown.filter((s) => s.lines.some(({ person, state }) => person === one.person && state === 'unknown')),
    planned: standing.filter((s) => s.lines.some(({ person, state }) => person === one.person && state === 'planned')).map(({ of, start, end }) => ({ of, start, end })),
    away: (one.employed?.absences ?? []).filter(({ from, to }) => from < end && (to === null || to >= monday)).map(({ from, to }) => ({ from, to })),
  }));
  const sessions: SessionShape[] = inWeek.map(({ session, at }) => shapeOf(session, now, at));
  const known = new Map(people.map(({ id, name }) => [id, name]));
  const others = sessions.concat(unknown, people.flatMap((p) => p.toRebook)).flatMap((s) => [...partiesOf(s), ...(s.gone === null ? [] : [s.gone.by])]).filter((id) => !known.has(id));
  const quarter = { from: since, ...quarterOf(lately.filter(({ at }) => localDateOf(at.start) <= today).map(({ session }) => session), known, new Date(now).toISOString()) };
  return { team, name: attribute<TeamOfHouse>(item, 'team').name, monday, today, sessions, people, quarter, names: { ...Object.fromEntries(known), ...(await namesOf(identity, others)) } };
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
