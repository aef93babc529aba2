import { dayBefore, latest, type LocalDate, plus } from './date.ts';
import { type Count, type Due, isMet } from './due.ts';
import type { Facts, Person, Role } from './person.ts';
import type { Owes, Period, Rule } from './rules/rule.ts';

type Periodic = Extract<Owes, { per: Period }>;

/** First and last day; `opensOn`: from when it can be renewed. */
interface Stretch {
  from: LocalDate;
  to: LocalDate;
  opensOn: LocalDate | null;
}

/**
 * What is owed once in a period, up to its last day. Being away moves nothing. A year of days from 29 February is counted from that
 * day each time, so it comes back to it.
 *
 *     1 Dec ──────────── 1 Sep ═══ renewal opens ═══ 30 Nov
 */
export function duePeriod(rule: Rule, owes: Periodic, person: Person, role: Role, facts: Facts, day: LocalDate): Due {
  const now = stretchAt(owes.per, role, day);
  const isNewcomer = owesNothing(owes.per, role, now);
  const at = isNewcomer ? stretchAt(owes.per, role, plus(now.to, { days: 1 })) : now;
  const counted = countIn(owes, facts, at, day);
  return {
    rule,
    state: isMet(counted) ? 'met' : 'open',
    dueOn: at.to,
    from: at.from,
    counted,
    why: isNewcomer ? { kind: 'newcomer', joinedOn: role.from, from: at.from, to: at.to } : { kind: 'period', ...at },
    missed: isNewcomer ? null : missedBefore(owes, person, role, facts, now),
  };
}

function missedBefore(owes: Periodic, person: Person, role: Role, facts: Facts, now: Stretch): Due['missed'] {
  const lastDay = dayBefore(now.from);
  // Whoever renewed since has done what that took.
  if (lastDay < latest(role.from, person.employedFrom, role.periodsFrom ?? role.from)) return null;
  const before = stretchAt(owes.per, role, lastDay);
  if (before.from < facts.recordedFrom || owesNothing(owes.per, role, before)) return null;
  const counted = countIn(owes, facts, before, before.to);
  return isMet(counted) ? null : { from: before.from, dueOn: before.to, counted };
}

function stretchAt(per: Period, role: Role, day: LocalDate): Stretch {
  if (per.kind === 'registration-year') {
    const year = Number(day.slice(0, 4)) - (day.slice(5) < per.startsOn ? 1 : 0);
    const from = `${year}-${per.startsOn}`;
    const to = dayBefore(plus(from, { years: 1 }));
    const opens = `${year}-${per.renewalOpensOn}`;
    return { from, to, opensOn: opens >= from ? opens : `${year + 1}-${per.renewalOpensOn}` };
  }
  const anchor = role.periodsFrom !== undefined && role.periodsFrom <= day ? role.periodsFrom : role.from;
  let n = Math.max(0, Math.floor((Number(day.slice(0, 4)) - Number(anchor.slice(0, 4))) / per.years) - 1);
  while (plus(anchor, { years: (n + 1) * per.years }) <= day) n += 1;
  return { from: plus(anchor, { years: n * per.years }), to: dayBefore(plus(anchor, { years: (n + 1) * per.years })), opensOn: null };
}

/** Who joined, or was restored to the register, since the renewal opened. */
const owesNothing = (per: Period, role: Role, { opensOn, to }: Stretch): boolean =>
  per.kind === 'registration-year' && per.newcomers === 'owe nothing this year' && opensOn !== null && role.from >= opensOn && role.from <= to;

function countIn(owes: Periodic, facts: Facts, { from, to, opensOn }: Stretch, day: LocalDate): Count[] {
  const until = to < day ? to : day;
  const within = ({ on }: { on: LocalDate }): boolean => on >= from && on <= until;
  // The same piece is counted once, however often it was sent in.
  const learning = [...new Map(facts.learning.filter((l) => l.isSubmitted && within(l)).map((l) => [l.id, l])).values()];
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
  switch (owes.kind) {
    case 'pieces':
      return [{ of: 'pieces', done: learning.length, needed: owes.pieces }, { of: 'pieces-with-peer-reflection', done: learning.filter((l) => l.withPeerReflection).length, needed: owes.withPeerReflection }];
    case 'hours': {
      const { agreedFor } = owes;
      if (owes.of === 'practice') return [{ of: 'minutes', done: sum(facts.practice.filter(within).map((p) => p.minutes)), needed: owes.minutes }];
      const counting = agreedFor === null ? learning : learning.filter((l) => l.agreedFor.includes(agreedFor));
      const minutes: Count = { of: 'minutes', done: sum(counting.map((l) => l.minutes)), needed: owes.minutes };
      if (owes.participatoryMinutes === 0) return [minutes];
      return [minutes, { of: 'participatory-minutes', done: sum(counting.map((l) => Math.min(l.participatoryMinutes, l.minutes))), needed: owes.participatoryMinutes }];
    }
    case 'record':
      return [{ of: 'entries', done: learning.length, needed: 1 }, { of: 'gaps', done: gapsIn([from, ...learning.map((l) => l.on), until], owes.explainGapsOf), needed: 0 }];
    case 'declaration': {
      // A form or a fee of before the window belongs to the year before.
      const ticks = facts.ticks.filter((t) => within(t) && t.on >= (opensOn ?? from));
      return owes.items.map(({ item, count }) => ({ of: item, done: ticks.filter((t) => t.item === item).length, needed: count }));
    }
    default:
      return owes satisfies never;
  }
}

/** Stretches as long as that, or longer, without anything. */
function gapsIn(days: readonly LocalDate[], asLongAs: Parameters<typeof plus>[1]): number {
  const inOrder = [...days].sort();
  return inOrder.filter((day, i) => plus(inOrder[i - 1] ?? day, asLongAs) <= day).length;
}
