import { sessionDueAfter } from './absence.ts';
import { daysBetween, later, latest, type LocalDate, plus } from './date.ts';
import type { Due } from './due.ts';
import type { Facts, Person, Role } from './person.ts';
import type { Owes, Rule, Step } from './rules/rule.ts';

type Sessions = Extract<Owes, { kind: 'sessions' }>;

/**
 * The next session: so long after the last one that counts, or after the start. A session counts when it was kept, lasted the rule's
 * minutes in one stretch, or all that was promised where the rule names none, and was held by whom the rule asks for.
 *
 *     start ──weekly──▶ 6 weeks ──fortnightly──▶ 6 months ──monthly──▶
 *
 * Which stretch one is in goes by the calendar: if days away made the weekly weeks last longer, being ill would make something due earlier.
 */
export function dueSession(rule: Rule, owes: Sessions, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const start = owes.from === 'employment' ? person.employedFrom : later(role.from, person.employedFrom);
  const begins = latest(start, role.from, rule.validFrom ?? start);
  const held = facts.kept.filter((s) => s.kind === owes.of && s.on >= begins && s.on <= day);
  const counting = held.filter((s) => (owes.minutes === null ? s.isWhole !== false : s.minutesUninterrupted >= owes.minutes) && (owes.supervisor === 'anyone' || s.supervisor === owes.supervisor));
  const last = counting.map((s) => s.on).sort().at(-1) ?? null;
  const since = last ?? later(begins, facts.recordedFrom);
  const { every } = stepAt(owes.steps, start, since);
  const planned = plus(since, every);
  const dueOn = sessionDueAfter(person.absences, since, planned);
  const longest = Math.max(0, ...held.filter((s) => s.on > since || last === null).map((s) => s.minutesUninterrupted));
  return {
    rule,
    state: dueOn === null ? 'away' : 'open',
    dueOn,
    from: since,
    counted: owes.minutes === null ? [] : [{ of: 'uninterrupted-minutes', done: longest, needed: owes.minutes }],
    why: dueOn === null ? { kind: 'away' } : { kind: 'interval', every, minutes: owes.minutes, since: last !== null ? 'kept' : since > begins ? 'record' : 'start', on: since, daysMoved: daysBetween(planned, dueOn) },
    missed: null,
  };
}

function stepAt(steps: readonly Step[], start: LocalDate, day: LocalDate): Step {
  const step = steps.find(({ until }) => until === null || day < plus(start, until));
  if (step === undefined) throw new Error('the last step of a rule has to be open');
  return step;
}
