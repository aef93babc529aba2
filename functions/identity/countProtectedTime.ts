import { protectedTimeJobs } from '../../shared/contract/identity/protectedTime.ts';
import { dayAt, type LocalDate } from '../../shared/time/date.ts';
import { isSettled, monthsUpTo, serviceMonths } from '../../shared/time/monthly.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { stored } from '../store/record.ts';
import { moveStandings } from './moveStandings.ts';
import { onceADay } from './onceADay.ts';
import { allPeople, allTeams } from './people.ts';
import { flaggedIn, keys, linesOf, lookedThroughFrom, monthItem, overdueIn, serviceMonthsOf } from './protectedTime.ts';
import { coverOf, rulesHere, rulesInForce } from './rules.ts';
import { teamsEverCounted } from './teamsEverCounted.ts';

/** This month and the twelve before it are counted anew; what is older stays as it was last told. */
export const monthsCounted = 13;

/**
 * Once a day, from the sessions themselves: nothing is added to a number that stands there. So nothing is counted twice or lost however
 * often it runs, and killed anywhere it begins again. That the day is done is put last.
 */
export const countProtectedTime = job(protectedTimeJobs, 'countProtectedTime', async (_: unknown, { stores: { identity }, now }): Promise<void> => {
  const today = dayAt(now);
  await onceADay(identity, keys.counted(), today, () => count(identity, today, now));
});

async function count(identity: Granted<(typeof protectedTimeJobs)['countProtectedTime']['grants']>['identity'], today: LocalDate, now: number): Promise<void> {
  const months = monthsUpTo(today, monthsCounted);
  const oldest = months.at(-1) ?? today;
  const [teams, people, here] = await Promise.all([allTeams(identity), allPeople(identity), rulesHere(identity)]);
  for (const { id, service } of teams) await identity.put({ ...keys.team(id), v: 1, service });
  const counted = await teamsEverCounted(identity);
  const teamNow = new Map(people.map(({ id, team }) => [id, team]));
  await moveStandings(identity, counted.keys(), teamNow, now);
  const [told, lines] = [await serviceMonthsOf(identity, oldest), await linesOf(identity, counted, lookedThroughFrom(oldest), new Date(now).toISOString())];
  const overdue = await overdueIn(identity, teams, teamNow, rulesInForce(here), months, today);
  // Who has left since would be missing from it: of a month that is settled it stays as it was.
  const stands = new Map(told.filter(({ month }) => isSettled(month, today)).map((one) => [`${one.service} ${one.month}`, one.overdue]));
  const services = [...new Set(counted.values())];
  for (const month of serviceMonths(lines, services, months, (service, of) => stands.get(`${service} ${of}`) ?? overdue.get(`${service} ${of}`) ?? { people: 0, of: 0 })) await identity.put(monthItem(month));
  const cover = coverOf(here);
  const flagged = cover === null ? [] : await flaggedIn(identity, teams, teamNow, cover, today, new Date(now).toISOString());
  for (const [service, numbers] of flagged) await identity.put({ ...keys.flags(service), v: 1, day: today, flagged: stored(numbers) });
}
