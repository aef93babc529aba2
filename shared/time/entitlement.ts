import { type LocalDate, later } from './date.ts';
import type { Due } from './due.ts';
import { dayAfterStart, dueChecklist, dueRecent, dueShare } from './dueDated.ts';
import { duePeriod } from './duePeriod.ts';
import { dueSession } from './dueSession.ts';
import type { Facts, Person, Role } from './person.ts';
import { holdsOn } from './rules/pack.ts';
import type { Rule } from './rules/rule.ts';
import { type Entitlement, stricter } from './stricter.ts';

/**
 * What a person is owed on a day, by the rules in force where they work.
 *
 *     person + rules + facts + day ─▶ each rule that reaches them ─▶ what it owes ─▶ the stricter of each thing, the others beside it
 *
 * Before employment begins it is told as of its first day, after its end nothing is owed. Pure: the day is given, and no clock or zone of
 * the machine is looked at.
 */
export function entitlement(person: Person, rules: readonly Rule[], facts: Facts, today: LocalDate): Entitlement[] {
  const day = later(today, person.employedFrom);
  if (person.employedTo !== null && person.employedTo < day) return [];
  return stricter(rules.flatMap((rule) => {
    const role = roleUnder(rule, person, day);
    return role === null ? [] : [dueBy(rule, person, role, facts, day)];
  }));
}

/** The role by which a rule reaches a person on a day; of several the one that began first. */
function roleUnder(rule: Rule, person: Person, day: LocalDate): Role | null {
  // A register goes with its people when they work across a border.
  if (rule.nation !== person.nation && rule.nation !== 'United Kingdom' && rule.regime !== 'regulator') return null;
  const reached = person.roles.filter((role) => {
    if (!rule.audience.includes(role.as) || role.from > day || (role.to !== null && role.to < day)) return false;
    if (!holdsOn(rule, rule.boundToStart ? role.from : day)) return false;
    if (rule.lasts === undefined) return true;
    const { on: end } = dayAfterStart(rule, person, role, rule.lasts);
    // What was not done by the end of the year is still owed on the day after: a checklist stays.
    return end === null || day <= end || rule.owes.kind === 'checklist';
  });
  return reached.sort((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
}

function dueBy(rule: Rule, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const { owes } = rule;
  switch (owes.kind) {
    case 'sessions':
      return dueSession(rule, owes, person, role, facts, day);
    case 'pieces':
    case 'hours':
    case 'record':
    case 'declaration':
      return duePeriod(rule, owes, person, role, facts, day);
    case 'checklist':
      return dueChecklist(rule, owes, person, role, facts, day);
    case 'recent':
      return dueRecent(rule, owes, person, role, facts, day);
    case 'protected-share':
      return dueShare(rule, owes, person, role, facts, day);
    case 'workload-reduction':
    case 'fields':
    case 'no-number':
      return { rule, state: 'always', dueOn: null, from: role.from, counted: [], why: { kind: 'always' }, missed: null };
    default:
      return owes satisfies never;
  }
}
