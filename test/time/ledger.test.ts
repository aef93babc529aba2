import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, type LedgerEvent, ledgerOf } from '../../shared/time/ledger.ts';
import { type Account, type Line, minutesOwed, type Reason, reasons, stateOf } from '../../shared/time/line.ts';
import { keptOf, lossesOf, totalsOf } from '../../shared/time/loss.ts';
import { dueOn, kept, role, someone } from './someone.ts';
import { sessionKinds } from '../../shared/time/sessionKind.ts';

const at = (day: string, time = '10:00'): string => `2026-${day}T${time}:00Z`;
const slot = (day: string, minutes = 90) => ({ start: at(day), end: new Date(Date.parse(at(day)) + minutes * 60_000).toISOString() });
const booked = (day: string, more: Partial<Extract<LedgerEvent, { kind: 'booked' }>> = {}): LedgerEvent => ({ kind: 'booked', line: 'a', at: at('02-02'), by: 'mo', of: 'supervision', owedTo: 'ada', givenBy: 'sam', supervisor: 'registered social worker', ...slot(day), ...more });
const held = (day: string, minutesUninterrupted = 90, minutes = 90): Account => ({ happened: 'held', minutesUninterrupted, interruptedBy: minutesUninterrupted < minutes ? 'duty-cover' : null, ...slot(day, minutes) });
const says = (by: string, day: string, account: Account): LedgerEvent => ({ kind: 'confirmed', line: 'a', at: at(day, '16:00'), by, account });

/** Each event has to be accepted. */
function after(...events: LedgerEvent[]) {
  const line = ledgerOf(events).get('a');
  if (line === undefined) throw new Error('no line');
  return { line, owed: minutesOwed(line), state: stateOf(line, at('06-01')), losses: lossesOf(line) };
}
const refusal = (line: Line | null, event: LedgerEvent): string | null => {
  const next = append(line, event);
  return 'refused' in next ? next.refused : null;
};

describe('a supervision of 90 minutes', () => {
  test('that nobody confirmed is unknown, not kept, and still owed', () => {
    const { line, state, owed } = after(booked('02-10'));
    expect(stateOf(line, at('02-10', '11:29'))).toBe('planned');
    expect(stateOf(line, at('02-10', '11:30'))).toBe('unknown');
    expect([state, owed]).toEqual(['unknown', 90]);
  });

  test('is kept when one party says so, and the other may still differ: then it is owed again', () => {
    const one = after(booked('02-10'), says('sam', '02-10', held('02-10')));
    expect([one.state, one.owed]).toEqual(['kept', 0]);
    const two = after(booked('02-10'), says('sam', '02-10', held('02-10')), says('ada', '02-11', { happened: 'not-held', reason: 'court' }));
    expect([two.state, two.owed]).toEqual(['differs', 90]);
    expect(two.line.bookings[0].accounts).toEqual({ sam: held('02-10'), ada: { happened: 'not-held', reason: 'court' } });
    const agreed = after(booked('02-10'), says('sam', '02-10', held('02-10')), says('ada', '02-10', held('02-10', 88)));
    expect([agreed.state, agreed.owed]).toEqual(['differs', 90]);
  });

  test('taken for court is owed until it is booked again and kept; the days between are counted, and both losses stay', () => {
    const taken: LedgerEvent = { kind: 'taken', line: 'a', at: at('02-09'), by: 'mo', reason: 'court' };
    const again: LedgerEvent = { kind: 'rebooked', line: 'a', at: at('02-11'), by: 'mo', ...slot('02-24') };
    expect(after(booked('02-10'), taken)).toMatchObject({ state: 'taken', owed: 90, losses: [{ kind: 'taken', reason: 'court', by: 'mo', minutes: 90, on: '2026-02-10', daysUntilRebooked: null }] });
    expect(after(booked('02-10'), taken, again)).toMatchObject({ state: 'unknown', owed: 90, losses: [{ daysUntilRebooked: 14 }] });
    expect(after(booked('02-10'), taken, again, says('ada', '02-24', held('02-24')))).toMatchObject({ state: 'kept', owed: 0, losses: [{ reason: 'court', daysUntilRebooked: 14 }] });
  });

  test('cut short at 45 minutes is owed whole, and another 45 does not make it up', () => {
    const short = after(booked('02-10'), says('ada', '02-10', held('02-10', 45)));
    expect(short).toMatchObject({ state: 'cut-short', owed: 90, losses: [{ kind: 'cut-short', reason: 'duty-cover', minutes: 45 }] });
    const twice = after(booked('02-10'), says('ada', '02-10', held('02-10', 45)), { kind: 'rebooked', line: 'a', at: at('02-11'), by: 'mo', ...slot('02-12', 45) }, says('ada', '02-12', held('02-12', 45, 45)));
    expect([twice.state, twice.owed]).toEqual(['cut-short', 90]);
  });

  test('that both say did not happen was lost once, not twice', () => {
    const notHeld: Account = { happened: 'not-held', reason: 'staffing' };
    const { state, owed, losses } = after(booked('02-10'), says('sam', '02-10', notHeld), says('ada', '02-10', notHeld));
    expect([state, owed, losses.map(({ by, minutes }) => `${by} ${minutes}`)]).toEqual(['not-held', 90, ['sam 90']]);
  });

  const [notHeld, short] = [(reason: Reason): Account => ({ happened: 'not-held', reason }), (minutes: number, why: Reason | null): Account => ({ happened: 'held', minutesUninterrupted: minutes, interruptedBy: why, ...slot('02-10') })];
  const both = (sam: Account, ada: Account) => after(booked('02-10'), says('sam', '02-10', sam), says('ada', '02-10', ada));
  test('of which two tell other minutes or another reason is a difference, beyond what two clocks make of it', () => {
    expect([both(short(80, 'meeting'), short(10, 'meeting')).state, both(notHeld('court'), notHeld('staffing')).state, both(short(40, 'court'), short(40, 'staffing')).state]).toEqual(['differs', 'differs', 'differs']);
    expect([both(short(45, 'court'), short(40, 'court')).state, both(short(46, 'court'), short(40, 'court')).state, both(short(45, 'court'), short(45, null)).state]).toEqual(['cut-short', 'differs', 'cut-short']);
  });

  test('of which two accounts differ counts the fewer minutes and neither reason, whoever spoke first', () => {
    const losses = (sam: Account, ada: Account) => both(sam, ada).losses.map(({ kind, reason, by, minutes }) => [kind, reason, by, minutes]);
    for (const [sam, ada] of [[notHeld('court'), notHeld('staffing')], [notHeld('staffing'), notHeld('court')]] as const) expect(losses(sam, ada)).toEqual([['not-held', 'other', 'sam', 90]]);
    expect(losses(short(80, 'meeting'), short(10, 'meeting'))).toEqual([['cut-short', 'meeting', 'ada', 80]]);
    expect(losses(short(60, 'court'), notHeld('staffing'))).toEqual([['not-held', 'other', 'ada', 90]]);
    expect(losses(short(90, null), short(30, 'court'))).toEqual([['cut-short', 'court', 'ada', 60]]);
    expect(losses(short(45, null), short(45, 'court'))).toEqual([['cut-short', 'court', 'sam', 45]]);
  });

  test('of which both come to tell the same is a difference no more', () => {
    const agreed = after(booked('02-10'), says('sam', '02-10', notHeld('court')), says('ada', '02-10', notHeld('staffing')), says('sam', '02-11', notHeld('staffing')));
    expect([agreed.state, agreed.losses.map(({ reason }) => reason)]).toEqual(['not-held', ['staffing']]);
  });

  test('moved to a shorter time is still a promise of 90 minutes', () => {
    const moved: LedgerEvent = { kind: 'moved', line: 'a', at: at('02-09'), by: 'mo', reason: 'staffing', ...slot('02-12', 60) };
    expect(after(booked('02-10'), moved, says('ada', '02-12', held('02-12', 60, 60)))).toMatchObject({ state: 'cut-short', owed: 90 });
  });
});

test('of a CPD block each minute counts: 120 of 180 leaves 60, and 60 more keep it', () => {
  const block = booked('02-10', { of: 'cpd', givenBy: null, ...slot('02-10', 180) });
  const first = says('ada', '02-10', held('02-10', 120, 180));
  expect(after(block, first).owed).toBe(60);
  expect(after(block, first, { kind: 'rebooked', line: 'a', at: at('02-11'), by: 'ada', ...slot('02-12', 60) }, says('ada', '02-12', held('02-12', 60, 60)))).toMatchObject({ state: 'kept', owed: 0 });
});

test('what rules count comes from the ledger: confirmed times, the minutes nobody disputes, and of this person alone', () => {
  const night = booked('02-10', { start: '2026-06-30T23:30:00Z', end: '2026-07-01T01:00:00Z' });
  const toldAt = (by: string, minutesUninterrupted: number): LedgerEvent => ({ kind: 'confirmed', line: 'a', at: '2026-07-02T10:00:00Z', by, account: { happened: 'held', minutesUninterrupted, interruptedBy: null, start: '2026-06-30T23:30:00Z', end: '2026-07-01T01:00:00Z' } });
  const lines = (...events: LedgerEvent[]) => ledgerOf(events).values();
  // Half past midnight in London on 1 July.
  expect(keptOf(lines(night, toldAt('ada', 90), toldAt('sam', 90)), 'ada')).toEqual([{ ...kept('2026-07-01', 90), isWhole: true }]);
  expect(keptOf(lines(night, toldAt('ada', 60), toldAt('sam', 90)), 'ada')).toEqual([{ ...kept('2026-07-01', 60), isWhole: false }]);
  expect(keptOf(lines(night), 'ada')).toEqual([]);
  expect(keptOf(lines(night, toldAt('ada', 90)), 'sam')).toEqual([]);
  const worker = someone([role('social-worker', '2026-03-04')]);
  expect(dueOn('lga.sup', worker, '2026-07-02', { kept: keptOf(lines(night, toldAt('sam', 90)), 'ada') })).toBe('2026-08-01');
});

test('totals say what was kept and what is open, and each reason how often it moved, took or cut short', () => {
  const events: LedgerEvent[] = [
    booked('02-10'),
    booked('02-10', { line: 'b' }),
    booked('02-17', { line: 'c' }),
    { kind: 'moved', line: 'a', at: at('02-09'), by: 'mo', reason: 'court', ...slot('02-12') },
    { kind: 'taken', line: 'b', at: at('02-10', '09:00'), by: 'mo', reason: 'staffing' },
    says('ada', '02-12', held('02-12')),
    { ...says('ada', '02-17', held('02-17', 30)), line: 'c' },
  ];
  const { promised, kept, open, byReason } = totalsOf([...ledgerOf(events).values()], at('03-01'));
  expect({ promised, kept, open }).toEqual({ promised: 270, kept: 90, open: { planned: 0, unknown: 0, 'cut-short': 90, 'not-held': 0, differs: 0, taken: 90 } });
  expect([byReason.court, byReason.staffing, byReason['duty-cover']]).toEqual([{ moved: 1, lost: 0, minutesLost: 0 }, { moved: 0, lost: 1, minutesLost: 90 }, { moved: 0, lost: 1, minutesLost: 60 }]);
});

test('across the October change of clocks a booking from half past midnight to half past one is 120 minutes', () => {
  const night = { start: '2026-10-25T00:30:00+01:00', end: '2026-10-25T01:30:00+00:00' };
  expect(after(booked('02-10', night)).line.minutesPromised).toBe(120);
});

test('what cannot be is refused by name, and the ledger is as it was', () => {
  const { line } = after(booked('02-10'));
  const told = after(booked('02-10'), says('ada', '02-10', held('02-10'))).line;
  const taken = after(booked('02-10'), { kind: 'taken', line: 'a', at: at('02-09'), by: 'mo', reason: 'court' }).line;
  const rebooked: LedgerEvent = { kind: 'rebooked', line: 'a', at: at('02-11'), by: 'mo', ...slot('02-12') };
  expect(refusal(line, booked('02-11'))).toBe('booked-already');
  expect(refusal(null, booked('02-01'))).toBe('in-the-past');
  expect(refusal(null, booked('02-10', slot('02-10', 0)))).toBe('no-length');
  expect(refusal(null, rebooked)).toBe('no-such-line');
  expect(refusal(line, rebooked)).toBe('still-booked');
  expect(refusal(told, rebooked)).toBe('nothing-owed');
  expect(refusal(told, { kind: 'taken', line: 'a', at: at('02-11'), by: 'mo', reason: 'court' })).toBe('told-already');
  expect(refusal(taken, { kind: 'moved', line: 'a', at: at('02-09'), by: 'mo', reason: 'court', ...slot('02-12') })).toBe('not-booked');
  expect(refusal(taken, says('ada', '02-10', held('02-10')))).toBe('not-booked');
  expect(refusal(line, says('mo', '02-10', held('02-10')))).toBe('not-a-party');
  expect(refusal(line, says('ada', '02-09', held('02-10')))).toBe('not-begun');
  expect(refusal(line, says('ada', '02-10', held('02-10', 91)))).toBe('more-than-passed');
  expect(refusal(line, { ...says('ada', '02-10', held('02-10')), at: at('02-10', '10:10') })).toBe('more-than-passed');
  expect(line).toEqual(after(booked('02-10')).line);
  expect(() => ledgerOf([rebooked])).toThrow(/never accepted/);
});

/** Any events, sensible or not, a few minutes or hours after each other: times near the one at which they are written down, or in the past. */
const reason = fc.constantFrom(...reasons);
const step = fc.record({
  hours: fc.integer({ min: 0, max: 3 }),
  line: fc.constantFrom('a', 'b'),
  by: fc.constantFrom('ada', 'ada', 'sam', 'mo'),
  kind: fc.constantFrom<LedgerEvent['kind']>('booked', 'moved', 'taken', 'rebooked', 'confirmed', 'confirmed'),
  of: fc.constantFrom(...sessionKinds),
  minutes: fc.constantFrom(0, 45, 60, 90, 180),
  startsIn: fc.integer({ min: -1, max: 3 }),
  uninterrupted: fc.constantFrom(0, 45, 60, 90, 180),
  wasHeld: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  reason,
});
const hour = 3_600_000;
const instant = (ms: number): string => new Date(ms).toISOString();
const happenings = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }).map((steps) => {
  let now = Date.parse('2026-10-24T20:00:00Z');
  return steps.map(({ hours, line, by, kind, of, minutes, startsIn, uninterrupted, wasHeld, reason }): LedgerEvent => {
    now += hours * hour;
    const common = { line, by, at: instant(now) };
    const slot = { start: instant(now + startsIn * hour), end: instant(now + startsIn * hour + minutes * 60_000) };
    const account: Account = wasHeld ? { happened: 'held', minutesUninterrupted: uninterrupted, interruptedBy: reason, start: instant(now - minutes * 60_000), end: instant(now) } : { happened: 'not-held', reason };
    if (kind === 'booked') return { ...common, ...slot, kind, of, owedTo: 'ada', givenBy: 'sam', supervisor: 'other' };
    if (kind === 'confirmed') return { ...common, kind, account };
    return kind === 'taken' ? { ...common, kind, reason } : { ...common, ...slot, kind, reason };
  });
});
const when = fc.integer({ min: 0, max: 120 }).map((hours) => instant(Date.parse('2026-10-24T20:00:00Z') + hours * hour));

test('no sequence of operations loses an owed minute: what was promised is kept or still open, and only a party’s account makes less owed', () => {
  const seen = { kept: 0, rebooked: 0, differs: 0 };
  fc.assert(
    fc.property(happenings, when, (events, now) => {
      const ledger = new Map<string, Line>();
      const accepted: LedgerEvent[] = [];
      for (const event of events) {
        const before = ledger.get(event.line) ?? null;
        const line = append(before, event);
        if ('refused' in line) continue;
        accepted.push(event);
        ledger.set(event.line, line);
        if (before !== null) {
          expect(line.minutesPromised).toBe(before.minutesPromised);
          expect(line.bookings.length).toBeGreaterThanOrEqual(before.bookings.length);
          if (event.kind !== 'confirmed') expect(minutesOwed(line)).toBe(minutesOwed(before));
          if (event.kind === 'rebooked') seen.rebooked += 1;
        }
        const { promised, kept, open } = totalsOf([...ledger.values()], now);
        expect(kept + Object.values(open).reduce((a, b) => a + b, 0)).toBe(promised);
        expect(promised).toBe([...ledger.values()].reduce((sum, l) => sum + l.minutesPromised, 0));
        if (stateOf(line, now) === 'differs') seen.differs += 1;
        if (minutesOwed(line) === 0) {
          seen.kept += 1;
          expect(line.bookings.some((b) => Object.values(b.accounts).some((a) => a.happened === 'held'))).toBe(true);
        }
      }
      // What is stored is the events: read again they make the same ledger.
      expect(ledgerOf(accepted)).toEqual(ledger);
    }),
    { numRuns: 300 },
  );
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(3);
});
