import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysAlone, type Duty, isQualified, noSupervisionFlag, type Shift, soleCoverFlag } from '../../shared/time/duty.ts';
import { ledgerOf } from '../../shared/time/ledger.ts';
import { minutesOwed } from '../../shared/time/line.ts';
import { keptOf } from '../../shared/time/loss.ts';
import { soleCover } from '../../shared/time/rules/cover.ts';
import { afterImport, daysOf, rowsOf } from '../../shared/time/rota.ts';
import { kept, role, someone } from './someone.ts';

const rule = soleCover.suggests;
const shift = (start: string, end: string, more: Partial<Shift> = {}): Shift => ({ start, end, kind: 'duty', isQualified: true, from: 'rota', ...more });
const duty = (person: string, shifts: Shift[], alone: string[] = []): Duty => ({ person, shifts, alone });
const later = '2027-06-01T00:00:00Z';
const alone = (of: Duty, ...others: Duty[]) => daysAlone(of.person, [of, ...others], rule, later);

describe('a day alone on duty', () => {
  const all = shift('2026-11-02T09:00:00Z', '2026-11-02T17:00:00Z');
  test('is one on which nobody else who is qualified was there for an hour or more', () => {
    expect(alone(duty('ada', [all]))).toEqual(['2026-11-02']);
    expect(alone(duty('ada', [all]), duty('ben', [all]))).toEqual([]);
    expect(alone(duty('ada', [all]), duty('ben', [{ ...all, isQualified: false }]))).toEqual(['2026-11-02']);
    expect(alone(duty('ada', [all]), duty('ben', [shift('2026-11-02T09:59:00Z', '2026-11-02T17:00:00Z')]))).toEqual([]);
    expect(alone(duty('ada', [all]), duty('ben', [shift('2026-11-02T10:00:00Z', '2026-11-02T17:00:00Z')]))).toEqual(['2026-11-02']);
    expect(alone(duty('ada', [all]), duty('ben', [shift('2026-11-02T09:00:00Z', '2026-11-02T13:00:00Z')]), duty('cy', [shift('2026-11-02T12:30:00Z', '2026-11-02T17:00:00Z')]))).toEqual([]);
  });
  test('is not one on another duty: who approves by night is no cover at the duty desk', () => {
    expect(alone(duty('ada', [all]), duty('ben', [{ ...all, kind: 'amhp' }]))).toEqual(['2026-11-02']);
  });
  test('is the day a night begins on, over the end of a year and when the clocks change', () => {
    expect(alone(duty('ada', [shift('2026-12-31T22:00:00Z', '2027-01-01T08:00:00Z')]))).toEqual(['2026-12-31']);
    expect(alone(duty('ada', [shift('2026-06-30T23:30:00Z', '2026-07-01T06:00:00Z')]))).toEqual(['2026-07-01']);
    // 25 October has 25 hours: between one and two it is one o’clock twice, and in that hour the other has gone home.
    const night = shift('2026-10-24T22:00:00Z', '2026-10-25T07:00:00Z');
    expect(alone(duty('ada', [night]), duty('ben', [shift('2026-10-24T22:00:00Z', '2026-10-25T00:30:00Z'), shift('2026-10-25T01:30:00Z', '2026-10-25T07:00:00Z')]))).toEqual(['2026-10-24']);
  });
  test('is one that somebody says was one, once, whatever the rota says', () => {
    expect(alone(duty('ada', [all], ['2026-11-02', '2026-11-05']), duty('ben', [all]))).toEqual(['2026-11-02', '2026-11-05']);
  });
  test('is not one that is still to come', () => {
    expect(daysAlone('ada', [duty('ada', [all])], rule, '2026-11-02T09:30:00Z')).toEqual([]);
    expect(daysAlone('ada', [duty('ada', [all])], rule, '2026-11-02T10:00:00Z')).toEqual(['2026-11-02']);
  });
});

describe('the flag of sole cover', () => {
  const flag = (days: string[], today: string) => soleCoverFlag('ada', days, rule, today)?.kind === 'sole-cover';
  test('is raised on the day after which it is more than was adopted, and falls when the days are out of sight', () => {
    const days = ['2026-12-28', '2026-12-31', '2027-01-04'];
    expect([flag(days.slice(0, 2), '2027-01-04'), flag(days, '2027-01-04'), flag(days, '2027-01-10'), flag(days, '2027-01-11')]).toEqual([false, true, true, false]);
  });
  test('whatever the days are, it counts those of the last fortnight and no other, over year ends and clock changes', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 30 }), day, (days, today) => {
        const since = Date.parse(today) - 13 * 86_400_000;
        const counted = days.filter((d) => Date.parse(d) >= since && Date.parse(d) <= Date.parse(today));
        expect(soleCoverFlag('ada', days.sort(), rule, today)).toEqual(counted.length > 2 ? { kind: 'sole-cover', person: 'ada', days: counted.sort(), atMost: 2, within: 14 } : null);
      }),
    );
  });
  test('one more colleague on duty never makes more days of it, and one fewer never makes fewer', () => {
    const hour = fc.integer({ min: 0, max: 60 });
    const shifts = fc.array(fc.tuple(hour, fc.integer({ min: 1, max: 12 })), { maxLength: 5 }).map((all) => all.map(([from, length]) => shift(at(from), at(from + length))));
    const at = (h: number) => new Date(Date.parse('2026-10-24T00:00:00Z') + h * 3_600_000).toISOString();
    fc.assert(
      fc.property(shifts, shifts, shifts, (ada, ben, cy) => {
        const [fewer, more] = [alone(duty('ada', ada), duty('ben', ben)), alone(duty('ada', ada), duty('ben', ben), duty('cy', cy))];
        expect(more.every((d) => fewer.includes(d))).toBe(true);
      }),
    );
  });
});

describe('somebody newly qualified without supervision', () => {
  const starter = someone([role('social-worker', '2026-11-02'), role('nqsw-adults', '2026-11-02', { to: '2027-11-01' })]);
  const flag = (today: string, more: Partial<Parameters<typeof noSupervisionFlag>[2]> = {}, who = starter) => noSupervisionFlag('ada', who, { kept: [], recordedFrom: '2026-01-01', ...more }, rule, today);
  test('is flagged on the day after three weeks, and no more from the day it was kept', () => {
    expect([flag('2026-11-23'), flag('2026-11-24')]).toEqual([null, { kind: 'no-supervision', person: 'ada', days: 22, since: '2026-11-02', atMost: 21 }]);
    expect(flag('2026-12-30', { kept: [kept('2026-12-20')] })).toBeNull();
    expect(flag('2027-01-11', { kept: [kept('2026-12-20')] })).toMatchObject({ days: 22, since: '2026-12-20' });
  });
  test('is flagged all the same where a supervision was cut short: only one that was kept whole, as the ledger has it, takes the flag away', () => {
    const slot = { start: '2026-11-20T10:00:00Z', end: '2026-11-20T11:30:00Z' };
    const told = (minutesUninterrupted: number) => [...ledgerOf([
      { kind: 'booked', line: 'a', at: '2026-11-02T09:00:00Z', by: 'mo', of: 'supervision', owedTo: 'ada', givenBy: 'sam', supervisor: 'other', ...slot },
      { kind: 'confirmed', line: 'a', at: '2026-11-20T12:00:00Z', by: 'sam', account: { happened: 'held', ...slot, minutesUninterrupted, interruptedBy: minutesUninterrupted < 90 ? 'court' : null } },
    ]).values()];
    for (const [minutes, isFlagged] of [[5, true], [89, true], [90, false]] as const) {
      expect(told(minutes).every((line) => minutesOwed(line) > 0)).toBe(isFlagged);
      expect(flag('2026-11-24', { kept: keptOf(told(minutes), 'ada') }) !== null, `${minutes} minutes`).toBe(isFlagged);
    }
  });
  test('is not flagged for days away, while away, after the first stage, or for what is from before the record', () => {
    const away = { ...starter, absences: [{ from: '2026-11-10', to: '2026-11-19' }] };
    expect([flag('2026-12-03', {}, away), flag('2026-12-04', {}, away)?.kind]).toEqual([null, 'no-supervision']);
    expect(flag('2026-12-24', {}, { ...starter, absences: [{ from: '2026-11-30', to: null }] })).toBeNull();
    expect(flag('2027-11-02')).toBeNull();
    expect(flag('2026-11-24', { recordedFrom: '2026-11-20' })).toBeNull();
    expect(flag('2026-12-24', {}, someone([role('social-worker', '2020-01-01')]))).toBeNull();
  });
  test('is qualified all the same; a student is not', () => {
    expect([isQualified(starter, '2026-11-24'), isQualified(someone([role('residential-care', '2026-01-01')]), '2026-11-24')]).toEqual([true, false]);
  });
});

describe('a rota', () => {
  const heading = 'person,date,start,end,kind,qualified\n';
  test('has nights past midnight, quoted names and hours by the clock on the wall', () => {
    const { rows, problems } = rowsOf(`\uFEFF${heading}"Eze, Maya",2026-10-24,22:00,08:00,amhp,yes\r\n\r\nBen,2027-03-27,22:00,08:00,,no\r\n`);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { line: 2, person: 'Eze, Maya', start: '2026-10-24T21:00:00.000Z', end: '2026-10-25T08:00:00.000Z', kind: 'amhp', isQualified: true },
      { line: 4, person: 'Ben', start: '2027-03-27T22:00:00.000Z', end: '2027-03-28T07:00:00.000Z', kind: 'duty', isQualified: false },
    ]);
    expect(rowsOf('Person;Date;Start;End\nBen;2026-11-02;09:00;17:00').rows).toMatchObject([{ person: 'Ben', isQualified: null }]);
  });
  test('has cells in quotes with separators and quotes in them; one that nobody closed takes no other line along', () => {
    const { rows } = rowsOf(`${heading}"Eze ""Mo"", Maya",2026-11-02,"09:00",17:00,,"yes"`);
    expect(rows).toMatchObject([{ person: 'Eze "Mo", Maya', start: '2026-11-02T09:00:00.000Z', isQualified: true }]);
    expect(rowsOf('person; date; start; end\n"Eze; Maya";2026-11-02; 09:00 ;17:00').rows).toMatchObject([{ person: 'Eze; Maya', end: '2026-11-02T17:00:00.000Z' }]);
    const read = rowsOf(`${heading}"Ben,2026-11-02,09:00,17:00,,\nCy,2026-11-02,09:00,17:00,,`);
    expect([read.problems.map(({ line }) => line), read.rows.map(({ person }) => person)]).toEqual([[2], ['Cy']]);
  });
  test('tells each line that cannot be by its number, and leaves no line out in silence', () => {
    expect(rowsOf(`${heading},2026-11-02,09:00,17:00,,\nBen,2026-02-29,09:00,17:00,,\nBen,2026-11-02,9,17:00,,\nBen,2026-11-02,25:00,17:00,,\nBen,2026-11-02,09:00,17:00,tea,\nBen,2026-11-02,09:00,17:00,,maybe`).problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(rowsOf('').problems).toHaveLength(1);
    expect(rowsOf('person,day\nBen,2026-11-02').problems).toEqual([{ line: 1, says: 'the heading has no date, no start, no end' }]);
  });
  test('whatever text it is, each line is read or told, and it never breaks', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: fc.constantFrom(',', ';', '"', '\n', 'a', '1', ':', '-', ' ') }), (text) => {
      const lines = (heading + text).split('\n').filter((l, i) => i > 0 && l.trim() !== '').length;
      const { rows, problems } = rowsOf(heading + text);
      expect(rows.length + problems.length).toBe(lines);
    }));
  });
  test('imported again takes the place of what it brought for those days, leaves what was tapped, and twice is as once', () => {
    const had = duty('ada', [shift('2026-11-02T09:00:00Z', '2026-11-02T17:00:00Z'), shift('2026-11-03T09:00:00Z', '2026-11-03T17:00:00Z', { from: 'tap' }), shift('2026-11-09T09:00:00Z', '2026-11-09T17:00:00Z')], ['2026-11-02']);
    const news = [shift('2026-11-04T09:00:00Z', '2026-11-04T17:00:00Z')];
    const days = daysOf([{ start: '2026-11-02T09:00:00Z' }, ...news]) ?? { from: '', to: '' };
    const once = afterImport(had, news, days);
    expect(once.shifts.map((s) => s.start.slice(0, 10))).toEqual(['2026-11-03', '2026-11-04', '2026-11-09']);
    expect(afterImport(once, news, days)).toEqual(once);
    expect(once.alone).toEqual(['2026-11-02']);
  });
});
