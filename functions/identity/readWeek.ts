import { Problem } from '../../shared/contract/problem.ts';
import { type SessionShape, timeRoutes } from '../../shared/contract/identity/time.ts';
import { dayAt, localDateOf, mondayOf, plusDays } from '../../shared/time/date.ts';
import { daysAlone } from '../../shared/time/duty.ts';
import type { Line } from '../../shared/time/line.ts';
import type { CoverRule } from '../../shared/time/rules/cover.ts';
import { partiesOf, type Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { hasLeft, type Standing, standingsIn, type Time, weekOf } from './diary.ts';
import { dutyIn } from './duty.ts';
import { keys as houseKeys, personOf, type TeamOfHouse } from './people.ts';
import { namesOf } from './names.ts';
import { owedInSessions } from './owedTo.ts';
import { quarterOf } from './quarter.ts';
import { coverOf, rulesHere, rulesInForce } from './rules.ts';

/** So far back a page counts, and asks what became of a time; so far ahead it looks whether something is booked. */
const [daysOfQuarter, daysOfUnknown, daysAhead] = [91, 56, 36] as const;

/** A week that is long over, or long to come, is read by itself, beside the weeks around today. */
export const readWeek = endpoint(timeRoutes, 'readWeek', async ({ caller, params: { team, monday }, stores: { identity }, now }) => {
  if (monday !== mondayOf(monday)) throw new Problem('malformed', 'a week begins on a Monday');
  if (!caller.manages.includes(team) && !caller.roles.includes('principal')) throw new Problem('not-yours');
  const item = await identity.get(houseKeys.team(team));
  if (item === null) throw new Problem('not-found', 'there is no such team');
  const [end, today] = [plusDays(monday, 7), dayAt(now)];
  const since = plusDays(today, -daysOfQuarter);
  const [around, lately, kept, here] = await Promise.all([timesBetween(identity, team, plusDays(monday, -1), end), timesBetween(identity, team, since, plusDays(today, daysAhead)), standingsIn(identity, team), rulesHere(identity)]);
  const [standings, rota] = await Promise.all([stillIn(identity, team, kept, now), rotaOf(identity, team, monday, end, coverOf(here))]);
  const ids = new Set(standings.map(({ person }) => person));
  const rules = rulesInForce(here);
  const inWeek = around.filter(({ session, at }) => localDateOf(at.start) >= monday && localDateOf(at.start) < end && partiesOf(session).some((id) => ids.has(id)));
  const asked = plusDays(today, -daysOfUnknown);
  const standing = lately.filter(({ session, at }) => at.start === session.stands.start && at.gone === null).map(({ session }) => shapeOf(session, now));
  const unknown = standing.filter((s) => s.start >= asked && s.lines.some(({ state }) => state === 'unknown'));
  const lost = Map.groupBy(standings.flatMap(({ toRebook }) => toRebook), ({ id }) => id);
  const owed = new Map(standings.map((one) => [one.person, owedInSessions(one, rules, today)]));
  const people = standings.map((one) => ({
    id: one.person,
    name: one.name,
    owed: owed.get(one.person)?.owed ?? [],
    toRebook: one.toRebook.map((session) => shapeOf({ ...session, lines: linesOf(lost.get(session.id) ?? []) }, now)),
    unknown: unknown.filter((s) => s.lines.some(({ person, state }) => person === one.person && state === 'unknown')),
    planned: standing.filter((s) => s.lines.some(({ person, state }) => person === one.person && state === 'planned')).map(({ of, start, end }) => ({ of, start, end })),
    away: (one.employed?.absences ?? []).filter(({ from, to }) => from < end && (to === null || to >= monday)).map(({ from, to }) => ({ from, to })),
  }));
  const sessions: SessionShape[] = inWeek.map(({ session, at }) => shapeOf(session, now, at));
  const known = new Map(people.map(({ id, name }) => [id, name]));
  const others = sessions.concat(unknown, people.flatMap((p) => p.toRebook)).flatMap((s) => [...partiesOf(s), ...(s.gone === null ? [] : [s.gone.by]), ...s.lines.flatMap(({ accounts }) => Object.keys(accounts))]).concat(rota.duty.map(({ person }) => person)).filter((id) => !known.has(id));
  const quarter = { from: since, ...quarterOf(lately.filter(({ at }) => localDateOf(at.start) <= today), new Date(now).toISOString()) };
  return { team, name: attribute<TeamOfHouse>(item, 'team').name, monday, today, sessions, people, rules: Object.fromEntries([...owed.values()].flatMap((one) => Object.entries(one.rules))), quarter, ...rota, names: { ...Object.fromEntries(known), ...(await namesOf(identity, others)) } };
});

/** Whoever is in the team by now, by name: who has left it, or has left, is nobody’s to plan for here. */
async function stillIn(identity: Reads & Pick<Store, 'get'>, team: string, kept: ReadonlyMap<string, Standing>, now: number): Promise<Standing[]> {
  const people = await Promise.all([...kept.keys()].map((id) => personOf(identity, id)));
  return people.flatMap((person) => {
    const standing = person?.team === team ? kept.get(person.id) : undefined;
    return standing === undefined || hasLeft(person, standing, now) ? [] : [standing];
  }).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** One session, as each of its people has it: all their lines. */
const linesOf = (each: readonly Session[]): Line[] => [...new Map(each.flatMap(({ lines }) => lines).map((line) => [line.id, line])).values()];

/** Who is on duty in a week, the night before its Monday too, and on which days too few are: of the rota alone. What people said of themselves is not a team’s to read. */
async function rotaOf(identity: Reads, team: string, monday: string, end: string, cover: CoverRule | null) {
  const kept = await dutyIn(identity, team);
  const rota = [...kept.values()].map(({ duty }) => ({ ...duty, alone: [] }));
  const isInWeek = (day: string): boolean => day >= monday && day < end;
  const duty = rota.flatMap(({ person, shifts }) => shifts.map(({ start, end: ends, kind, isQualified }) => ({ person, day: localDateOf(start), start, end: ends, kind, isQualified }))).filter(({ day, end: ends }) => isInWeek(day) || (day < monday && localDateOf(ends) >= monday));
  const thin = cover === null ? [] : [...new Set(rota.flatMap(({ person }) => daysAlone(person, rota, cover, `${plusDays(end, 2)}T00:00:00Z`)))].filter(isInWeek).sort();
  return { duty: duty.sort((a, b) => (a.start === b.start ? (a.person < b.person ? -1 : 1) : a.start < b.start ? -1 : 1)), thin };
}

type Reads = Parameters<typeof every>[0];

async function timesBetween(identity: Reads, team: string, from: string, end: string): Promise<(Time & { members: readonly string[] })[]> {
  const found: (Time & { members: readonly string[] })[] = [];
  for await (const item of every(identity, weekOf(team), { after: from })) {
    // By universal time: in summer the first hour of the next Monday is still in here.
    if (item.sk >= end) break;
    found.push({ ...attribute<Time>(item, 'time'), members: attribute<readonly string[]>(item, 'members') });
  }
  return found;
}
