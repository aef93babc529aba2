import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { joined, pausedUntil, sessionDueAfter } from '../../shared/time/absence.ts';
import { daysBetween, localDateOf, minutesBetween, plus, plusDays, weekday } from '../../shared/time/date.ts';
import { tellCount, tellDay, tellRule, tellWhy, things } from '../../shared/time/catalogue.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import type { Facts, Pattern, Person, Role } from '../../shared/time/person.ts';
import { inForce, rulePack } from '../../shared/time/rules/pack.ts';
import { audiences, type Rule } from '../../shared/time/rules/rule.ts';
import { minutesToBook } from '../../shared/time/stricter.ts';
import { dues, fullTime, threeDays } from './someone.ts';

const day = (from: number, to: number): fc.Arbitrary<string> => fc.integer({ min: from, max: to }).map((n) => plusDays('2024-01-01', n));
const anAbsence = fc.record({ start: fc.integer({ min: 0, max: 1400 }), length: fc.integer({ min: 1, max: 200 }), isOver: fc.integer({ min: 0, max: 9 }).map((n) => n > 0) }).map(({ start, length, isOver }) => ({ from: plusDays('2024-01-01', start), to: isOver ? plusDays('2024-01-01', start + length - 1) : null }));
const someRole: fc.Arbitrary<Role> = fc.record({ as: fc.constantFrom(...audiences), from: day(-400, 900), to: fc.option(day(901, 1500), { nil: null }) });
const somebody: fc.Arbitrary<Person> = fc.record({
  nation: fc.constantFrom('England', 'Scotland', 'Wales', 'Northern Ireland'),
  employedFrom: day(0, 700),
  employedTo: fc.option(day(1200, 1500), { nil: null, freq: 5 }),
  roles: fc.array(someRole, { minLength: 1, maxLength: 4 }),
  pattern: fc.constantFrom<Pattern>(fullTime, threeDays),
  absences: fc.array(anAbsence, { maxLength: 4 }),
});
const happened: fc.Arbitrary<Facts> = fc.record({
  recordedFrom: day(-300, 800),
  kept: fc.array(fc.record({ on: day(0, 1400), kind: fc.constantFrom('supervision', 'clinical-supervision', 'cpd'), minutesUninterrupted: fc.integer({ min: 0, max: 120 }), supervisor: fc.constantFrom('registered social worker', 'other') }), { maxLength: 12 }),
  learning: fc.array(fc.record({ id: fc.string({ minLength: 1, maxLength: 2 }), on: day(0, 1400), isSubmitted: fc.boolean(), minutes: fc.integer({ min: 0, max: 3000 }), participatoryMinutes: fc.integer({ min: 0, max: 3000 }), withPeerReflection: fc.boolean(), agreedFor: fc.subarray(['amhp', 'bia'] as const) }), { maxLength: 8 }),
  practice: fc.array(fc.record({ on: day(0, 1400), minutes: fc.integer({ min: 0, max: 30_000 }) }), { maxLength: 3 }),
  ticks: fc.array(fc.record({ item: fc.constantFrom('review', 'direct-observation', 'renewal-form', 'renewal-fee', 'critical-reflection', 'annual-declaration'), on: day(0, 1400) }), { maxLength: 8 }),
});
/** All rules, so that those which are off are tried too. */
const everyRule = inForce({ ids: rulePack.map((rule) => rule.id), own: [] });
const today = day(0, 1450);

describe('for anybody, whatever happened, on any day', () => {
  test('nothing is due before employment begins, and nothing twice by one rule', () => {
    fc.assert(
      fc.property(somebody, happened, today, (person, facts, on) => {
        const all = entitlement(person, everyRule, facts, on).flatMap(({ counts, also }) => [counts, ...also]);
        for (const { dueOn, missed, rule } of all) for (const due of [dueOn, missed?.dueOn ?? null]) if (due !== null) expect(due >= person.employedFrom, rule.id).toBe(true);
        expect(new Set(all.map((due) => due.rule.id)).size).toBe(all.length);
      }),
      { numRuns: 250 },
    );
  });

  test('more absence never makes anything due earlier', () => {
    fc.assert(
      fc.property(somebody, happened, today, anAbsence, (person, facts, on, more) => {
        const before = dues(person, on, facts, everyRule);
        const after = dues({ ...person, absences: [...person.absences, more] }, on, facts, everyRule);
        for (const [id, { dueOn }] of before) {
          const then = after.get(id);
          expect(then, `${id} is still owed`).toBeDefined();
          if (then?.dueOn != null) expect(dueOn !== null && then.dueOn >= dueOn, `${id} ${dueOn} ${then.dueOn}`).toBe(true);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('a rule that is added never makes a thing due later, or its session shorter', () => {
    const own = fc.record({ days: fc.integer({ min: 3, max: 100 }), minutes: fc.option(fc.integer({ min: 15, max: 150 }), { nil: null }) }).map(
      ({ days, minutes }): Rule => ({
        id: 'own', name: 'our own', about: 'supervision', nation: 'United Kingdom', regime: 'local', audience: audiences, validFrom: null, validTo: null, partTime: 'same', absence: 'pauses', read: 'at the source', off: null,
        sources: ['handbook'], lastChecked: '2026-01-01', notes: '', owes: { kind: 'sessions', of: 'supervision', minutes, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: { days } }] },
      }),
    );
    fc.assert(
      fc.property(somebody, happened, today, fc.subarray(everyRule), own, (person, facts, on, rules, added) => {
        const about = (all: ReturnType<typeof entitlement>) => new Map(all.map((e) => [e.counts.rule.about, e]));
        const [before, after] = [about(entitlement(person, rules, facts, on)), about(entitlement(person, [...rules, added], facts, on))];
        for (const [thing, was] of before) {
          const is = after.get(thing);
          expect(is, thing).toBeDefined();
          if (is === undefined) continue;
          if (was.counts.dueOn !== null && was.counts.state === 'open') expect(is.counts.dueOn !== null && is.counts.dueOn <= was.counts.dueOn && is.counts.state === 'open', thing).toBe(true);
          expect(minutesToBook(is) ?? 0).toBeGreaterThanOrEqual(minutesToBook(was) ?? 0);
          expect([is.counts, ...is.also].length).toBe([was.counts, ...was.also].length + (thing === 'supervision' && [is.counts, ...is.also].some((d) => d.rule.id === 'own') ? 1 : 0));
        }
      }),
      { numRuns: 250 },
    );
  });

  test('it is told in whole sentences with no blank left', () => {
    fc.assert(
      fc.property(somebody, happened, today, (person, facts, on) => {
        for (const due of entitlement(person, everyRule, facts, on).flatMap(({ counts, also }) => [counts, ...also])) {
          for (const sentence of [tellWhy(due.why), tellRule(due.rule)]) expect(sentence).toMatch(/^[A-Z0-9](?!.*(undefined|NaN|null|\[object)).*\.$/);
          for (const text of [things[due.rule.about], tellDay(due), ...due.counted.map(tellCount)]) expect(text).toMatch(/^(?!.*(undefined|NaN|null|\[object)).+$/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('the order in which rules, roles, sessions and absences are given does not matter', () => {
    fc.assert(
      fc.property(somebody, happened, today, (person, facts, on) => {
        const turned = { ...person, absences: person.absences.toReversed(), roles: person.roles.toReversed() };
        const other = { ...facts, kept: facts.kept.toReversed(), ticks: facts.ticks.toReversed() };
        expect(entitlement(turned, everyRule.toReversed(), other, on)).toEqual(entitlement(person, everyRule, facts, on));
      }),
      { numRuns: 200 },
    );
  });
});

test('absences that overlap are counted once, and a session never waits longer than a date that stands still', () => {
  fc.assert(
    fc.property(fc.array(anAbsence, { maxLength: 5 }), day(0, 1400), fc.integer({ min: 1, max: 100 }), (absences, since, days) => {
      const planned = plusDays(since, days);
      for (const due of [sessionDueAfter, pausedUntil]) {
        expect(due(absences, since, planned)).toBe(due(joined(absences), since, planned));
        expect(due([...absences, ...absences], since, planned)).toBe(due(absences, since, planned));
      }
      const session = sessionDueAfter(absences, since, planned);
      const paused = pausedUntil(absences, since, planned);
      if (session !== null && paused !== null) expect(session <= paused).toBe(true);
    }),
  );
});

test('days, months and leap years are added as Temporal adds them', () => {
  const unit = fc.integer({ min: -40, max: 400 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 45_000 }), fc.record({ days: unit, weeks: unit, months: unit, years: fc.integer({ min: 0, max: 10 }) }), (n, { days, weeks, months, years }) => {
      const date = plusDays('1980-01-01', n);
      const theirs = Temporal.PlainDate.from(date);
      expect(plus(date, { months: Math.abs(months), years })).toBe(theirs.add({ months: Math.abs(months), years }).toString());
      expect(plus(date, { days })).toBe(theirs.add({ days }).toString());
      expect(plus(date, { weeks })).toBe(theirs.add({ weeks }).toString());
      expect(weekday(date)).toBe(theirs.dayOfWeek);
      expect(daysBetween(date, plus(date, { days }))).toBe(days);
    }),
    { numRuns: 1000 },
  );
});

test('a day is London’s, and a minute is a minute that passed, on both nights of the year when clocks change', () => {
  expect(localDateOf('2026-06-30T22:59:00Z')).toBe('2026-06-30');
  expect(localDateOf('2026-06-30T23:00:00Z')).toBe('2026-07-01');
  expect(localDateOf('2026-11-30T23:59:59Z')).toBe('2026-11-30');
  expect(minutesBetween('2026-10-25T00:30:00+01:00', '2026-10-25T01:30:00+00:00')).toBe(120);
  expect(minutesBetween('2026-03-29T00:30:00+00:00', '2026-03-29T02:30:00+01:00')).toBe(60);
  expect(minutesBetween('2026-11-24T10:00:00Z', '2026-11-24T11:29:59Z')).toBe(89);
});

test('the day in London is the one the time zone says, at any instant; what is no instant has none', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1972-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.constantFrom(0, 1, 2), (at, shape) => {
      const instant = [at.toISOString(), Temporal.Instant.fromEpochMilliseconds(at.getTime()).toString(), at.toISOString().replace('Z', '+00:00')][shape]!;
      expect(localDateOf(instant)).toBe(Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate().toString());
    }),
    { numRuns: 500 },
  );
  for (const wrong of ['2026-02-30T09:00:00Z', '2026-13-01T09:00:00Z', '2026-01-01', 'today']) expect(() => localDateOf(wrong)).toThrow(RangeError);
});

test.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/London'])('where the machine thinks it is makes no difference: %s', (TZ) => {
  const file = join(import.meta.dirname, 'elsewhere.ts');
  const run = spawnSync(process.execPath, [file], { env: { ...process.env, TZ }, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const told = JSON.parse(run.stdout) as { offset: number; due: unknown };
  expect(told.offset).toBe({ 'Pacific/Kiritimati': -840, 'America/Los_Angeles': 480, 'Europe/London': 0 }[TZ]);
  expect(told.due).toEqual([['lga.sup', '2026-11-29'], ['swe.cpd', '2026-11-30'], ['2024-11-30', 120]]);
});
