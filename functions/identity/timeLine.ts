import { Temporal } from 'temporal-polyfill';
import { Problem } from '../../shared/contract/problem.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { type Event, type Marked, type TimesOfRound, touches } from '../../shared/signal/event.ts';
import type { Caller } from '../http/endpoint.ts';
import { attribute, releasesOf } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { mayRead } from './people.ts';

/** Who may mark what happened: the executives and the steward anywhere, a manager in groups with a team they manage. */
export const mayMarkAll = (caller: Caller): boolean => caller.roles.includes('executive') || caller.roles.includes('steward');
const mayMark = (caller: Caller, { kind, teams }: Pick<GroupRelease, 'kind' | 'teams'>): boolean =>
  mayMarkAll(caller) || (caller.roles.includes('manager') && kind === 'cohort' && teams.some((t) => caller.manages.includes(t)));

/**
 * Refuses whoever may not mark these groups. That a group is not there is said to those who may mark any: to a manager it is one of
 * those that are not theirs, so that no answer says which groups exist.
 */
export async function refuseUnlessMarking(caller: Caller, groups: Event['groups'], published: Pick<Store, 'query'>, last: number): Promise<void> {
  if (groups === 'all') {
    if (!mayMarkAll(caller)) throw new Problem('not-yours');
    return;
  }
  for (const group of groups) {
    const [newest] = await releasesOf(published, group, last, newestFew);
    if (newest === undefined) throw new Problem(mayMarkAll(caller) ? 'not-found' : 'not-yours', mayMarkAll(caller) ? 'there is no such group' : null);
    if (!mayMark(caller, newest) || !(mayMarkAll(caller) || mayRead(caller, newest.teams, newest.kind))) throw new Problem('not-yours');
  }
}

/** Of the newest two one may belong to a round that does not stand yet. */
const newestFew = 2;

/** Every round there is, as it was prepared. */
export async function timesOfRounds(published: Pick<Store, 'query'>): Promise<TimesOfRound[]> {
  const rounds: TimesOfRound[] = [];
  for await (const item of every(published, 'rounds')) rounds.push({ round: Number(item.sk), ...attribute<Omit<TimesOfRound, 'round'>>(item, 'times') });
  return rounds;
}

/** A day stands for its noon: on the day a round ends at nine and the next begins, it belongs to the next. */
export const noonOf = (day: string, zone: string): string => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant().toString();
export const dayOf = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The first and the last day whose noon lies in a round; null where there is none. */
export function daysOf(rounds: readonly TimesOfRound[], zone: string): { from: string; to: string } | null {
  const opensAt = rounds.map((r) => r.opensAt).sort()[0];
  const closesAt = rounds.map((r) => r.closesAt).sort().at(-1);
  if (opensAt === undefined || closesAt === undefined) return null;
  const [from, to] = [dayOf(opensAt, zone), dayOf(closesAt, zone)];
  const next = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
  return {
    from: Date.parse(noonOf(from, zone)) < Date.parse(opensAt) ? next(from, 1) : from,
    to: Date.parse(noonOf(to, zone)) < Date.parse(closesAt) ? to : next(to, -1),
  };
}

/** What touches one group, naming that group alone: which others an event touches is not everybody's to know. */
export const touching = (line: readonly Marked[], group: string): Marked[] =>
  line.filter((m) => touches(m.event, group)).map((m) => (m.event.groups === 'all' ? m : { ...m, event: { ...m.event, groups: [group] } }));

/** Whether two events touch a group together: one of all touches every one. */
export const overlap = (a: Event['groups'], b: Event['groups']): boolean => a === 'all' || b === 'all' || a.some((g) => b.includes(g));
