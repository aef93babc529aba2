import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LedgerEvent, ledgerOf } from '../../shared/time/ledger.ts';
import { type Line, minutesOwed } from '../../shared/time/line.ts';
import { cameUp, countedOf, fewestOfAReason, isSettled, lastDayOf, monthsUpTo, partsOf, reasonsOver, serviceMonths, shareKept, wasOverdue } from '../../shared/time/monthly.ts';
import { inForce } from '../../shared/time/rules/pack.ts';
import { asItShips, kept, role, someone } from './someone.ts';

const slot = (start: string, minutes = 90) => ({ start, end: new Date(Date.parse(start) + minutes * 60_000).toISOString() });
const booked = (start: string, more: Partial<Extract<LedgerEvent, { kind: 'booked' }>> = {}): LedgerEvent => ({ kind: 'booked', line: 'a', at: '2026-01-02T09:00:00Z', by: 'mo', of: 'supervision', owedTo: 'ada', givenBy: 'sam', supervisor: 'registered social worker', ...slot(start), ...more });
const held = (start: string, minutesUninterrupted = 90): LedgerEvent => ({ kind: 'confirmed', line: 'a', at: new Date(Date.parse(start) + 7_200_000).toISOString(), by: 'ada', account: { happened: 'held', minutesUninterrupted, interruptedBy: null, ...slot(start) } });
const taken: LedgerEvent = { kind: 'taken', line: 'a', at: '2026-03-09T09:00:00Z', by: 'mo', reason: 'court' };
const again = (start: string): LedgerEvent => ({ kind: 'rebooked', line: 'a', at: '2026-03-11T09:00:00Z', by: 'mo', ...slot(start) });
const moved = (start: string): LedgerEvent => ({ kind: 'moved', line: 'a', at: '2026-03-09T09:00:00Z', by: 'mo', reason: 'meeting', ...slot(start) });

function line(...events: LedgerEvent[]): Line {
  const found = ledgerOf(events).get('a');
  if (found === undefined) throw new Error('no line');
  return found;
}
const parts = (now: string, ...events: LedgerEvent[]) => Object.fromEntries(Object.entries(partsOf(line(...events), now)).filter(([, minutes]) => minutes > 0));
const [tenth, later] = ['2026-03-10T10:00:00Z', '2026-06-01T09:00:00Z'];

describe('ninety minutes that were promised for March', () => {
  test('are ahead, then unknown until somebody says what happened, and then kept', () => {
    expect(parts('2026-03-01T09:00:00Z', booked(tenth))).toEqual({ ahead: 90 });
    expect(parts(later, booked(tenth))).toEqual({ unknown: 90 });
    expect(parts(later, booked(tenth), held(tenth))).toEqual({ kept: 90 });
  });

  test('are owed from the moment they are taken, and kept once the time booked instead was, within four weeks', () => {
    expect(parts('2026-03-09T10:00:00Z', booked(tenth), taken)).toEqual({ owed: 90 });
    expect(parts('2026-03-12T10:00:00Z', booked(tenth), taken, again('2026-04-07T09:00:00Z'))).toEqual({ owed: 90 });
    expect(parts(later, booked(tenth), taken, again('2026-04-07T09:00:00Z'), held('2026-04-07T09:00:00Z'))).toEqual({ kept: 90 });
  });

  test('kept later than that are told apart; a move is no loss, but does not make the month another', () => {
    expect(parts(later, booked(tenth), taken, again('2026-04-08T10:00:00Z'), held('2026-04-08T10:00:00Z'))).toEqual({ late: 90 });
    expect(parts('2026-03-12T10:00:00Z', booked(tenth), moved('2026-04-02T09:00:00Z'))).toEqual({ ahead: 90 });
    expect(parts('2026-04-08T10:00:00Z', booked(tenth), moved('2026-05-12T09:00:00Z'))).toEqual({ owed: 90 });
    expect(countedOf(line(booked(tenth), moved('2026-05-12T09:00:00Z')), 'adults', later).month).toBe('2026-03');
  });

  test('belong to the month it was in London', () => {
    expect(countedOf(line(booked('2026-06-30T23:30:00Z')), 'adults', later).month).toBe('2026-07');
    expect(countedOf(line(booked('2026-01-31T23:30:00Z')), 'adults', later).month).toBe('2026-01');
  });
});

const someEvents = fc.array(fc.tuple(fc.constantFrom('taken', 'moved', 'rebooked', 'held', 'part'), fc.integer({ min: 1, max: 60 })), { maxLength: 6 });

test('whatever is done to a time, its parts come to what was promised, no more and no less, at any moment', () => {
  fc.assert(
    fc.property(someEvents, fc.integer({ min: 0, max: 120 }), fc.constantFrom<'supervision' | 'cpd'>('supervision', 'cpd'), (steps, day, of) => {
      const dayMs = 86_400_000;
      const events: LedgerEvent[] = [booked(tenth, { of })];
      let start = Date.parse(tenth);
      for (const [kind, days] of steps) {
        const at = new Date(start - 3_600_000).toISOString();
        const next = new Date(start + days * dayMs).toISOString();
        const after = new Date(start + 7_200_000).toISOString();
        const event: LedgerEvent = kind === 'taken' ? { kind, line: 'a', at, by: 'mo', reason: 'court' } : kind === 'moved' ? { kind, line: 'a', at, by: 'mo', reason: 'staffing', ...slot(next) } : kind === 'rebooked' ? { kind, line: 'a', at: after, by: 'mo', ...slot(next) } : held(new Date(start).toISOString(), kind === 'held' ? 90 : 40);
        try {
          ledgerOf([...events, event]);
        } catch {
          continue;
        }
        events.push(event);
        if (kind === 'moved' || kind === 'rebooked') start += days * dayMs;
      }
      const made = line(...events);
      const found = partsOf(made, new Date(Date.parse(tenth) + (day - 30) * dayMs).toISOString());
      expect(Object.values(found).every((minutes) => minutes >= 0)).toBe(true);
      expect(cameUp(found) + found.ahead).toBe(90);
      expect(found.kept + found.late).toBe(90 - minutesOwed(made));
    }),
  );
});

test('a sum over people and services has every line once, whatever the order', () => {
  const one = fc.record({ service: fc.constantFrom('adults', 'children'), owedTo: fc.constantFrom('ada', 'ben', 'cy'), month: fc.constantFrom('2026-02', '2026-03'), parts: fc.record({ kept: fc.nat(90), late: fc.nat(90), unknown: fc.nat(90), owed: fc.nat(90), ahead: fc.nat(90) }), losses: fc.constant([]) });
  fc.assert(
    fc.property(fc.array(one), (lines) => {
      const sums = (of: typeof lines) => serviceMonths(of, ['adults', 'children'], ['2026-02', '2026-03'], () => ({ people: 0, of: 0 }));
      expect(sums(lines.toReversed())).toEqual(sums(lines));
      const all = (of: readonly { kept: number; owed: number }[]) => of.reduce((n, { kept: k, owed }) => n + k + owed, 0);
      expect(all(sums(lines))).toBe(all(lines.map((l) => l.parts)));
    }),
  );
});

describe('a month', () => {
  test('is settled four weeks after its last day, in leap years too, and not an hour before', () => {
    expect([lastDayOf('2028-02'), lastDayOf('2027-02'), lastDayOf('2026-12')]).toEqual(['2028-02-29', '2027-02-28', '2026-12-31']);
    expect([isSettled('2026-10', '2026-11-28'), isSettled('2026-10', '2026-11-29')]).toEqual([false, true]);
    expect(monthsUpTo('2026-01-31', 3)).toEqual(['2026-01', '2025-12', '2025-11']);
  });

  test('in which nothing came up has no share: nothing kept of nothing is not none', () => {
    expect(shareKept({ kept: 0, late: 0, unknown: 0, owed: 0, ahead: 90 })).toBeNull();
    expect(shareKept({ kept: 45, late: 15, unknown: 15, owed: 15, ahead: 900 })).toBe(50);
  });
});

test('a reason is told by itself from five times on; rarer ones together, and fewer than that not at all', () => {
  const of = (court: number, staffing: number, meeting: number) => {
    const [cell] = serviceMonths([], ['adults'], ['2026-03'], () => ({ people: 0, of: 0 }));
    if (cell === undefined) throw new Error('no month');
    return reasonsOver([{ byReason: { ...cell.byReason, court: { moved: 0, lost: court }, staffing: { moved: staffing, lost: 0 }, meeting: { moved: meeting, lost: 0 } } }]);
  };
  expect(of(7, 2, 3)).toEqual([{ reason: 'court', moved: 0, lost: 7 }, { reason: null, moved: 5, lost: 0 }]);
  expect(of(7, 2, 2)).toEqual([{ reason: 'court', moved: 0, lost: 7 }]);
  expect(of(2, 2, 0)).toBeNull();
  expect(fewestOfAReason).toBe(5);
});

describe('supervision that nobody booked', () => {
  const person = someone([role('social-worker', '2026-01-05')]);
  const was = (day: string, ...on: string[]) => wasOverdue(person, inForce(asItShips), { recordedFrom: '2026-01-01', kept: on.map((d) => kept(d)) }, day);
  test('is overdue at the end of the month after which it was due, though nothing was promised', () => {
    expect([was('2026-02-05'), was('2026-02-06'), was('2026-03-31')]).toEqual([false, true, true]);
  });
  test('is looked at as it stood that day: what was kept later makes up for nothing before it', () => {
    expect(was('2026-03-31', '2026-04-02')).toBe(true);
    expect(was('2026-03-31', '2026-03-10', '2026-04-02')).toBe(false);
  });
  test('is not known of a day before the record, or before somebody worked here', () => {
    expect(was('2026-01-04')).toBeNull();
    expect(wasOverdue(person, inForce(asItShips), { recordedFrom: '2026-03-01', kept: [] }, '2026-02-28')).toBeNull();
  });
});
