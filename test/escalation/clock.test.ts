import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deputyToldOn, dueOf, figuresOf, kept, leastFloor, overdueOn, type ThreadDays } from '../../shared/escalation/clock.ts';
import { isShortEnough, mostDaysToAcknowledge, mostDaysToAnswer, termOn, type Terms } from '../../shared/escalation/terms.ts';

const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
const after = (on: string, by: number): string => new Date(Date.parse(on) + by * 86_400_000).toISOString().slice(0, 10);
const maybe = fc.option(fc.integer({ min: 0, max: 150 }), { nil: null });
const threads: fc.Arbitrary<ThreadDays> = fc.tuple(days, maybe, maybe, maybe).map(([receivedOn, a, b, c]) => {
  const answered = b === null ? null : after(receivedOn, b);
  const acknowledged = a === null ? answered : after(receivedOn, Math.min(a, b ?? a));
  return { receivedOn, acknowledgedOn: acknowledged, answeredOn: answered, ...(c === null ? { closedOn: null, closedBy: null } : { closedOn: after(receivedOn, Math.max(a ?? 0, b ?? 0) + c), closedBy: c % 2 === 0 || acknowledged === null ? 'writer' : 'reader' }) };
});
const set = fc.option(fc.integer({ min: -5, max: 400 }), { nil: null });
const terms: fc.Arbitrary<Terms> = fc.array(fc.record({ from: days, acknowledgeWithinDays: set, answerWithinDays: set }), { maxLength: 4 }).map((all) => all.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
const always = (acknowledgeWithinDays: number, answerWithinDays: number): Terms => [{ from: '2000-01-01', acknowledgeWithinDays, answerWithinDays }];

describe('what is due', () => {
  test.each([
    ['2026-11-24', [], '2026-12-01', '2027-02-24'],
    ['2026-11-30', [], '2026-12-07', '2027-02-28'],
    ['2027-12-01', [], '2027-12-08', '2028-03-01'],
    ['2026-11-24', always(3, 28), '2026-11-27', '2026-12-22'],
    ['2026-11-24', always(30, 365), '2026-12-01', '2027-02-24'],
    ['2026-11-24', always(0, -1), '2026-11-25', '2026-11-25'],
  ] as const satisfies readonly [string, Terms, string, string][])('of %s under %o is acknowledged by %s and answered by %s', (received, set, acknowledgeBy, answerBy) => {
    expect(dueOf(received, set)).toEqual({ acknowledgeBy, answerBy });
  });

  test('is never later than what the Directive gives, whatever is set', () => {
    fc.assert(
      fc.property(days, terms, (received, set) => {
        const [given, own] = [dueOf(received, []), dueOf(received, set)];
        expect(own.acknowledgeBy <= given.acknowledgeBy && own.answerBy <= given.answerBy).toBe(true);
        expect(own.acknowledgeBy > received && own.answerBy > received).toBe(true);
      }),
    );
  });
});

describe('what a house has set', () => {
  const shorter: Terms = [{ from: '2026-11-10', acknowledgeWithinDays: 3, answerWithinDays: null }, { from: '2026-12-01', acknowledgeWithinDays: 5, answerWithinDays: 28 }];
  test('holds for what is sent from its day on, and for nothing that was sent before', () => {
    expect(['2026-11-09', '2026-11-10', '2026-11-30', '2026-12-01'].map((on) => dueOf(on, shorter).acknowledgeBy)).toEqual(['2026-11-16', '2026-11-13', '2026-12-03', '2026-12-06']);
    expect(termOn(shorter, '2026-11-10').answerWithinDays).toBeNull();
    expect(dueOf('2026-11-10', shorter).answerBy).toBe('2027-02-10');
  });
  test('is short enough where nobody waits longer under it than under the Directive, in whichever months', () => {
    fc.assert(
      fc.property(days, set, set, (received, acknowledgeWithinDays, answerWithinDays) => {
        const plain = { from: received, acknowledgeWithinDays, answerWithinDays };
        const [own, given] = [[acknowledgeWithinDays ?? 0, answerWithinDays ?? 0], dueOf(received, [])] as const;
        const isLater = after(received, own[0]) > given.acknowledgeBy || after(received, own[1]) > given.answerBy;
        if (isShortEnough(plain)) expect(isLater).toBe(false);
      }),
    );
    expect([[mostDaysToAcknowledge, mostDaysToAnswer], [mostDaysToAcknowledge + 1, null], [null, mostDaysToAnswer + 1]].map(([a, b]) => isShortEnough({ acknowledgeWithinDays: a ?? null, answerWithinDays: b ?? null }))).toEqual([true, false, false]);
  });
});

describe('how the clock stands', () => {
  const open: ThreadDays = { receivedOn: '2026-11-02', acknowledgedOn: null, answeredOn: null, closedOn: null, closedBy: null };
  test('the last day is in time, and the day after is not', () => {
    expect(kept(open, [], '2026-11-09').acknowledged).toBe('waiting');
    expect(kept(open, [], '2026-11-10').acknowledged).toBe('overdue');
    expect(kept({ ...open, acknowledgedOn: '2026-11-09' }, [], '2027-01-01').acknowledged).toBe('in-time');
    expect(kept({ ...open, acknowledgedOn: '2026-11-10' }, [], '2027-01-01').acknowledged).toBe('late');
    expect(kept(open, [], '2027-02-02').answered).toBe('waiting');
    expect(kept(open, [], '2027-02-03').answered).toBe('overdue');
  });
  test('once its writer has closed it nothing is owed, and what was late stays late', () => {
    const closed = { ...open, acknowledgedOn: '2026-11-30', closedOn: '2026-12-01', closedBy: 'writer' } as const;
    expect(kept(closed, [], '2027-12-01')).toEqual({ acknowledged: 'late', answered: 'not-owed' });
  });
  test('a reader who ends it without a word still owes the answer, and is counted as overdue', () => {
    const closed = { ...open, acknowledgedOn: '2026-11-03', closedOn: '2026-11-03', closedBy: 'reader' } as const;
    expect([kept(closed, [], '2027-02-02').answered, kept(closed, [], '2027-02-03').answered]).toEqual(['waiting', 'overdue']);
    expect([overdueOn([closed], [], '2027-02-03'), overdueOn([{ ...closed, closedBy: 'writer' }], [], '2027-02-03')]).toEqual([1, 0]);
  });
  test('a thread is overdue once, however much of it is', () => {
    expect(overdueOn([open, { ...open, acknowledgedOn: '2026-11-03' }, { ...open, answeredOn: '2026-11-03', acknowledgedOn: '2026-11-03' }], [], '2027-03-01')).toBe(2);
  });
});

test.each([
  ['2026-11-24', '2026-11-26'], // Tuesday: all of Wednesday
  ['2026-11-27', '2026-12-01'], // Friday: all of Monday
  ['2026-12-24', '2026-12-30'], // Christmas Eve: the 25th and the 28th are holidays, the 29th is worked
])('what is released on %s and stays unopened is told to a deputy on %s', (released, told) => expect(deputyToldOn(released)).toBe(told));

describe('public figures', () => {
  const from = (month: string, n: number, more: Partial<ThreadDays> = {}): ThreadDays[] => Array.from({ length: n }, () => ({ receivedOn: `${month}-10`, acknowledgedOn: null, answeredOn: null, closedOn: null, closedBy: null, ...more }));

  test('grow over months until they hold the floor, and say nothing of a month that is not over', () => {
    const all = [...from('2026-01', 3), ...from('2026-03', 4), ...from('2026-04', 9), ...from('2026-05', 5), ...from('2026-06', 20)];
    expect(figuresOf(all, [], 8, '2026-06-30').received).toEqual([
      { from: '2026-01', to: '2026-04', messages: 16 },
    ]);
    expect(figuresOf(all, [], 8, '2026-07-01').received).toEqual([
      { from: '2026-01', to: '2026-04', messages: 16 },
      { from: '2026-05', to: '2026-06', messages: 25 },
    ]);
  });
  test('count what was acknowledged in time, and the days to an answer in the middle', () => {
    const all = [
      ...from('2026-01', 3, { acknowledgedOn: '2026-01-17', answeredOn: '2026-02-01' }),
      ...from('2026-01', 2, { acknowledgedOn: '2026-01-18', answeredOn: '2026-02-20' }),
      ...from('2026-01', 1),
      ...from('2026-01', 1, { closedOn: '2026-01-12', closedBy: 'writer' }),
    ];
    const { acknowledged, answered } = figuresOf(all, [], 5, '2026-03-01');
    expect(acknowledged).toEqual([{ from: '2026-01', to: '2026-01', messages: 6, inTime: 3 }]);
    expect(answered).toEqual([{ from: '2026-02', to: '2026-02', messages: 5, medianDays: 22 }]);
  });

  const shown = fc.tuple(fc.array(threads, { maxLength: 60 }), terms, fc.integer({ min: 0, max: 12 }));
  const listsOf = (f: ReturnType<typeof figuresOf>) => [f.received, f.acknowledged, f.answered];

  test('never rest on fewer than the floor, which no setting brings under five; periods follow on and end before this month', () => {
    fc.assert(
      fc.property(shown, days, ([all, set, floor], today) => {
        for (const list of listsOf(figuresOf(all, set, floor, today)))
          list.forEach((period, i) => {
            expect(period.messages).toBeGreaterThanOrEqual(Math.max(floor, leastFloor));
            expect(period.from <= period.to && period.to < today.slice(0, 7)).toBe(true);
            expect(period.from > (list[i - 1]?.to ?? '')).toBe(true);
          });
      }),
    );
  });

  test('that stand are not changed by what a house sets later', () => {
    fc.assert(
      fc.property(shown, days, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 89 }), ([all, before, floor], today, acknowledgeWithinDays, answerWithinDays) => {
        const until = before.filter(({ from }) => from <= today);
        const set = [...until, { from: after(today, 1), acknowledgeWithinDays, answerWithinDays }];
        expect(figuresOf(all, set, floor, today)).toEqual(figuresOf(all, until, floor, today));
      }),
    );
  });

  test('that stand are never changed by what happens later: no two printings can be subtracted', () => {
    const happensLater = (t: ThreadDays, today: string): ThreadDays | null => {
      const known = (on: string | null) => (on !== null && on < today.slice(0, 7) ? on : null);
      return t.receivedOn < today.slice(0, 7) ? { receivedOn: t.receivedOn, acknowledgedOn: known(t.acknowledgedOn), answeredOn: known(t.answeredOn), closedOn: known(t.closedOn), closedBy: known(t.closedOn) === null ? null : t.closedBy } : null;
    };
    fc.assert(
      fc.property(shown, days, days, ([all, set, floor], one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const asKnown = all.flatMap((t) => happensLater(t, early) ?? []);
        const [before, now] = [listsOf(figuresOf(asKnown, set, floor, early)), listsOf(figuresOf(all, set, floor, late))];
        before.forEach((list, i) => expect(now[i]?.slice(0, list.length)).toEqual(list));
      }),
      { numRuns: 300 },
    );
  });
});
