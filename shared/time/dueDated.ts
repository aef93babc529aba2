import { isAway, pausedUntil } from './absence.ts';
import { daysBetween, later, latest, type LocalDate, lengthInDays, mondayOf, plus, plusDays, type Span } from './date.ts';
import { type Count, type Due, isMet } from './due.ts';
import { type Facts, minutesADay, type Person, type Role, shareOf, workingDaysOfWeek } from './person.ts';
import type { Owes, Rule } from './rules/rule.ts';

type Of<K extends Owes['kind']> = Extract<Owes, { kind: K }>;

/**
 * A day so long after a role began: further out for part time where the rule says so (whole days, rounded up: half a day more time,
 * never less), and by every day away where it pauses. Null while somebody is not back yet.
 */
export function dayAfterStart({ partTime, absence }: Rule, person: Person, role: Role, by: Span): { on: LocalDate | null; daysMoved: number } {
  const plain = plus(role.from, by);
  const stretched = partTime === 'longer' ? plusDays(role.from, Math.ceil(daysBetween(role.from, plain) / shareOf(person.pattern))) : plain;
  const on = absence === 'pauses' ? pausedUntil(person.absences, role.from, stretched) : stretched;
  return { on, daysMoved: on === null ? 0 : daysBetween(plain, on) };
}

/** Reviews, observations, feedback: each item by its date; the first one that is missing is what is due. */
export function dueChecklist(rule: Rule, owes: Of<'checklist'>, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const rows = owes.items.map(({ item, count, by }) => {
    const done = facts.ticks.filter((t) => t.item === item && t.on >= role.from && t.on <= day).length;
    return { count: { of: item, done: Math.min(done, count), needed: count } satisfies Count, item, by, ...dayAfterStart(rule, person, role, by) };
  });
  const missing = rows.filter(({ count }) => count.done < count.needed).sort((a, b) => lengthInDays(a.by) - lengthInDays(b.by));
  const next = missing[0] ?? rows.at(-1);
  if (next === undefined) throw new Error('a checklist has an item at least');
  const { item, by, daysMoved } = next;
  // A date of a year begun with another employer is this one's from its first day.
  const dueOn = next.on === null ? null : later(next.on, person.employedFrom);
  const state = missing.length === 0 ? 'met' : dueOn === null ? 'away' : 'open';
  return { rule, state, dueOn, from: role.from, counted: rows.map((row) => row.count), why: dueOn === null ? { kind: 'away' } : { kind: 'dated', item, start: role.from, by, daysMoved }, missed: null };
}

/** Something of the last months: overdue when the newest is older than that, and not asked for in the first months. */
export function dueRecent(rule: Rule, owes: Of<'recent'>, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const last = facts.learning.filter((l) => l.isSubmitted && l.agreedFor.includes(owes.agreedFor) && l.on <= day).map((l) => l.on).sort().at(-1) ?? null;
  const noneBefore = plus(role.from, owes.noneInFirst);
  const known = plus(last ?? later(role.from, facts.recordedFrom), owes.within);
  const dueOn = latest(known, noneBefore, person.employedFrom);
  const counted = [{ of: 'entries', done: last !== null && plus(last, owes.within) >= day ? 1 : 0, needed: 1 }] satisfies Count[];
  return { rule, state: 'open', dueOn, from: last ?? role.from, counted, why: { kind: 'recent', within: owes.within, last, noneBefore }, missed: null };
}

/**
 * A share of each week: this week's, or that of the first week in which this person is not away on every working day. Half a day
 * is half of a day as they work it. Minutes are rounded up to the whole minute.
 */
export function dueShare(rule: Rule, owes: Of<'protected-share'>, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const at = (monday: LocalDate): boolean => workingDaysOfWeek(person.pattern, monday).some((d) => d >= latest(role.from, person.employedFrom) && !isAway(person.absences, d));
  const share = rule.partTime === 'in proportion' ? shareOf(person.pattern) : 1;
  const minutes = Math.ceil(minutesADay(person.pattern) * owes.workingDaysAWeek * share);
  let monday = mondayOf(day);
  // Nobody plans further than two years ahead.
  for (let weeks = 0; weeks < 104 && !at(monday); weeks++) monday = plusDays(monday, 7);
  if (!at(monday)) return { rule, state: 'away', dueOn: null, from: day, counted: [], why: { kind: 'away' }, missed: null };
  const dueOn = plusDays(monday, 6);
  const done = facts.kept.filter((s) => owes.of.includes(s.kind) && s.on >= monday && s.on <= dueOn && s.on <= day).reduce((sum, s) => sum + s.minutesUninterrupted, 0);
  const counted: Count[] = [{ of: 'protected-minutes', done, needed: minutes }];
  return { rule, state: isMet(counted) ? 'met' : 'open', dueOn, from: monday, counted, why: { kind: 'week', minutes, monday }, missed: null };
}
