import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeGraceMs } from '../../shared/pulse/grace.ts';
import { asksOfReporting, type Programme, timesOf } from '../../shared/pulse/programme.ts';
import { due, type Due, type Standing } from '../../shared/pulse/schedule.ts';

const fortnightly: Programme = { firstOpensOn: '2026-01-05', opensAt: '09:00', zone: 'Europe/London', everyWeeks: 2, openDays: 14 };
const opens = (round: number, p = fortnightly): number => Date.parse(timesOf(p, round).opensAt);
const closes = (round: number, p = fortnightly): number => Date.parse(timesOf(p, round).closesAt);
const named = (jobs: readonly Due[]): string[] => jobs.map(({ job, round }) => `${job} ${round}`);
const standing = (prepared: number, ...erased: number[]): Standing => ({ prepared, erased: new Set(erased) });

describe('what is due', () => {
  test('before the first round opens it is prepared, key first, and nothing else is', () => {
    expect(named(due(fortnightly, standing(0), opens(1) - 86_400_000 * 30))).toEqual(['makeClosingKey 1', 'prepareRound 1']);
    expect(due(fortnightly, standing(1), opens(1) - 1)).toEqual([]);
  });

  test('the next round is prepared at the moment this one opens', () => {
    expect(named(due(fortnightly, standing(1), opens(1)))).toEqual(['makeClosingKey 2', 'prepareRound 2']);
    expect(due(fortnightly, standing(2), opens(2) - 1)).toEqual([]);
  });

  test('no round ends before its time and the grace after it', () => {
    expect(due(fortnightly, standing(4, 1), closes(2) + closeGraceMs - 1)).toEqual([]);
    expect(named(due(fortnightly, standing(4, 1), closes(2) + closeGraceMs))).toEqual(['endIssuing 2', 'closeRound 2']);
  });

  test('a machine that slept makes everything up in the order it fell due', () => {
    expect(named(due(fortnightly, standing(1), closes(2) + closeGraceMs))).toEqual([
      'makeClosingKey 2', 'prepareRound 2', 'makeClosingKey 3', 'prepareRound 3', 'endIssuing 1', 'closeRound 1', 'makeClosingKey 4', 'prepareRound 4', 'endIssuing 2', 'closeRound 2',
    ]);
  });

  test('a round closes when its manifest says, whatever the programme has become since', () => {
    const closesAt = new Map([[1, new Date(opens(1) + 20 * 86_400_000).toISOString()]]);
    expect(due(fortnightly, { ...standing(2), closesAt }, closes(1) + closeGraceMs).map((d) => d.job)).not.toContain('closeRound');
    expect(named(due(fortnightly, { ...standing(4), closesAt }, Date.parse(closesAt.get(1) ?? '') + closeGraceMs))).toEqual(['endIssuing 1', 'closeRound 1']);
  });

  test('a close that failed long ago is asked for again, and holds no later round up', () => {
    const jobs = due(fortnightly, standing(5, 1, 3), opens(4));
    expect(named(jobs)).toEqual(['endIssuing 2', 'closeRound 2']);
  });
});

test('run in order, stopped after any number of jobs and asked again, it always comes to the same and then to rest', () => {
  const programme = fc.record({ everyWeeks: fc.constantFrom<2 | 4>(2, 4), openDays: fc.integer({ min: 1, max: 14 }) }).map((p): Programme => ({ ...fortnightly, ...p }));
  fc.assert(
    fc.property(programme, fc.integer({ min: -30, max: 400 }), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), (p, days, stops) => {
      const now = opens(1, p) + days * 86_400_000;
      const after = (steps: readonly number[]): { ran: string[]; standing: Standing } => {
        let [prepared, erased] = [0, new Set<number>()];
        const ran: string[] = [];
        for (const step of [...steps, Infinity]) {
          const jobs = due(p, { prepared, erased }, now);
          for (const { job, round } of jobs.slice(0, step)) {
            // Each job finds done what has to come before it.
            if (job === 'prepareRound') {
              expect(ran).toContain(`makeClosingKey ${round}`);
              expect(round).toBe(prepared + 1);
              prepared = round;
            }
            if (job === 'endIssuing') expect(round).toBeLessThanOrEqual(prepared);
            if (job === 'closeRound') {
              expect(ran).toContain(`endIssuing ${round}`);
              expect(now).toBeGreaterThanOrEqual(closes(round, p) + closeGraceMs);
              erased = new Set([...erased, round]);
            }
            ran.push(`${job} ${round}`);
          }
        }
        return { ran, standing: { prepared, erased } };
      };
      const stopped = after(stops);
      expect(due(p, stopped.standing, now)).toEqual([]);
      expect(stopped.standing).toEqual(after([]).standing);
      expect(opens(stopped.standing.prepared, p)).toBeGreaterThan(now);
    }),
    { numRuns: 60 },
  );
});

describe('what reporting cost is asked', () => {
  test('once in every quarter, in the first round that opens in it, on the programme’s own calendar', () => {
    for (const everyWeeks of [2, 4] as const) {
      const programme: Programme = { ...fortnightly, firstOpensOn: '2026-01-01', opensAt: '00:15', everyWeeks };
      const quarters = Array.from({ length: 60 }, (_, n) => n + 1).filter((round) => asksOfReporting(programme, round)).map((round) => {
        const [year, month] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(opens(round, programme)).split('-').map(Number);
        return (year ?? 0) * 4 + Math.ceil((month ?? 0) / 3);
      });
      expect(quarters).toEqual(quarters.map((_, i) => 2026 * 4 + 2 + i));
      expect(quarters.length).toBeGreaterThan(8);
    }
  });

  test('by local time: a round that opens at a quarter past midnight in summer opens in the new quarter', () => {
    const programme: Programme = { ...fortnightly, firstOpensOn: '2026-06-17', opensAt: '00:15' };
    expect(timesOf(programme, 2).opensAt).toBe('2026-06-30T23:15:00Z');
    expect(asksOfReporting(programme, 2)).toBe(true);
  });

  test('not in the very first round', () => expect(asksOfReporting({ ...fortnightly, firstOpensOn: '2026-04-01' }, 1)).toBe(false));
});
