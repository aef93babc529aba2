import { entitlement } from '../../shared/time/entitlement.ts';
import type { LocalDate } from '../../shared/time/date.ts';
import type { Due } from '../../shared/time/due.ts';
import type { Facts, Learning, Pattern, Person, Role } from '../../shared/time/person.ts';
import { type Adopted, inForce } from '../../shared/time/rules/pack.ts';
import type { Audience, Rule } from '../../shared/time/rules/rule.ts';

/** Full time, Monday to Friday, 7 hours 24 minutes a day. */
export const fullTime: Pattern = { minutes: [444, 444, 444, 444, 444, 0, 0], share: 1 };
/** Three of five days. */
export const threeDays: Pattern = { minutes: [444, 444, 444, 0, 0, 0, 0], share: 0.6 };

export const role = (as: Audience, from: LocalDate, more: Partial<Role> = {}): Role => ({ as, from, to: null, ...more });
export const someone = (roles: readonly Role[], more: Partial<Person> = {}): Person => ({ nation: 'England', employedFrom: roles[0]?.from ?? '2026-01-05', employedTo: null, roles, pattern: fullTime, absences: [], ...more });
export const nothing: Facts = { recordedFrom: '2000-01-01', kept: [], learning: [], practice: [], ticks: [] };
export const kept = (on: LocalDate, minutesUninterrupted = 90, supervisor: 'registered social worker' | 'other' = 'registered social worker'): Facts['kept'][number] => ({ on, kind: 'supervision', minutesUninterrupted, supervisor });
export const piece = (on: LocalDate, more: Partial<Learning> = {}): Learning => ({ id: on, on, isSubmitted: true, minutes: 60, participatoryMinutes: 0, withPeerReflection: false, agreedFor: [], ...more });

export const asItShips: Adopted = { ids: [], own: [] };
export const adopting = (...ids: string[]): Adopted => ({ ids, own: [] });

/** Every due there is, by the rule's id. */
export function dues(person: Person, day: LocalDate, facts: Partial<Facts> = {}, adopted: Adopted | readonly Rule[] = asItShips): Map<string, Due> {
  const rules = 'ids' in adopted ? inForce(adopted) : adopted;
  return new Map(entitlement(person, rules, { ...nothing, ...facts }, day).flatMap(({ counts, also }) => [counts, ...also]).map((due) => [due.rule.id, due]));
}

export const dueOn = (id: string, ...given: Parameters<typeof dues>): LocalDate | null | undefined => dues(...given).get(id)?.dueOn;
export const countsOf = (id: string, ...given: Parameters<typeof dues>): string[] | undefined => dues(...given).get(id)?.counted.map(({ of, done, needed }) => `${of} ${done}/${needed}`);
