import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { routes } from '../../shared/contract/contract.ts';
import type { RuleChange } from '../../shared/time/rules/adopting.ts';
import { soleCover } from '../../shared/time/rules/cover.ts';
import type { Role } from '../../shared/time/person.ts';
import { countProtectedTime } from '../../functions/identity/countProtectedTime.ts';
import { houseItem, type Person } from '../../functions/identity/people.ts';
import { serviceMonthsOf } from '../../functions/identity/protectedTime.ts';
import { seedRules } from '../../infra/local/demo/rules.ts';
import { granted } from '../../functions/store/granted.ts';
import { call, smallHouse, type TestHouse } from '../round/house.ts';
import { amina, at, book, callum, confirm, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused, stranger, week } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

type Told = z.output<(typeof routes)['readRules']['responses'][200]>;
const rules = async (as: Person = amina): Promise<Told> => (await call(h, 'readRules', { as })).body as unknown as Told;
const change = async (what: RuleChange, as = principal): Promise<Told> => {
  const { status, body } = await call(h, 'changeRules', { as, body: { version: (await rules()).version, change: what } });
  expect(status).toBe(200);
  return body as unknown as Told;
};
const employed = (as: Role['as'], from = '2020-01-01') => ({ nation: 'England', employedFrom: from, employedTo: null, roles: [{ as, from, to: null }], pattern: fullTime, absences: [] }) as const;
const owedRules = async (as: Person): Promise<string[]> => (await myTime(h, as)).owed.flatMap(({ counts, also }) => [counts, ...also]).map(({ rule }) => rule);

describe('a rule that is off', () => {
  test('reaches whoever it is for once it is adopted, and is gone when it is dropped', async () => {
    await employ(h, amina, employed('bia'));
    expect(await owedRules(amina)).toEqual([]);
    expect((await change({ kind: 'adopted', rule: 'bia' })).adopted).toEqual([{ rule: 'bia', by: principal.name, on: '2026-09-01' }]);
    expect(await owedRules(amina)).toEqual(['bia']);
    await change({ kind: 'dropped', rule: 'bia' });
    expect(await owedRules(amina)).toEqual([]);
  });

  test('of the adults’ assessed year, once adopted, has a checklist to tick and supervision in the team’s week', async () => {
    await employ(h, amina, employed('nqsw-adults', '2026-08-24'));
    const tick = () => call(h, 'tickCpd', { as: amina, params: { tick: 'a'.repeat(16) }, body: { item: 'review', on: '2026-09-01', isDone: true } });
    const inWeek = async () => (await week(h, manager, '2026-08-31')).people.flatMap(({ owed }) => owed.flatMap(({ counts, also }) => [counts, ...also])).map(({ rule }) => rule);
    expect((await tick()).status).toBe(404);
    expect(await inWeek()).not.toContain('asye-adults.sup');
    for (const rule of ['asye-adults.review', 'asye-adults.sup']) await change({ kind: 'adopted', rule });
    expect((await tick()).status).toBe(200);
    expect(await inWeek()).toContain('asye-adults.sup');
    expect((await week(h, manager, '2026-08-31')).rules['asye-adults.sup']).toContain('Check this locally');
    expect(await owedRules(amina)).toEqual(expect.arrayContaining(['asye-adults.review', 'asye-adults.sup']));
  });

  test('counts in the months of services from the day it is adopted on', async () => {
    await employ(h, amina, employed('nurse'));
    const overdue = async () => {
      await h.stores.identity.delete({ pk: 'protectedTimeCounted', sk: 'day' });
      await countProtectedTime.run({}, { stores: granted(h.stores, countProtectedTime.row.grants), now: h.now });
      return first((await serviceMonthsOf(h.stores.identity, '2026-09')).filter(({ service }) => service === 'adults')).overdue;
    };
    expect(await overdue()).toEqual({ people: 0, of: 0 });
    await change({ kind: 'adopted', rule: 'local.mersey' });
    expect(await overdue()).toEqual({ people: 1, of: 1 });
  });
});

test('an employer’s own rule is owed to whom it is for and to nobody else, until it is dropped', async () => {
  await employ(h, amina, employed('practice-educator'));
  await employ(h, callum, employed('social-worker'));
  const { own } = await change({ kind: 'own', name: 'Half a day for practice educators', audience: 'practice-educator', owes: { kind: 'protected-week', halfDays: 1 } });
  expect(own).toMatchObject([{ id: 'own.1', name: 'Half a day for practice educators', by: principal.name }]);
  expect((await myTime(h, amina)).owed).toMatchObject([{ counts: { rule: 'own.1', about: 'protected-week', counted: ['0 minutes of 3 hours 45 minutes'] } }]);
  expect(await owedRules(callum)).not.toContain('own.1');
  await change({ kind: 'own', name: 'Every three weeks', audience: 'practice-educator', owes: { kind: 'supervision', everyWeeks: 3, minutes: 60 } });
  expect((await myTime(h, amina)).owed.find(({ counts }) => counts.rule === 'own.2')?.counts.why).toContain('every 3 weeks, for 60 minutes');
  await change({ kind: 'dropped', rule: 'own.1' });
  expect(await owedRules(amina)).toEqual(['own.2']);
});

test('how long the longest stretch was is said once there was one: that there was none is no news', async () => {
  await employ(h, amina, employed('practice-educator'));
  await change({ kind: 'own', name: 'Every three weeks', audience: 'practice-educator', owes: { kind: 'supervision', everyWeeks: 3, minutes: 60 } });
  const counted = async () => (await myTime(h, amina)).owed.map(({ counts }) => counts.counted);
  expect(await counted()).toEqual([[]]);
  const session = first((await book(h, manager, { start: '2026-09-01T10:00' })).sessions);
  h.now = at('2026-09-01T12:00:00Z');
  await confirm(h, manager, session.id, held(session, 40));
  expect(await counted()).toEqual([['longest stretch 40 of 60 minutes']]);
});

test('of every rule by which somebody is owed something it is said whose it is and what it says, one without a number too; and what nobody read at its source says so once it is adopted', async () => {
  await employ(h, amina, employed('practice-educator'));
  const said = async () => (await myTime(h, amina)).rules;
  expect(await said()).toEqual({});
  await change({ kind: 'adopted', rule: 'peps' });
  await change({ kind: 'own', name: 'Every three weeks', audience: 'practice-educator', owes: { kind: 'supervision', everyWeeks: 3, minutes: 60 } });
  expect((await myTime(h, amina)).owed.map(({ counts }) => [counts.rule, counts.state, counts.dueOn === null])).toEqual([['own.2', 'open', false], ['peps', 'always', true]]);
  expect(await said()).toEqual({
    'own.2': 'A rule of your employer. At least every 3 weeks, 60 minutes or more without a break.',
    peps: 'A voluntary standard. Practice educators keep their own teaching up to date. How much time they are given is for each employer to say. No number was found for time with a student. An employer that gives some writes it down as a rule of its own. Check this locally: it was not verified at its source.',
  });
});

describe('who adopted what, and when,', () => {
  test('is everybody’s to read and the principal’s to change', async () => {
    await change({ kind: 'adopted', rule: 'bia' });
    for (const as of [amina, manager, stranger]) {
      expect((await rules(as)).changes).toEqual([{ by: principal.name, on: '2026-09-01', change: { kind: 'adopted', rule: 'bia' } }]);
      for (const roles of [as.roles, ['practitioner', 'executive', 'guardian', 'steward']] satisfies Person['roles'][])
        expect((await refused(h, 'changeRules', { as: { ...as, roles }, body: { version: 1, change: { kind: 'dropped', rule: 'bia' } } })).type).toBe('not-yours');
    }
  });

  test('stays when it is changed again: nothing of it is removed', async () => {
    await change({ kind: 'adopted', rule: 'bia' });
    h.now += 86_400_000;
    await change({ kind: 'dropped', rule: 'bia' }, { ...principal, name: 'Another Principal' });
    expect((await rules()).changes.map(({ by, on, change: { kind } }) => [by, on, kind])).toEqual([['Another Principal', '2026-09-02', 'dropped'], ['Sian Powell', '2026-09-01', 'adopted']]);
  });

  test('of two at one time the second is told of the first; the same sent again stands once', async () => {
    const adopt = (rule: string, as: Person = principal) => ({ as, body: { version: 0, change: { kind: 'adopted', rule } } });
    expect((await call(h, 'changeRules', adopt('bia'))).status).toBe(200);
    expect((await call(h, 'changeRules', adopt('bia'))).status).toBe(200);
    expect((await refused(h, 'changeRules', adopt('peps'))).type).toBe('changed-meanwhile');
    expect((await refused(h, 'changeRules', adopt('bia', { ...principal, id: 'another' }))).type).toBe('changed-meanwhile');
    expect((await refused(h, 'changeRules', { as: principal, body: { version: 7, change: { kind: 'adopted', rule: 'peps' } } })).type).toBe('changed-meanwhile');
    expect((await rules()).changes).toHaveLength(1);
  });

  test.each(['lga.sup', 'nothing-of-the-kind'])('%s is not to be adopted, and not to be dropped', async (rule) => {
    for (const kind of ['adopted', 'dropped'] as const) expect((await refused(h, 'changeRules', { as: principal, body: { version: 0, change: { kind, rule } } })).type).toBe('not-found');
  });
});

test('the demo’s principal has adopted the adults’ assessed year, once however often it is made', async () => {
  for (let i = 0; i < 2; i++) await seedRules(h.stores, h.now);
  expect((await rules()).changes).toHaveLength(5);
  await employ(h, amina, employed('nqsw-adults', '2026-08-24'));
  expect(await owedRules(amina)).toEqual(expect.arrayContaining(['asye-adults.sup', 'asye-adults.time', 'asye-adults.review', 'asye-adults.evidence']));
});

describe('the numbers of flags', () => {
  const flagged = async () => ((await call(h, 'readDuty', { as: amina })).body as { rule: unknown; flags: { kind: string }[] });

  test('raise flags once they are adopted, and none when they are taken back', async () => {
    for (const on of ['2026-08-28', '2026-08-31', '2026-09-01']) expect((await call(h, 'sayDuty', { as: amina, body: { kind: 'alone', on, is: true } })).status).toBe(200);
    expect(await flagged()).toMatchObject({ rule: null, flags: [] });
    await change({ kind: 'cover', numbers: soleCover.suggests });
    expect(await flagged()).toMatchObject({ rule: soleCover.suggests, flags: [{ kind: 'sole-cover' }] });
    await change({ kind: 'cover', numbers: { ...soleCover.suggests, daysAtMost: 3 } });
    expect((await flagged()).flags).toEqual([]);
    await change({ kind: 'cover', numbers: null });
    expect(await flagged()).toMatchObject({ rule: null, flags: [] });
  });

  test('are those that the organisation was set up with until others are adopted', async () => {
    await h.stores.identity.put(houseItem({ ...smallHouse, cover: soleCover.suggests }));
    expect((await rules()).cover).toEqual({ numbers: soleCover.suggests, by: null, on: null });
    await change({ kind: 'adopted', rule: 'bia' });
    expect((await flagged()).rule).toEqual(soleCover.suggests);
    await change({ kind: 'cover', numbers: null });
    expect((await flagged()).rule).toBeNull();
  });

  test('that could never be a flag are refused', async () => {
    for (const more of [{ daysAtMost: 14 }, { fewestQualified: 1 }, { within: 0 }, { daysWithoutSupervision: 0.5 }])
      expect((await refused(h, 'changeRules', { as: principal, body: { version: 0, change: { kind: 'cover', numbers: { ...soleCover.suggests, ...more } } } })).type).toBe('malformed');
  });
});
