import { isBankHoliday } from '../../../shared/review/workingDays.ts';
import { isAway } from '../../../shared/time/absence.ts';
import { localDateOf, mondayOf, plusDays } from '../../../shared/time/date.ts';
import { clashesOf } from '../../../shared/time/availability.ts';
import { nextFree } from '../../../shared/time/freeTime.ts';
import { minutesOf, type Slot } from '../../../shared/time/line.ts';
import { timesOf } from '../../../shared/time/recurrence.ts';
import { type Entry, partiesOf, type Session } from '../../../shared/time/session.ts';
import { availabilityOf, changedIn, diaryOf, keys, type Party, sessionsAtOnce, type Standing, standingsOf, weekOf, write } from '../../../functions/identity/diary.ts';
import type { Person, TeamOfHouse } from '../../../functions/identity/people.ts';
import { attribute, stored } from '../../../functions/store/record.ts';
import type { Store } from '../../../functions/store/store.ts';
import { collecting } from './collecting.ts';
import { type Colleague, employedOf } from './employment.ts';
import { courseOf, type Step } from './course.ts';
import { bookedFor, bookedForTeam, type Planned, supervisedOn } from './timetable.ts';

/** The teams whose whole year is there; of the others the last three months are. */
const wholeYear: readonly string[] = ['northside', 'mental-health', 'assessment', 'practice'];
const weeksOf = (team: string): number => (wholeYear.includes(team) ? 49 : 13);

/**
 * A plausible year of protected time, through the functions the routes use: booked, then kept, cut short, moved or taken, booked again,
 * and confirmed by those who were there. The same on every run at the same time; what a run that was killed left is cleared first.
 */
export async function seedTime(identity: Pick<Store, 'transact' | 'clear'>, people: readonly Person[], teams: readonly TeamOfHouse[], now: number): Promise<void> {
  const table = collecting();
  const monday = mondayOf(localDateOf(new Date(now).toISOString()));
  const colleagues = colleaguesOf(people, teams);
  for (const { id } of teams) for (const pk of [standingsOf(id), weekOf(id)]) await identity.clear(pk);
  for (const { person } of colleagues) await identity.clear(diaryOf(person.id));

  const sizeOf = (team: string): number => colleagues.filter((c) => c.person.team === team).length;
  const parties = new Map<string, Party>();
  for (const one of colleagues) {
    const { person } = one;
    const size = sizeOf(person.team);
    const standing: Standing = {
      person: person.id, name: person.name, employed: employedOf(one, size, supervisedOn(one, size), monday), recordedFrom: plusDays(monday, -7 * weeksOf(person.team)), kept: [], toRebook: [], entries: 0,
    };
    await table.transact([{ put: { ...keys.standing(person.team, person.id), v: 1, version: 1, standing: stored(standing) } }]);
    parties.set(person.id, { person, hasLeft: false, standing, sessions: new Map(), when: { has: { version: 1 } }, version: 1 });
  }
  const services = new Map(colleagues.map(({ person, team }) => [person.id, team.service]));
  const serviceOf = (person = ''): string => services.get(person) ?? '';
  const awayOf = (person: string) => parties.get(person)?.standing.employed?.absences ?? [];
  const here = (about: Planned | Session): Party[] => partiesOf(about).flatMap((id) => parties.get(id) ?? []);

  /** As a route does it, and then as the next reading would find it. */
  async function enter(of: readonly Party[], entry: Entry): Promise<Session[]> {
    const changed = changedIn(of, entry);
    if (!(await write(table, of, entry, changed, Date.parse(entry.at)))) throw new Error('the demo’s diaries are written by nobody else');
    for (const party of of) {
      for (const session of changed) party.sessions.set(session.id, session);
      const item = await table.get(keys.standing(party.person.team ?? '-', party.person.id));
      if (item === null) throw new Error('a party has a standing');
      Object.assign(party, { standing: attribute<Standing>(item, 'standing'), version: item['version'], when: { has: { version: item['version'] } } });
    }
    return changed;
  }

  const happenings: { at: number; run: () => Promise<void> }[] = [];
  /** What comes later than now has not happened. */
  function later(at: number, run: () => Promise<void>): void {
    if (at > now) return;
    let i = happenings.length;
    while (i > 0 && (happenings[i - 1]?.at ?? 0) > at) i--;
    happenings.splice(i, 0, { at, run });
  }

  function follow(session: Session): void {
    const parties = here(session);
    const absences = session.people.length > 1 ? [] : (parties[0]?.standing.employed?.absences ?? []);
    const isGiverAway = session.people.length === 1 && session.givenBy !== null && isAway(awayOf(session.givenBy), localDateOf(session.stands.start));
    for (const step of courseOf(session, { now, isGiverAway, away: absences.find((a) => isAway([a], localDateOf(session.stands.start))) ?? null, strain: strainOn(serviceOf(session.people[0]), session.stands.start, now) })) later(step.at, () => take(session, step));
  }
  async function take({ id }: Session, { at, by, does, after }: Step): Promise<void> {
    const session = parties.get(by)?.sessions.get(id);
    if (session === undefined) throw new Error('whoever does it is in it');
    const of = here(session);
    const common = { v: 1, at: new Date(at).toISOString(), by, session: id } as const;
    if (does.kind === 'taken' || does.kind === 'confirmed') return void (await enter(of, { ...common, ...does }));
    const slot = nextTime(of, session, after ?? at);
    if (slot === null) return;
    const [changed] = await enter(of, { ...common, ...does, ...slot });
    if (changed !== undefined) follow(changed);
  }

  const lead = people.find((p) => p.roles.includes('principal'))?.id ?? '';
  const planned: Planned[] = [
    ...colleagues.flatMap((one) => bookedFor(one, sizeOf(one.person.team), lead, monday, weeksOf(one.person.team))),
    ...[...Map.groupBy(colleagues, (c) => c.person.team)].flatMap(([team, those]) => bookedForTeam(those, monday, weeksOf(team))),
  ];
  for (const { bookedOn, by, series, ...about } of planned) {
    const at = Math.min(Date.parse(`${bookedOn}T09:10:00Z`), now - 60_000);
    later(at, async () => {
      const times = await timesOf(about, at);
      if ('refused' in times) throw new Error(`the demo books what cannot be booked: ${times.refused}`);
      const of = here({ ...about, series, by, bookedOn });
      // What was moved to a time of this series meanwhile has it, and nobody is there on a bank holiday.
      const isFree = (time: Slot): boolean => !isBankHoliday(localDateOf(time.start)) && !clashesOf(time, of.map(availabilityOf)).some((clash) => clash.with === 'session');
      const sessions = times.filter(isFree).map((time, i) => ({ session: `${series}-${String(i + 1).padStart(2, '0')}`, ...time }));
      for (let i = 0; i < sessions.length; i += sessionsAtOnce(of)) {
        const { of: kind, people, givenBy, supervisor } = about;
        const entry: Entry = { v: 1, at: new Date(at).toISOString(), by, kind: 'booked', series, of: kind, people: people.toSorted(), givenBy, supervisor, sessions: sessions.slice(i, i + sessionsAtOnce(of)) };
        for (const session of await enter(of, entry)) follow(session);
      }
    });
  }
  for (let next = happenings.shift(); next !== undefined; next = happenings.shift()) await next.run();
  await table.flush(identity);
}

/** In the adults’ service more and more hours have been taken since summer; the children’s keeps them. */
function strainOn(service: string, start: string, now: number): number {
  const weeksAgo = (now - Date.parse(start)) / (7 * 86_400_000);
  return service !== 'adults' || weeksAgo > 24 ? 0 : weeksAgo > 13 ? 0.1 : 0.18;
}

function nextTime(of: readonly Party[], { stands, id }: Session, after: number): Slot | null {
  const [slot] = nextFree(of.map(availabilityOf).map((one) => ({ ...one, sessions: one.sessions.filter((s) => s.session !== id) })), { minutes: minutesOf(stands), after: new Date(after).toISOString(), days: 150, most: 1 });
  return slot ?? null;
}

function colleaguesOf(people: readonly Person[], teams: readonly TeamOfHouse[]): Colleague[] {
  return teams.flatMap(({ id, service }, index) => {
    const members = people.flatMap((p) => (p.team === id ? [{ ...p, team: id }] : []));
    const manager = members.find((p) => p.manages.includes(id))?.id ?? '';
    return members.map((person, i): Colleague => ({ person, index: i, team: { id, service, index }, manager }));
  });
}
