import { Problem, type ProblemName } from '../../shared/contract/problem.ts';
import type { Availability } from '../../shared/time/availability.ts';
import { attending, clashesOf, isHere } from '../../shared/time/availability.ts';
import { dayInWords } from '../../shared/time/catalogue.ts';
import { dayAt, type LocalDate, localDateOf, plus } from '../../shared/time/date.ts';
import { type Booking, minutesOwed, type Slot, stateOf } from '../../shared/time/line.ts';
import { keptOf } from '../../shared/time/loss.ts';
import type { Facts, Person as Employed } from '../../shared/time/person.ts';
import { changedBy, type Entry, partiesOf, type Refusal, type Session, sessionsOf } from '../../shared/time/session.ts';
import { bounds } from '../store/bounds.ts';
import { attribute, padded, stored } from '../store/record.ts';
import { type Change, every, type Item, type Key, type Store } from '../store/store.ts';
import { busyTimesOf } from './calendars.ts';
import { dutyOf } from './duty.ts';
import { letterOf } from './letters.ts';
import { allTeams, type Person, personOf } from './people.ts';
import { teamsEverCounted } from './teamsEverCounted.ts';

/**
 * Protected time in the identity table. A diary is only ever added to; the other two are what it comes to, written along with it, so that a
 * page is one reading.
 *
 *     diary#person   / number            entries, oldest first, the same in the diary of each party
 *     standing#team  / person            since when somebody works here and how; what counts of the last year; what is to be booked again
 *     week#team      / start#session     each time there is or was, as it stands
 *
 * Every entry changes the standing of each party under a condition on what stood there, so of two that are made at one time one comes
 * second, and sees the first before it is made.
 */
export const keys = {
  entry: (person: string, number: number): Key => ({ pk: diaryOf(person), sk: padded(number) }),
  standing: (team: string, person: string): Key => ({ pk: standingsOf(team), sk: person }),
  time: (team: string, { start }: Slot, session: string): Key => ({ pk: weekOf(team), sk: `${start}#${session}` }),
} as const;
export const diaryOf = (person: string): string => `diary#${person}`;
export const standingsOf = (team: string): string => `standing#${team}`;
export const weekOf = (team: string): string => `week#${team}`;

export interface Standing {
  person: string;
  name: string;
  /** Null: nobody has entered it. */
  employed: Employed | null;
  recordedFrom: string;
  kept: Facts['kept'];
  /** With this person’s line alone: of a large group all lines in all standings are more than one change can write. */
  toRebook: readonly Session[];
  /** Entries in the diary. */
  entries: number;
  /** The teams they were in before, oldest first, each up to the day on which it was found that they have moved on. */
  teamsBefore?: readonly { team: string; until: LocalDate }[];
}

/** Whom no team asks, a supervisor from elsewhere for instance, has a standing all the same. */
export const noTeam = '-';
export const teamOf = ({ team }: Pick<Person, 'team'>): string => team ?? noTeam;

/** With the team they were in until today. */
export const movedFrom = (team: string, standing: Standing, now: number): Standing => ({ ...standing, teamsBefore: [...(standing.teamsBefore ?? []), { team, until: dayAt(now) }] });

/** Where somebody was, or is, at the hour of a time: there it is counted, whenever it is changed or confirmed. */
function teamAt({ person, standing }: Party, { start }: Slot): string {
  const on = localDateOf(start);
  return standing.teamsBefore?.find(({ until }) => on < until)?.team ?? teamOf(person);
}

/** One party, all that is kept of their time, and the condition under which it may change. */
export interface Party {
  person: Person;
  /** Nobody waits for them and nothing new is booked with them; their diary goes on saying what the others’ say. */
  hasLeft: boolean;
  standing: Standing;
  sessions: Map<string, Session>;
  /** What they give in somebody’s place; left out where nobody asked. */
  inPlace?: readonly Session[];
  /** Of their sessions those that are for nobody any more. */
  forNobody?: ReadonlySet<string>;
  /** What a calendar of their own says they are busy with; left out where none was asked. */
  busy?: readonly Slot[];
  /** The shifts of the duty rota. */
  duty?: readonly Slot[];
  when: NonNullable<Extract<Change, { put: Item }>['when']>;
  version: number;
}

type Reads = Pick<Store, 'get' | 'query'>;

export async function partyOf(identity: Reads, id: string, now: number): Promise<Party | null> {
  const person = await personOf(identity, id);
  if (person === null) return null;
  const party = await readParty(identity, person, now);
  return { ...party, hasLeft: hasLeft(person, party.standing, now) };
}

/** Somebody has left who is not known any more, or whose employment is over; being in no team is not leaving. */
export function hasLeft(person: Person | null, standing: Pick<Standing, 'employed'> | null, now: number): boolean {
  const last = standing?.employed?.employedTo ?? null;
  return person === null || (last !== null && last < dayAt(now));
}

export const stillHere = (parties: readonly Party[]): Party[] => parties.filter((party) => !party.hasLeft);

/** The same of whoever is known no more, in the team they left from. Null: nothing was ever booked with them. */
async function partyThatLeft(identity: Reads, id: string, now: number): Promise<Party | null> {
  const last = await lastStanding(identity, id);
  return last === null ? null : { ...(await readParty(identity, { id, name: last.standing.name, team: last.team === noTeam ? null : last.team, roles: [], manages: [] }, now)), hasLeft: true };
}

async function readParty(identity: Reads, person: Person, now: number): Promise<Omit<Party, 'hasLeft'>> {
  const { id } = person;
  // The standing first: with an entry made in between it is another one by then, and what rests on it is refused.
  const [item, busy, { duty }] = await Promise.all([identity.get(keys.standing(teamOf(person), id)), busyTimesOf(identity, id), dutyOf(identity, person.team, id)]);
  const entries = await entriesOf(identity, id);
  const kept = item === null ? await broughtAlong(identity, id, now) : attribute<Standing>(item, 'standing');
  const standing = { ...(kept ?? unknown(person, now)), entries: entries.length };
  const version = item === null ? 0 : attribute<number>(item, 'version');
  const theirs = [...sessionsOf(entries)].filter(([, session]) => partiesOf(session).includes(id));
  return { person, standing, sessions: new Map(theirs), busy, duty: duty.shifts, when: item === null ? { absent: true } : { has: { version } }, version };
}

/** Where somebody’s standing was kept last, of whom none is kept in the team they are in now; the team may have been closed since. */
async function lastStanding(identity: Reads, id: string): Promise<{ team: string; standing: Standing } | null> {
  const [here, counted] = await Promise.all([allTeams(identity), teamsEverCounted(identity)]);
  const teams = [...new Set([...here.map((team) => team.id), ...counted.keys(), noTeam])];
  const items = await Promise.all(teams.map((team) => identity.get(keys.standing(team, id))));
  const found = items.flatMap((item, i) => (item === null ? [] : [{ team: teams[i] ?? noTeam, standing: attribute<Standing>(item, 'standing') }]));
  return found.sort((a, b) => b.standing.entries - a.standing.entries)[0] ?? null;
}

async function broughtAlong(identity: Reads, id: string, now: number): Promise<Standing | null> {
  const last = await lastStanding(identity, id);
  return last === null ? null : movedFrom(last.team, last.standing, now);
}

/** Null where nobody has entered anything of this person yet. */
export async function standingOfPerson(identity: Reads, person: Pick<Person, 'id' | 'team'>): Promise<Standing | null> {
  const item = await identity.get(keys.standing(teamOf(person), person.id));
  return item === null ? ((await lastStanding(identity, person.id))?.standing ?? null) : attribute<Standing>(item, 'standing');
}

export async function entriesOf(identity: Pick<Store, 'query'>, person: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const one of every(identity, diaryOf(person))) entries.push(attribute<Entry>(one, 'entry'));
  return entries;
}

/** Of everybody of whom something was entered in this team, by their id. Whoever has moved on since yesterday is among them. */
export async function standingsIn(identity: Pick<Store, 'query'>, team: string): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  for await (const item of every(identity, standingsOf(team))) found.set(item.sk, attribute<Standing>(item, 'standing'));
  return found;
}

const unknown = ({ id, name }: Person, now: number): Standing => ({ person: id, name, employed: null, recordedFrom: dayAt(now), kept: [], toRebook: [], entries: 0 });

/** Everyone by their id, or a refusal: somebody who is not here cannot be booked. */
export async function partiesHere(identity: Reads, ids: readonly string[], now: number): Promise<Party[]> {
  const found = await Promise.all(ids.map((id) => partyOf(identity, id, now)));
  if (found.some((party) => party === null)) throw new Problem('has-left', 'nobody of that name works here');
  return found.filter((party) => party !== null);
}

/** A session of somebody’s diary, and everybody it is for, those who have left among them. Null: there is none. */
export async function partiesIn(identity: Reads, owner: string, session: string, now: number): Promise<{ session: Session; parties: Party[] } | null> {
  const anybody = async (id: string): Promise<Party | null> => (await partyOf(identity, id, now)) ?? partyThatLeft(identity, id, now);
  const first = await anybody(owner);
  const found = first?.sessions.get(session);
  if (first === null || found === undefined) return null;
  const others = await Promise.all(partiesOf(found).map((id) => (id === owner ? Promise.resolve(first) : anybody(id))));
  return { session: found, parties: others.filter((party) => party !== null).filter(({ sessions }) => sessions.has(session)) };
}

const everyWorkingDay = { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 } as const;

/** When a party is taken, as far as it is known: their sessions, the days they do not work, and those they are away. */
export function availabilityOf({ person, standing, sessions, inPlace = [], forNobody = new Set(), busy = [], duty = [] }: Party): Availability {
  const { employed } = standing;
  return {
    person: person.id,
    pattern: employed?.pattern ?? everyWorkingDay,
    absences: employed?.absences ?? [],
    employedFrom: employed?.employedFrom ?? '0000-01-01',
    employedTo: employed?.employedTo ?? null,
    sessions: [...sessions.values(), ...inPlace].filter((s) => s.stands.gone === null && !forNobody.has(s.id)).map((s) => ({ session: s.id, start: s.stands.start, end: s.stands.end })),
    duty: duty.map(({ start, end }) => ({ start, end })),
    busy,
  };
}

/** Refuses times at which somebody is not employed, and, unless they know, those at which somebody is not free. */
export function refuseUnlessFree(parties: readonly Party[], times: readonly Slot[], { despite, but = null }: { despite: boolean; but?: string | null }): void {
  const people = parties.map(availabilityOf);
  for (const time of times) if (people.some((one) => !isHere(one, localDateOf(time.start)))) throw new Problem('has-left');
  if (despite) return;
  const clashes = times.flatMap((time) => clashesOf(time, attending(people, localDateOf(time.start)), but));
  if (clashes.length === 0) return;
  const nameOf = new Map(parties.map(({ person }) => [person.id, person.name]));
  const said = [...new Set(clashes.map((c) => `${nameOf.get(c.person) ?? ''} ${inTheWay[c.with]} on ${dayInWords(localDateOf(c.start))}`))];
  throw new Problem('clashes', said.slice(0, 5).join('; '));
}

const inTheWay = { session: 'has another session', duty: 'is on duty', busy: 'is busy', away: 'is away', 'day-off': 'does not work', 'off-hours': 'does not work at that hour' } as const;

/** The sessions an entry changes, or a refusal by its name. Any party’s diary tells that has them: they all hold the same of it. */
export function changedIn(parties: readonly Party[], entry: Entry): Session[] {
  const changed = parties.filter((party) => !isNewIn(party, entry)).map((party) => changedBy(party.sessions, entry));
  for (const one of changed) if ('refused' in one) throw new Problem(problemOf(one.refused));
  const [first] = changed;
  if (first === undefined || 'refused' in first) throw new Problem('not-found');
  return first;
}

/** Whoever gives a session from now on does not have it yet. */
const isNewIn = ({ sessions }: Party, entry: Entry): boolean => entry.kind === 'rebooked' && !sessions.has(entry.session);

const problemOf = (refusal: Refusal): ProblemName => (refusal === 'no-such-line' || refusal === 'nobody' || refusal === 'not-a-party' ? 'not-found' : refusal);

/** What is kept of a party’s time from now on, unless somebody else was faster. */
export const standingOf = ({ person, version, when }: Party, standing: Standing): Change => ({ put: { ...keys.standing(teamOf(person), person.id), v: 1, version: version + 1, standing: stored(standing) }, when });

/** Writes one entry into every party’s diary, with all that follows from it, or nothing. False where somebody else was faster: read again. */
export function write(identity: Pick<Store, 'transact'>, parties: readonly Party[], entry: Entry, changed: readonly Session[], now: number): Promise<boolean> {
  const changes: Change[] = parties.flatMap((party): Change[] => {
    const { person, standing, sessions } = party;
    const [first] = changed;
    const own: Entry = first !== undefined && isNewIn(party, entry) ? { v: 1, at: entry.at, by: entry.by, kind: 'taken-over', session: first.id, as: first } : entry;
    const after = new Map(sessions);
    for (const session of changed) after.set(session.id, session);
    const next = { ...standing, name: person.name, ...standingIn(after, person.id, now), entries: standing.entries + 1 };
    return [
      { put: { ...keys.entry(person.id, next.entries), v: 1, entry: stored(own) }, when: { absent: true } },
      standingOf(party, next),
    ];
  });
  const times = changed.flatMap((session) => timesOf(session, parties[0]?.sessions.get(session.id) ?? null));
  const letter = letterOf(entry, changed, parties.map((party) => (party.hasLeft ? { id: party.person.id } : party.person)), (parties[0]?.standing.entries ?? 0) + 1);
  // Who of it was in which team then: so a line is counted once, and stays counted when somebody moves on or leaves.
  const weeks = times.flatMap((time) => [...Map.groupBy(parties, (party) => teamAt(party, time.at))].map(([team, those]) => timeIn(team, time, those.map(({ person }) => person.id))));
  const all = [...changes, ...letter, ...weeks];
  // It fitted when it was booked: since then they have gone to more teams than one change can reach.
  if (all.length > bounds.changes) throw new Problem('too-large', 'its people are in too many teams by now: book it anew as two groups');
  return identity.transact(all);
}

const teamsOf = (parties: readonly Party[]): string[] => [...new Set(parties.map(({ person }) => teamOf(person)))];

/** How many sessions fit into one transaction: two items a party, one a session and team, and the letter to all of them. */
export const sessionsAtOnce = (parties: readonly Party[]): number => Math.floor((bounds.changes - 2 * parties.length - 1) / teamsOf(parties).length);

/**
 * Refuses a group of which a later change would not fit: moved, a session is at two times in each team, and whoever gives it may have left and
 * somebody of another team give it in their place.
 */
export function refuseIfTooLarge(parties: readonly Party[]): void {
  const [people, teams] = [parties.length + 1, teamsOf(parties).length + 1];
  if (2 * people + 2 * teams + 1 > bounds.changes) throw new Problem('too-large', 'of that many people from that many teams: book it as two groups');
}

/** A time that a session has, or had before it was moved. */
export interface Time {
  session: Session;
  at: Booking;
}

/** A time in the week of a team, with those of it who are in that team then. */
export const timeIn = (team: string, time: Time, members: readonly string[]): Change => ({ put: { ...keys.time(team, time.at, time.session.id), v: 1, time: stored(time), members } });

function timesOf(session: Session, before: Session | null): Time[] {
  const now = { session, at: session.stands };
  if (before === null || before.stands.start === session.stands.start) return [now];
  const left = session.lines.flatMap((line) => line.bookings).find((b) => b.start === before.stands.start);
  return left === undefined ? [now] : [{ session, at: left }, now];
}

/** What of all sessions counts for rules, and what is to be booked again: thirteen months back are enough for any interval. */
function standingIn(sessions: ReadonlyMap<string, Session>, person: string, now: number): Pick<Standing, 'kept' | 'toRebook'> {
  const at = new Date(now).toISOString();
  const mine = [...sessions.values()].filter((s) => s.people.includes(person));
  const since = plus(localDateOf(at), { months: -13 });
  return {
    kept: keptOf(mine.flatMap((s) => s.lines), person).filter(({ on }) => on >= since),
    toRebook: mine.map((s) => ({ ...s, lines: s.lines.filter((line) => line.owedTo === person) })).filter(({ lines }) => lines.some((line) => minutesOwed(line) > 0 && !['planned', 'unknown'].includes(stateOf(line, at)))),
  };
}
