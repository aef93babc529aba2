import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceMonth } from '../../shared/time/monthly.ts';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { soleCover } from '../../shared/time/rules/cover.ts';
import { houseItem, keys, type Person, personItem } from '../../functions/identity/people.ts';
import { countProtectedTime } from '../../functions/identity/countProtectedTime.ts';
import { keys as diaryKeys, type Standing } from '../../functions/identity/diary.ts';
import { serviceMonthsOf } from '../../functions/identity/protectedTime.ts';
import { granted } from '../../functions/store/granted.ts';
import { stored } from '../../functions/store/record.ts';
import type { Store } from '../../functions/store/store.ts';
import { call, smallHouse, type TestHouse } from '../round/house.ts';
import { amina, at, book, callum, change, confirm, diaryHouse, employ, first, fullTime, held, manager, principal, refused, supervisor, week } from './house.ts';

/** Six more in the team, and so just as many as the floor with Amina and Callum. */
const others = Array.from({ length: 6 }, (_, i): Person => ({ id: `other-${i}`, name: `Other ${i}`, roles: ['practitioner'], team: 'northside', manages: [] }));
const executive: Person = { id: 'helen', name: 'Helen Marsh', roles: ['practitioner', 'executive'], team: 'harbour', manages: [] };
const team = [amina, callum, ...others].map(({ id }) => id);

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
  for (const person of [...others, executive]) await h.stores.identity.put(personItem(person));
});
afterEach(() => h.close());

const count = (stores: Partial<TestHouse['stores']> = h.stores) => countProtectedTime.run({}, { stores: granted(stores, countProtectedTime.row.grants), now: h.now });
const months = () => serviceMonthsOf(h.stores.identity, '2020-01');
const monthOf = async (month: string, service = 'adults'): Promise<ServiceMonth> => first((await months()).filter((m) => m.month === month && m.service === service));
interface Told {
  countedOn: string | null;
  services: { id: string; months: { month: string; settled: boolean; figures: (ServiceMonth & { overdue: unknown }) | null }[]; reasons: unknown; releases: unknown; flags: unknown }[];
}
const read = async (as = executive): Promise<Told> => {
  const { status, body } = await call(h, 'readProtectedTime', { as });
  expect(status).toBe(200);
  return body as unknown as Told;
};
const told = async () => first((await read()).services.filter(({ id }) => id === 'adults')).months;
const together = (start = '2026-09-08T10:00') => book(h, manager, { of: 'group-reflection', people: team, minutes: 60, start });

describe('the count of protected time', () => {
  test('follows an hour from booked to taken to kept, in the month it was promised for', async () => {
    const session = first((await book(h, manager)).sessions);
    await count();
    expect(await monthOf('2026-09')).toMatchObject({ ahead: 90, owed: 0, people: 1 });
    await change(h, manager, session.id, { kind: 'taken', reason: 'court' });
    h.now = at('2026-09-09T09:00:00Z');
    await count();
    expect(await monthOf('2026-09')).toMatchObject({ ahead: 0, owed: 90, byReason: { court: { lost: 1, moved: 0 } } });
    await change(h, manager, session.id, { kind: 'rebooked', start: '2026-10-02T10:00', minutes: 90, despite: false });
    h.now = at('2026-10-02T12:00:00Z');
    await confirm(h, amina, session.id, held({ start: '2026-10-02T09:00:00Z', end: '2026-10-02T10:30:00Z' }));
    await count();
    expect(await monthOf('2026-09')).toMatchObject({ kept: 90, owed: 0 });
    expect(await monthOf('2026-10')).toMatchObject({ kept: 0, ahead: 0, people: 0 });
  });

  test('run twice, or killed after any put and run again, comes to the same', async () => {
    await together();
    await count();
    const whole = await months();
    for (let puts = 0; puts < 20; puts++) {
      await h.stores.identity.delete({ pk: 'protectedTimeCounted', sk: 'day' });
      let left = puts;
      const killed: Store = Object.create(h.stores.identity, { put: { value: async (...args: Parameters<Store['put']>) => (left-- > 0 ? h.stores.identity.put(...args) : Promise.reject(new Error('killed'))) } }) as Store;
      await count({ ...h.stores, identity: killed }).catch(() => undefined);
      await count();
      expect(await months()).toEqual(whole);
    }
  });

  test('has somebody’s hours once though they move to another team, and keeps them when they leave or the team is closed', async () => {
    const session = first((await book(h, manager)).sessions);
    const callums = first((await book(h, manager, { people: ['callum'], start: '2026-09-07T10:00' })).sessions);
    await h.stores.identity.put(personItem({ ...amina, team: 'riverside' }));
    h.now = at('2026-09-08T12:00:00Z');
    await confirm(h, amina, session.id, held(session));
    await confirm(h, callum, callums.id, held(callums));
    await count();
    expect([(await monthOf('2026-09')).kept, (await monthOf('2026-09', 'children')).kept, (await monthOf('2026-09')).unknown]).toEqual([90, 90, 0]);
    for (const id of ['amina', 'callum']) await h.stores.identity.delete(keys.person(id));
    for (const id of ['northside', 'riverside']) await h.stores.identity.delete(keys.team(id));
    h.now = at('2026-09-09T12:00:00Z');
    await count();
    expect([(await monthOf('2026-09')).kept, (await monthOf('2026-09', 'children')).kept]).toEqual([90, 90]);
  });

  describe('of somebody who is in another team by now', () => {
    const moves = (team: string | null) => h.stores.identity.put(personItem({ ...amina, team }));
    const keptIn = async () => [(await monthOf('2026-09')).kept, (await monthOf('2026-09', 'children')).kept];
    /** What is told otherwise later is too. */
    const expectStaysThere = async (session: SessionShape, team: string | null) => {
      await count();
      expect(await keptIn()).toEqual([90, 0]);
      await confirm(h, { ...amina, team }, session.id, held(session, 20));
      h.now = at('2026-09-11T05:00:00Z');
      await count();
      expect([await keptIn(), (await monthOf('2026-09')).owed, (await monthOf('2026-09', 'children')).owed]).toEqual([[0, 0], 90, 0]);
    };

    test.each(['riverside', null])('has what is confirmed or told otherwise later where they were in that hour (%s)', async (team) => {
      const session = first((await book(h, manager, { givenBy: 'una' })).sessions);
      await moves(team);
      h.now = at('2026-09-10T05:00:00Z');
      await confirm(h, supervisor, session.id, held(session));
      await expectStaysThere(session, team);
    });

    test('has what was over where they were, though that team was closed the same day', async () => {
      const session = first((await book(h, manager, { givenBy: 'una' })).sessions);
      h.now = at('2026-09-08T05:00:00Z');
      await count();
      h.now = at('2026-09-09T11:00:00Z');
      await moves('riverside');
      await h.stores.identity.delete(keys.team('northside'));
      await confirm(h, supervisor, session.id, held(session));
      h.now = at('2026-09-10T05:00:00Z');
      await expectStaysThere(session, 'riverside');
    });

    test('has what was over where they were, though what was written since they moved knew of no team before', async () => {
      const session = first((await book(h, manager, { givenBy: 'una' })).sessions);
      h.now = at('2026-09-09T11:00:00Z');
      await moves('riverside');
      const bare: Standing = { person: 'amina', name: 'Amina Patel', employed: null, recordedFrom: '2026-09-09', kept: [], toRebook: [], entries: 3 };
      await h.stores.identity.put({ ...diaryKeys.standing('riverside', 'amina'), v: 1, version: 1, standing: stored(bare) });
      await count();
      h.now = at('2026-09-10T05:00:00Z');
      await confirm(h, supervisor, session.id, held(session));
      await count();
      expect(await keptIn()).toEqual([90, 0]);
    });

    test('and came back before anybody looked, has each hour where they were then', async () => {
      const here = first((await book(h, manager, { givenBy: 'una', start: '2026-09-02T10:00' })).sessions);
      const there = first((await book(h, manager, { givenBy: 'una' })).sessions);
      h.now = at('2026-09-07T11:00:00Z');
      await moves('riverside');
      await book(h, principal, { start: '2026-09-29T10:00', givenBy: 'una' });
      h.now = at('2026-09-10T11:00:00Z');
      await moves('northside');
      await book(h, manager, { start: '2026-09-30T10:00', givenBy: 'una' });
      await count();
      for (const session of [here, there]) await confirm(h, supervisor, session.id, held(session));
      h.now = at('2026-09-11T05:00:00Z');
      await count();
      expect(await keptIn()).toEqual([90, 90]);
    });

    test('has each hour once: what was over where they were, and what was to come where they are, confirmed or not', async () => {
      const over = first((await book(h, manager, { givenBy: 'una', start: '2026-09-02T10:00' })).sessions);
      const coming = first((await book(h, manager, { givenBy: 'una', start: '2026-09-15T10:00' })).sessions);
      const taken = first((await book(h, manager, { givenBy: 'una', start: '2026-09-17T10:00' })).sessions);
      await change(h, manager, taken.id, { kind: 'taken', reason: 'court' });
      h.now = at('2026-09-08T05:00:00Z');
      await moves('riverside');
      await count();
      expect([await monthOf('2026-09'), await monthOf('2026-09', 'children')]).toMatchObject([{ unknown: 90, ahead: 0, owed: 0 }, { unknown: 0, ahead: 90, owed: 90 }]);
      h.now = at('2026-09-16T05:00:00Z');
      await count();
      expect([await monthOf('2026-09'), await monthOf('2026-09', 'children')]).toMatchObject([{ unknown: 90 }, { unknown: 90 }]);
      for (const session of [over, coming]) await confirm(h, supervisor, session.id, held(session));
      await moves('northside');
      for (const day of ['2026-09-17T05:00:00Z', '2026-09-18T05:00:00Z']) {
        h.now = at(day);
        await count();
        expect(await keptIn()).toEqual([90, 90]);
        for (const session of [over, coming]) await confirm(h, { ...amina, team: 'northside' }, session.id, held(session));
      }
    });

    test('has an hour that was moved to a day after it where they are: it is to be kept there', async () => {
      const session = first((await book(h, manager, { givenBy: 'una' })).sessions);
      await change(h, manager, session.id, { kind: 'taken', reason: 'court' });
      h.now = at('2026-09-10T05:00:00Z');
      await moves('riverside');
      await change(h, supervisor, session.id, { kind: 'rebooked', start: '2026-09-14T10:00', minutes: 90, despite: false });
      await count();
      expect([(await monthOf('2026-09')).owed, (await monthOf('2026-09', 'children')).owed]).toEqual([0, 90]);
    });

    test('has a loss in the service it happened in, once, though it is booked again where they are', async () => {
      const session = first((await book(h, manager, { of: 'cpd', givenBy: 'una' })).sessions);
      const moved = first((await book(h, manager, { givenBy: 'una', start: '2026-09-25T10:00' })).sessions);
      await change(h, manager, moved.id, { kind: 'moved', reason: 'staffing', start: '2026-09-28T10:00', minutes: 90, despite: false });
      h.now = at('2026-09-09T05:00:00Z');
      await confirm(h, supervisor, session.id, { ...held(session, 40), interruptedBy: 'court' });
      await count();
      h.now = at('2026-09-10T05:00:00Z');
      await moves('riverside');
      await change(h, supervisor, session.id, { kind: 'rebooked', start: '2026-09-14T10:00', minutes: 90, despite: false });
      const there = async () => {
        await count();
        return [await monthOf('2026-09'), await monthOf('2026-09', 'children')].map(({ byReason: { court, staffing } }) => [court.lost, staffing.moved]);
      };
      expect(await there()).toEqual([[1, 0], [0, 1]]);
      h.now = at('2026-09-14T12:00:00Z');
      await confirm(h, supervisor, session.id, held({ start: '2026-09-14T09:00:00Z', end: '2026-09-14T10:30:00Z' }, 50));
      h.now = at('2026-09-29T05:00:00Z');
      expect(await there()).toEqual([[1, 0], [0, 1]]);
      const quarters = [await week(h, manager, '2026-09-07'), await week(h, principal, '2026-09-07', 'riverside')].map(({ quarter: { kept, lost, reasons } }) => ({ kept, lost, reasons: reasons.map(({ reason, moved: times, lost: taken }) => [reason, times, taken]) }));
      expect(quarters).toEqual([{ kept: 40, lost: 50, reasons: [['court', 0, 1]] }, { kept: 50, lost: 40, reasons: [['staffing', 1, 0], ['other', 0, 1]] }]);
    });

    test('leaves the hours of those who stayed, and of those who have left, where they are', async () => {
      await book(h, manager, { givenBy: 'una', start: '2026-09-02T10:00' });
      h.now = at('2026-09-03T05:00:00Z');
      const { id } = first((await book(h, manager, { of: 'group-reflection', people: team, givenBy: 'una', minutes: 60, start: '2026-09-09T10:00' })).sessions);
      await h.stores.identity.delete(keys.person('callum'));
      await moves('riverside');
      await count();
      expect([(await monthOf('2026-09')).ahead, (await monthOf('2026-09', 'children')).ahead]).toEqual([60 * (team.length - 1), 60]);
      h.now = at('2026-09-09T12:00:00Z');
      await confirm(h, supervisor, id, held({ start: '2026-09-09T09:00:00Z', end: '2026-09-09T10:00:00Z' }));
      expect((await week(h, manager, '2026-09-07')).quarter.kept).toBe(60 * (team.length - 1));
      await h.stores.identity.delete({ pk: 'protectedTimeCounted', sk: 'day' });
      await count();
      expect(await keptIn()).toEqual([60 * (team.length - 1), 60]);
    });
  });

  test('counts a group once for each of its people, and whoever gives it not at all', async () => {
    await together();
    await count();
    expect(await monthOf('2026-09')).toMatchObject({ ahead: 60 * team.length, people: team.length });
  });
});

describe('what executives read of it', () => {
  test('is nothing of a month in which fewer than the floor had anything booked, to the last number', async () => {
    await book(h, manager, { of: 'group-reflection', people: team.slice(1), minutes: 60 });
    await count();
    expect(await told()).toEqual([]);
    await together('2026-09-09T14:00');
    h.now = at('2026-09-02T09:00:00Z');
    await book(h, manager, { start: '2026-10-06T10:00' });
    await count();
    const found = await told();
    expect(found.map(({ month, figures }) => [month, figures?.people ?? null])).toEqual([['2026-09', 8]]);
    h.now = at('2026-10-03T09:00:00Z');
    await count();
    expect((await told()).map(({ month, figures }) => [month, figures])).toEqual([['2026-09', expect.objectContaining({ people: 8 })], ['2026-10', null]]);
  });

  test('has how many are flagged in a service, from the floor on and never whom; nothing where no number was adopted', async () => {
    const flags = async () => first((await read()).services.filter(({ id }) => id === 'adults')).flags;
    const alone = async (person: Person) => {
      for (const on of ['2026-08-28', '2026-08-31', '2026-09-01']) expect((await call(h, 'sayDuty', { as: person, body: { kind: 'alone', on, is: true } })).status).toBe(200);
    };
    for (const person of [...others, amina]) await alone(person);
    await count();
    expect(await flags()).toBeNull();
    await h.stores.identity.put(houseItem({ ...smallHouse, cover: soleCover.suggests }));
    h.now = at('2026-09-02T08:00:00Z');
    await count();
    expect(await flags()).toEqual({ soleCover: null, noSupervision: null });
    await alone(callum);
    h.now = at('2026-09-03T08:00:00Z');
    await count();
    expect(await flags()).toEqual({ soleCover: 8, noSupervision: null });
    expect(JSON.stringify(await read())).not.toContain('amina');
  });

  test('has for how many supervision is overdue by the same rule: fewer than the floor are not told by number', async () => {
    const social = { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }], pattern: fullTime, absences: [] } as const;
    const overdue = async () => first(await told()).figures?.overdue;
    await together();
    for (const person of [...others, callum]) await employ(h, person, social);
    await count();
    expect(await overdue()).toBeNull();
    await employ(h, amina, social, '2026-08-31');
    h.now = at('2026-09-02T08:00:00Z');
    await count();
    expect(await overdue()).toEqual({ people: null, of: 8 });
    await employ(h, amina, social);
    h.now = at('2026-09-03T08:00:00Z');
    await count();
    expect(await overdue()).toEqual({ people: 8, of: 8 });
  });

  test('is theirs and the principal’s; what was published of rounds is not told to whoever may not read it', async () => {
    await count();
    for (const as of [manager, amina]) expect((await refused(h, 'readProtectedTime', { as })).type).toBe('not-yours');
    expect((await read({ ...executive, id: 'sian', roles: ['practitioner', 'principal'] })).services.map(({ releases }) => releases)).toEqual([null, null]);
    expect((await read()).services.map(({ releases }) => releases)).toEqual([[], []]);
  });

  test('names nobody and no team, and says of which day it is', async () => {
    await together();
    expect((await read()).countedOn).toBeNull();
    await count();
    const answer = JSON.stringify(await read());
    expect(JSON.parse(answer)).toMatchObject({ countedOn: '2026-09-01' });
    for (const name of [...team, 'Amina', 'Northside', 'northside', manager.id]) expect(answer).not.toContain(name);
  });
});
