import { plus, type LocalDate } from '../../shared/time/date.ts';
import type { Flag } from '../../shared/time/duty.ts';
import type { CoverRule } from '../../shared/time/rules/cover.ts';
import { type Counted, countedOf, lastDayOf, type Month, type ServiceMonth, wasOverdue } from '../../shared/time/monthly.ts';
import type { Line } from '../../shared/time/line.ts';
import type { Rule } from '../../shared/time/rules/rule.ts';
import { attribute, stored } from '../store/record.ts';
import { every, type Item, type Key, type Store } from '../store/store.ts';
import { standingsIn, type Time, weekOf } from './diary.ts';
import { flagsIn } from './flags.ts';
import type { TeamOfHouse } from './people.ts';
import { teamsCounted } from './teamsEverCounted.ts';

/**
 * What services’ protected time came to, in partitions of the identity table. All of it follows from the diaries, and is made anew.
 *
 *     protectedTime         / month#service   a month of a service
 *     protectedTimeTeams    / team            its service: teams that were closed are counted on
 *     protectedTimeFlags    / service         how many people are flagged, by kind, and of how many
 *     protectedTimeCounted  / day             that the day’s count is done
 */
export const keys = {
  month: ({ month, service }: Pick<ServiceMonth, 'month' | 'service'>): Key => ({ pk: 'protectedTime', sk: `${month}#${service}` }),
  team: (team: string): Key => ({ pk: teamsCounted, sk: team }),
  flags: (service: string): Key => ({ pk: 'protectedTimeFlags', sk: service }),
  counted: (): Key => ({ pk: 'protectedTimeCounted', sk: 'day' }),
} as const;

export const monthItem = (month: ServiceMonth): Item => ({ ...keys.month(month), v: 1, figures: stored(month) });

export async function serviceMonthsOf(identity: Pick<Store, 'query'>, from: Month): Promise<ServiceMonth[]> {
  const found: ServiceMonth[] = [];
  for await (const item of every(identity, 'protectedTime', { after: from })) found.push(attribute<ServiceMonth>(item, 'figures'));
  return found;
}

/** How many people of a service have a flag now: numbers alone, since names are for three people. */
export interface Flagged {
  soleCover: number;
  noSupervision: number;
  of: number;
}

export async function flaggedIn(identity: Pick<Store, 'query'>, teams: readonly TeamOfHouse[], teamNow: ReadonlyMap<string, string | null>, rule: CoverRule, today: LocalDate, now: string): Promise<Map<string, Flagged>> {
  const found = new Map<string, Flagged>();
  for (const { id, service } of teams) {
    const flags = await flagsIn(identity, id, (person) => teamNow.get(person) === id, rule, today, now);
    const count = (kind: Flag['kind']): number => flags.filter((flag) => flag.kind === kind).length;
    const before = found.get(service) ?? { soleCover: 0, noSupervision: 0, of: 0 };
    found.set(service, { soleCover: before.soleCover + count('sole-cover'), noSupervision: before.noSupervision + count('no-supervision'), of: before.of + [...teamNow.values()].filter((team) => team === id).length });
  }
  return found;
}

/**
 * The lines of teams’ times since a day, each once and as it stands now: the newest change of a session is what counts, and the team at the
 * time it stands at. What was lost of it is of the team at the time that was lost.
 */
export async function linesOf(identity: Pick<Store, 'query'>, teams: Iterable<readonly [team: string, service: string]>, since: LocalDate, now: string): Promise<Counted[]> {
  const lines = new Map<string, { line: Line; service: string; changes: number }>();
  const left = new Map<string, string>();
  for (const [team, service] of teams) {
    for await (const item of every(identity, weekOf(team), { after: since })) {
      const { session, at } = attribute<Time>(item, 'time');
      const members = attribute<readonly string[]>(item, 'members');
      for (const line of session.lines.filter(({ owedTo }) => members.includes(owedTo))) {
        if (at.start !== session.stands.start) left.set(`${line.id} ${at.start}`, service);
        else if ((lines.get(line.id)?.changes ?? -1) < session.changes) lines.set(line.id, { line, service, changes: session.changes });
      }
    }
  }
  return [...lines.values()].map(({ line, service }) => countedOf(line, service, now, (start) => left.get(`${line.id} ${start}`) ?? service));
}

/** By service and month: of how many people some supervision was overdue on its last day, or is today. */
export async function overdueIn(identity: Pick<Store, 'query'>, teams: readonly TeamOfHouse[], teamNow: ReadonlyMap<string, string | null>, rules: readonly Rule[], months: readonly Month[], today: LocalDate): Promise<Map<string, ServiceMonth['overdue']>> {
  const found = new Map<string, ServiceMonth['overdue']>();
  for (const { id, service } of teams) {
    for (const { person, employed, kept, recordedFrom } of (await standingsIn(identity, id)).values()) {
      if (employed === null || teamNow.get(person) !== id) continue;
      for (const month of months) {
        const last = lastDayOf(month);
        const was = wasOverdue(employed, rules, { kept, recordedFrom }, last < today ? last : today);
        if (was === null) continue;
        const { people, of } = found.get(`${service} ${month}`) ?? { people: 0, of: 0 };
        found.set(`${service} ${month}`, { people: people + (was ? 1 : 0), of: of + 1 });
      }
    }
  }
  return found;
}

/** So far back sessions are looked through: a month longer than the months that are counted, for what was moved to an earlier day. */
export const lookedThroughFrom = (oldest: Month): LocalDate => plus(`${oldest}-01`, { months: -1 });
