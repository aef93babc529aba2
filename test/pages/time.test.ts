import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timesOf } from '../../shared/time/recurrence.ts';
import { heldBetween, hoursOf, ledgerOf, type Line, type MyTime, notYetSaid, type Owed, owedAlways, owedInTime, owedOtherwise, type Session, tellAccount, toCome, toConfirm, toRebook, totalsOf } from '../../web/src/pages/time/mine.ts';
import { awayWords } from '../../web/src/pages/time/hoursWords.ts';
import { weekOf, worksTyped, wrongIn } from '../../web/src/pages/time/workingHours.ts';
import { ruleOf } from '../../web/src/pages/time/repeat.ts';
import { lengthOf } from '../../web/src/pages/time/words.ts';
import { dragged, frameOf, onDutyAt, placed, shiftsIn, stretchOf } from '../../web/src/pages/week/place.ts';
import { apart, dueSoon, type Member, stateOf, toRebook as teamsToRebook } from '../../web/src/pages/week/team.ts';
import { inAYear, localOf, mondayOf, plusDays, wallOf, weekdayOf } from '../../web/src/ui/wallClock.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const held = (minutesUninterrupted: number) => ({ happened: 'held' as const, start: '2026-11-23T10:00:00Z', end: '2026-11-23T11:30:00Z', minutesUninterrupted, interruptedBy: null });
const line = (state: Line['state'], more: Partial<Line> = {}): Line => ({ person: 'ada', state, minutesOwed: state === 'kept' ? 0 : 90, minutesPromised: 90, accounts: {}, ...more });
let n = 0;
const session = (lines: Line[], more: Partial<Session> = {}): Session => ({
  id: `${'a'.repeat(16)}-${String(++n).padStart(2, '0')}`, series: 'a'.repeat(16), of: 'supervision', people: lines.map(({ person }) => person), givenBy: 'mo', supervisor: 'other', start: '2026-11-23T10:00:00Z', end: '2026-11-23T11:30:00Z', gone: null, lines, changes: 0, ...more,
});
const court = { kind: 'taken' as const, reason: 'court' as const, by: 'mo', at: '2026-11-22T10:00:00Z' };

describe('what happened is asked', () => {
  test('of each who was there, once it is over and until they have said it', () => {
    const open = session([line('unknown')]);
    expect([toConfirm([open], 'ada', now), toConfirm([open], 'mo', now), toConfirm([open], 'eve', now)].map((s) => s.length)).toEqual([1, 1, 0]);
    expect(toConfirm([open], 'ada', Date.parse(open.end) - 1)).toEqual([]);
    const told = session([line('kept', { accounts: { mo: held(90) } })]);
    expect([toConfirm([told], 'ada', now), toConfirm([told], 'mo', now)].map((s) => s.length)).toEqual([1, 0]);
    expect(toConfirm([session([line('taken')], { gone: court })], 'ada', now)).toEqual([]);
  });

  test('not of a group’s people where whoever gave it has told, nor of what is long past', () => {
    expect(toConfirm([session([line('kept', { accounts: { mo: held(90) } }), line('kept', { person: 'bo', accounts: { mo: held(90) } })])], 'ada', now)).toEqual([]);
    expect(toConfirm([session([line('unknown')])], 'ada', now + 57 * 86_400_000)).toEqual([]);
  });

  test('and what was said is told in words, whole or not', () => {
    const planned = { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T11:30:00Z' };
    expect(tellAccount(held(90), 90, planned)).toBe('it happened, all of it');
    expect(tellAccount({ ...held(45), interruptedBy: 'duty-cover' }, 90, planned)).toBe('it was cut short to 45 minutes, by duty cover');
    expect(tellAccount({ happened: 'not-held', reason: 'court' }, 90, planned)).toBe('it did not happen, because of court');
    expect(tellAccount({ ...held(90), start: '2026-11-23T14:00:00Z', end: '2026-11-23T15:30:00Z' }, 90, planned)).toBe('it happened, all of it, from 14:00 to 15:30');
  });

  test('by the hours at which it was: those it was booked for unless others are given, on that day and past midnight', () => {
    const day = { start: '2026-07-06T09:00:00Z', end: '2026-07-06T10:30:00Z' };
    expect(hoursOf(day)).toEqual({ from: '10:00', to: '11:30' });
    expect(heldBetween(day, { from: '14:15', to: '15:00' })).toEqual({ start: '2026-07-06T13:15:00.000Z', end: '2026-07-06T14:00:00.000Z' });
    expect(heldBetween(day, { from: '23:30', to: '00:15' })).toEqual({ start: '2026-07-06T22:30:00.000Z', end: '2026-07-06T23:15:00.000Z' });
    for (const wrong of [{ from: '11:00', to: '11:00' }, { from: '11:00', to: '10:30' }, { from: '', to: '11:00' }]) expect(heldBetween(day, wrong)).toBeNull();
    // One o’clock twice: what nobody changed in the form stays two hours long.
    const night = { start: '2026-10-25T00:30:00Z', end: '2026-10-25T01:30:00Z' };
    expect(heldBetween(night, hoursOf(night))).toEqual(night);
  });

  test('and of whom nothing is heard yet is known, who stood in speaking for whoever was to give it', () => {
    const told = (...by: string[]) => line('kept', { accounts: Object.fromEntries(by.map((one) => [one, held(90)])) });
    const of = (givenBy: string | null, ...by: string[]) => notYetSaid({ givenBy }, told(...by));
    expect([of('mo', 'mo'), of('mo', 'ada'), of('mo', 'mo', 'ada'), of('mo', 'standIn'), of('mo', 'ada', 'standIn'), of(null, 'ada'), of('mo')]).toEqual([['ada'], ['mo'], [], ['ada'], [], [], []]);
    const sessions = [session([told('mo')]), session([told('mo', 'ada')]), session([line('cut-short', { accounts: { mo: held(40) } })])];
    expect(totalsOf({ sessions, losses: [] }, 'ada')).toMatchObject({ kept: 180, keptByOne: 90 });
  });
});

test('whatever is owed and has no time is offered again, and nothing that is kept or still to come', () => {
  const all = (['taken', 'cut-short', 'not-held', 'differs', 'planned', 'unknown', 'kept'] as const).map((state) => session([line(state)]));
  expect(toRebook(all, 'ada').map((s) => s.lines[0]?.state)).toEqual(['taken', 'cut-short', 'not-held', 'differs']);
  expect(toRebook(all, 'mo')).toEqual([]);
  expect(toCome([session([line('planned')], { start: '2026-11-25T10:00:00Z', end: '2026-11-25T11:00:00Z' })], now)).toHaveLength(1);
});

test('what is owed has its place on the page: in time, by a day of its own, or all the time; what was done is asked for no more', () => {
  const owed = (about: string, state: 'open' | 'met' | 'always', dueOn: string | null): Owed => ({ counts: { rule: about, about, name: about, state, dueOn, overdue: false, counted: [], why: '', source: '', minutesToBook: null }, also: [] });
  const all = [owed('supervision', 'open', '2026-12-01'), owed('registration-cpd', 'open', '2026-11-30'), owed('renewal-fee', 'met', '2026-11-30'), owed('workload', 'always', null), owed('cpd-record', 'always', null)];
  expect([owedInTime, owedOtherwise, owedAlways].map((of) => of(all).map(({ counts }) => counts.about))).toEqual([['supervision'], ['registration-cpd'], ['workload']]);
});

test('hours are both given or neither, the earlier first, and are sent for the days that are worked alone', () => {
  const typed = (weekday: number, from = '', to = '') => worksTyped(weekday, from, to);
  expect([[typed(1), typed(2, '08:00', '12:30')], [typed(1, '08:00')], [typed(1), typed(2, '', '12:30')], [typed(4, '12:30', '12:30')], [typed(4, '12:30', '08:00')]].map(wrongIn)).toEqual([null, 1, 2, 4, 4]);
  expect(weekOf([typed(1), typed(2, '08:00', '12:30')])).toEqual([null, { from: '08:00', to: '12:30' }, null, null, null, null, null]);
});

test('days away that have begun are ended, and those to come taken back', () => {
  const said = (from: string, to: string | null) => awayWords.takeBackName({ from, to }, '2026-11-24');
  expect([said('2026-11-23', null), said('2026-11-24', '2026-11-24'), said('2026-12-01', '2026-12-04')]).toEqual(['I am back: from 23 November 2026 on', 'Take it back: 24 November 2026', 'Take it back: 1 December 2026 to 4 December 2026']);
});

describe('the ledger', () => {
  const states = ['taken', 'cut-short', 'not-held', 'differs', 'planned', 'unknown', 'kept'] as const;
  test('loses no minute: what came up is kept, to be booked again, or unknown', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...states), fc.integer({ min: 1, max: 300 })), { maxLength: 30 }), (those) => {
        const sessions = those.map(([state, minutes]) => session([line(state, { minutesPromised: minutes, minutesOwed: state === 'kept' ? 0 : minutes })]));
        const { promised, kept, toRebook, unknown, coming } = totalsOf({ sessions, losses: [] }, 'ada');
        expect(kept + toRebook + unknown).toBe(promised);
        expect(promised + coming).toBe(those.reduce((sum, [, minutes]) => sum + minutes, 0));
      }),
    );
  });

  test('has a line for each of mine that is over or was lost, newest first, under the day it was first booked for', () => {
    const lost = session([line('planned')], { start: '2026-12-04T10:00:00Z', end: '2026-12-04T11:30:00Z' });
    const losses: MyTime['losses'] = [{ session: lost.id, kind: 'taken', reason: 'court', by: 'mo', minutes: 90, start: '2026-11-20T10:00:00Z', on: '2026-11-20', daysUntilRebooked: 14 }];
    const rows = ledgerOf({ sessions: [session([line('kept')]), session([line('planned')], { start: '2026-12-01T10:00:00Z', end: '2026-12-01T11:00:00Z' }), session([line('kept', { person: 'bo' })]), lost], losses }, 'ada', now);
    expect(rows.map(({ day, keptMinutes }) => [day, keptMinutes])).toEqual([['2026-11-23T10:00:00Z', 90], ['2026-11-20', 0]]);
  });

  test('counts of what two tell differently only what neither disputes', () => {
    const [row] = ledgerOf({ sessions: [session([line('differs', { accounts: { mo: held(90), ada: held(40) } })])], losses: [] }, 'ada', now);
    expect(row?.keptMinutes).toBe(40);
  });

  test('says lengths as one says them', () => {
    expect([0, 1, 60, 90, 121].map(lengthOf)).toEqual(['none', '1 minute', '1 hour', '1 hour 30 minutes', '2 hours 1 minute']);
  });
});

describe('how often', () => {
  test('every rule the form can make is one that can be booked, at the hour on the wall and until the day that was said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 160 }), fc.constantFrom('once' as const, 'weekly' as const, 'fortnightly' as const, 'monthly' as const), async (ahead, more, repeat) => {
        const first = plusDays('2026-11-24', ahead);
        const until = plusDays(first, more);
        const times = await timesOf({ start: `${first}T10:00`, minutes: 60, rule: ruleOf(repeat, first, until) }, now);
        if ('refused' in times) throw new Error(times.refused);
        expect(times[0] === undefined ? '' : localOf(times[0].start)).toBe(`${first}T10:00`);
        for (const { start } of times) {
          expect(localOf(start).endsWith('T10:00')).toBe(true);
          expect(weekdayOf(wallOf(start).day)).toBe(weekdayOf(first));
          expect(wallOf(start).day <= (repeat === 'once' ? first : until)).toBe(true);
        }
        if (repeat === 'weekly') expect(times).toHaveLength(Math.floor(more / 7) + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('days and hours on the wall', () => {
  test('follow the clock through its changes, and a week begins on a Monday', () => {
    expect(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-06-30T23:15:00Z'].map(localOf)).toEqual(['2026-10-25T01:30', '2026-10-25T01:30', '2026-07-01T00:15']);
    fc.assert(fc.property(fc.integer({ min: 0, max: 9000 }), (days) => {
      const day = plusDays('2020-01-01', days);
      expect(weekdayOf(mondayOf(day))).toBe(0);
      expect(mondayOf(day) <= day && plusDays(mondayOf(day), 7) > day).toBe(true);
    }));
    expect(['2027-03-01', '2028-02-29'].map(inAYear)).toEqual(['2028-03-01', '2029-02-28']);
  });
});

describe('the calendar', () => {
  const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 28, max: 68 }), fc.integer({ min: 1, max: 12 })), { maxLength: 20 }).map((those) =>
    those.map(([day, quarter, length]) => {
      const start = Date.parse('2026-11-23T00:00:00Z') + day * 86_400_000 + quarter * 900_000;
      return { start: new Date(start).toISOString(), end: new Date(start + length * 900_000).toISOString() };
    }),
  );

  test('lays no block over another, and shows every hour and day that has one', () => {
    fc.assert(fc.property(times, (sessions) => {
      const blocks = placed(sessions, '2026-11-23');
      expect(blocks).toHaveLength(sessions.length);
      const frame = frameOf(blocks);
      for (const [i, a] of blocks.entries()) {
        expect(a.lane < a.lanes && a.day < frame.days && a.from >= frame.first * 60 && a.to <= frame.last * 60).toBe(true);
        for (const b of blocks.slice(i + 1)) if (a.day === b.day && a.from < b.to && b.from < a.to) expect([a.lane, a.lanes]).not.toEqual([b.lane, b.lanes]);
      }
    }));
  });

  test('a block that is dragged stays on quarters of an hour, and in what is shown', () => {
    fc.assert(fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -900, max: 900 }), (days, minutes) => {
      const frame = frameOf([]);
      const { day, from } = dragged({ day: 2, from: 600, to: 690 }, days, minutes, frame);
      expect(day >= 0 && day < frame.days && from >= frame.first * 60 && from + 90 <= frame.last * 60 && from % 15 === 0).toBe(true);
    }));
    expect(dragged({ day: 2, from: 600, to: 690 }, 1, 67, frameOf([]))).toEqual({ day: 3, from: 660 });
  });

  test('a session that moved within the week stands twice, and only where it stands can it be changed', () => {
    const left = session([line('planned')], { gone: { ...court, kind: 'moved' } });
    const shown = apart([left, { ...left, gone: null, start: '2026-11-26T10:00:00Z' }]);
    expect(shown.map((s) => [s.id === left.id, stateOf(s)])).toEqual([[false, 'moved'], [true, 'planned']]);
    expect(apart([{ ...left, gone: court }])[0]?.id).toBe(left.id);
  });
});

describe('duty in the calendar', () => {
  const shift = (start: string, end: string, person = 'ada') => ({ person, start, end });
  const monday = '2026-11-23';
  const night = shift('2026-11-27T22:00:00Z', '2026-11-28T08:00:00Z');

  test('a night lies in two days; of Sunday’s the morning is another week’s, and the night before Monday ends in this one', () => {
    const pieces = (of: ReturnType<typeof shift>) => shiftsIn([of], monday).map(({ day, from, to, begins, isWhole }) => [day, from, to, begins, isWhole]);
    expect(pieces(night)).toEqual([[4, 1320, 1440, true, false], [5, 0, 480, false, false]]);
    expect(pieces(shift('2026-11-29T22:00:00Z', '2026-11-30T08:00:00Z'))).toEqual([[6, 1320, 1440, true, false]]);
    expect(pieces(shift('2026-11-22T22:00:00Z', '2026-11-23T08:00:00Z'))).toEqual([[0, 0, 480, false, false]]);
    expect(pieces(shift('2026-11-24T17:00:00Z', '2026-11-25T00:00:00Z'))).toEqual([[1, 1020, 1440, true, false]]);
    expect(pieces(shift('2026-11-24T09:00:00Z', '2026-11-24T17:00:00Z'))).toEqual([[1, 540, 1020, true, true]]);
  });

  test('a day’s shift is shown whole; a night stretches no hours, and a weekend is there where one begins on it', () => {
    expect(frameOf([], shiftsIn([shift('2026-11-24T07:30:00Z', '2026-11-24T20:00:00Z')], monday))).toEqual({ first: 7, last: 20, days: 5 });
    expect(frameOf([], shiftsIn([night], monday))).toEqual({ first: 9, last: 18, days: 5 });
    expect(frameOf([], shiftsIn([shift('2026-11-28T22:00:00Z', '2026-11-29T08:00:00Z')], monday)).days).toBe(7);
  });

  test('whoever is on duty at a time is told exactly where the two meet, by day and by night', () => {
    const hours = fc.tuple(fc.integer({ min: -40, max: 170 }), fc.integer({ min: 1, max: 14 })).map(([from, length]) => {
      const at = (n: number) => new Date(Date.parse('2026-11-23T00:00:00Z') + n * 3_600_000).toISOString();
      return { start: at(from), end: at(from + length) };
    });
    const inWeek = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 22 })).map(([day, hour]) => {
      const start = Date.parse('2026-11-23T00:00:00Z') + (day * 24 + hour) * 3_600_000;
      return { start: new Date(start).toISOString(), end: new Date(start + 90 * 60_000).toISOString() };
    });
    fc.assert(fc.property(fc.array(fc.tuple(hours, fc.constantFrom('ada', 'bo')), { maxLength: 6 }), inWeek, (shifts, session) => {
      const duty = shifts.map(([slot, person]) => ({ ...slot, person }));
      const met = duty.filter((one) => one.person === 'ada' && one.start < session.end && session.start < one.end);
      expect(new Set(onDutyAt(['ada', 'cy'], stretchOf(session, monday), shiftsIn(duty, monday)))).toEqual(new Set(met));
    }));
  });

  test('shifts that meet lie side by side', () => {
    const [one, two] = shiftsIn([shift('2026-11-24T09:00:00Z', '2026-11-24T17:00:00Z'), shift('2026-11-24T12:00:00Z', '2026-11-24T20:00:00Z', 'bo')], monday);
    expect([one?.lane, two?.lane, one?.lanes, two?.lanes]).toEqual([0, 1, 2, 2]);
  });
});

describe('what a manager has to do', () => {
  const owed = (dueOn: string, overdue = false): Member['owed'][number] => ({ counts: { rule: 'r', about: 'supervision', name: 'R', state: 'open', dueOn, overdue, counted: [], why: '', source: '', minutesToBook: 90 }, also: [] });
  const member = (name: string, more: Partial<Member>): Member => ({ id: name, name, owed: [], toRebook: [], unknown: [], planned: [], away: [], ...more });
  const planned = (start: string) => [{ of: 'supervision' as const, start, end: start }];

  test('is what falls due within two weeks and is not booked in time, by name and by nothing else', () => {
    const people = [
      member('ada', { owed: [owed('2026-12-04')] }),
      member('bo', { owed: [owed('2026-12-04')], planned: planned('2026-12-02T10:00:00Z') }),
      member('cy', { owed: [owed('2026-12-04')], planned: planned('2026-12-06T10:00:00Z') }),
      member('di', { owed: [owed('2026-11-01', true)] }),
      member('ed', { owed: [owed('2027-01-04')] }),
      member('flo', { owed: [owed('2026-11-01', true)], toRebook: [session([line('taken', { person: 'flo' })], { gone: court })] }),
    ];
    expect(dueSoon(people, '2026-11-24').map(({ member: one }) => one.name)).toEqual(['ada', 'cy', 'di']);
  });

  test('a group’s lost hour is to be booked again once', () => {
    const group = session([line('taken'), line('taken', { person: 'bo' })], { gone: court });
    expect(teamsToRebook([member('ada', { toRebook: [group] }), member('bo', { toRebook: [{ ...group }] })])).toHaveLength(1);
  });
});
