import { dutyRoutes } from '../../shared/contract/identity/duty.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { dayAt, localDateOf, plusDays } from '../../shared/time/date.ts';
import type { Flag } from '../../shared/time/duty.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Store } from '../store/store.ts';
import { partyOf, standingOfPerson } from './diary.ts';
import { dutyIn, dutyOf } from './duty.ts';
import { flagsIn, flagsOf, supervisorIn } from './flags.ts';
import { namesOf } from './names.ts';
import { allPeople, allTeams, type Person, personOf } from './people.ts';
import { coverOf, rulesHere } from './rules.ts';
import { notOver, worksIn } from './workingTime.ts';

const [daysBack, daysAhead] = [14, 42] as const;

/**
 * My duty, and every flag that is for me to see: my own, those of the people whose supervision I give, and to the principal all. A manager
 * who does not supervise somebody reads none of theirs.
 */
export const readDuty = endpoint(dutyRoutes, 'readDuty', async ({ caller, stores: { identity }, now }) => {
  const [today, at] = [dayAt(now), new Date(now).toISOString()];
  const [here, party, { duty }] = await Promise.all([rulesHere(identity), partyOf(identity, caller.id, now), dutyOf(identity, caller.team, caller.id)]);
  if (party === null) throw new Problem('unknown-person');
  const { employed } = party.standing;
  const rule = coverOf(here);
  const supervisor = supervisorIn(party.sessions.values(), caller.id, today);
  const supervised = new Set([...party.sessions.values()].filter((s) => s.givenBy === caller.id).flatMap((s) => s.people));
  const found: { flag: Flag; as: 'mine' | 'supervisor' | 'principal' }[] = [];
  if (rule !== null) {
    const of = async (person: Person): Promise<Flag[]> => {
      const [team, standing] = await Promise.all([person.team === null ? new Map<string, never>() : dutyIn(identity, person.team), standingOfPerson(identity, person)]);
      return flagsOf(person.id, [...team.values()].map((one) => one.duty), standing, rule, today, at);
    };
    found.push(...(await of(party.person)).map((flag) => ({ flag, as: 'mine' }) as const));
    for (const id of [...supervised].filter((id) => id !== caller.id).sort()) {
      const person = await personOf(identity, id);
      if (person === null || !(await supervises(identity, caller.id, id, today, now))) continue;
      found.push(...(await of(person)).map((flag) => ({ flag, as: 'supervisor' }) as const));
    }
    if (caller.roles.includes('principal')) {
      const [teams, people] = await Promise.all([allTeams(identity), allPeople(identity)]);
      const teamOf = new Map(people.map(({ id, team }) => [id, team]));
      const all = (await Promise.all(teams.map(({ id }) => flagsIn(identity, id, (person) => teamOf.get(person) === id, rule, today, at)))).flat();
      const known = new Set(found.map(({ flag }) => `${flag.kind} ${flag.person}`));
      found.push(...all.filter((flag) => !known.has(`${flag.kind} ${flag.person}`)).map((flag) => ({ flag, as: 'principal' }) as const));
    }
  }
  const [from, to] = [plusDays(today, -daysBack), plusDays(today, daysAhead)];
  const shown = duty.shifts.filter(({ start }) => localDateOf(start) >= from && localDateOf(start) <= to);
  return {
    today,
    isAsked: caller.team !== null,
    shifts: shown.map((shift) => ({ ...shift, day: localDateOf(shift.start) })),
    works: employed === null ? [] : worksIn(employed.pattern),
    away: notOver(employed?.absences ?? [], today),
    alone: duty.alone.filter((day) => day >= from),
    rule,
    supervisor,
    flags: found.map(({ flag, as }) => ({ ...flag, as })),
    names: await namesOf(identity, [...found.map(({ flag }) => flag.person), ...(supervisor === null ? [] : [supervisor])]),
  };
});

/** Whoever gave a session once is not the supervisor for good: the newest session says who it is now. */
async function supervises(identity: Pick<Store, 'get' | 'query'>, supervisor: string, person: string, today: string, now: number): Promise<boolean> {
  const party = await partyOf(identity, person, now);
  return party !== null && supervisorIn(party.sessions.values(), person, today) === supervisor;
}
