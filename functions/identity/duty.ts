import type { Duty } from '../../shared/time/duty.ts';
import { attribute, stored } from '../store/record.ts';
import { type Change, every, type Key, type Store } from '../store/store.ts';

/**
 * The duty rota in the identity table: one partition a team, one item a person, so that a team’s duty is one reading and an import of it
 * one transaction.
 *
 *     duty#team / person     their shifts, and the days they said that they were alone
 */
export const keys = { duty: (team: string, person: string): Key => ({ pk: dutyOfTeam(team), sk: person }) } as const;
export const dutyOfTeam = (team: string): string => `duty#${team}`;

export interface KeptDuty {
  duty: Duty;
  version: number;
}
/** Of whom nothing was ever entered or tapped. */
export const nothingYet = (person: string): KeptDuty => ({ duty: { person, shifts: [], alone: [] }, version: 0 });

export async function dutyOf(identity: Pick<Store, 'get'>, team: string | null, person: string): Promise<KeptDuty> {
  const item = team === null ? null : await identity.get(keys.duty(team, person));
  return item === null ? nothingYet(person) : { duty: attribute<Duty>(item, 'duty'), version: attribute<number>(item, 'version') };
}

export async function dutyIn(identity: Pick<Store, 'query'>, team: string): Promise<Map<string, KeptDuty>> {
  const found = new Map<string, KeptDuty>();
  for await (const item of every(identity, dutyOfTeam(team))) found.set(item.sk, { duty: attribute<Duty>(item, 'duty'), version: attribute<number>(item, 'version') });
  return found;
}

/** Puts what somebody’s duty is now, unless it has been changed since it was read. */
export const dutyChange = (team: string, duty: Duty, version: number): Change => ({
  put: { ...keys.duty(team, duty.person), v: 1, version: version + 1, duty: stored(duty) },
  when: version === 0 ? { absent: true } : { has: { version } },
});
