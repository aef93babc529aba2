import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bank, core, type Question } from '../../shared/pulse/question.ts';
import { tell, tellUnchanged } from '../../shared/signal/catalogue.ts';
import { typeOf } from '../../shared/signal/chart.ts';
import type { Event } from '../../shared/signal/event.ts';
import { chartOfSeries, fewestFigures, type Finding, findingOf, findingsOf, hiddenAtMost, isSignal, opensAnswer } from '../../shared/signal/finding.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { rounds, type Said } from './releases.ts';

const values: Question = bank.find((q) => q.id === 'values')!;
const headroom: Question = bank.find((q) => q.id === 'headroom')!;

/** The one finding of one group, and its sentence. */
function found(said: readonly Said[], { question = values, events = [] }: { question?: Question; events?: readonly Event[] } = {}): { finding: Finding; label: string; sentence: string } {
  const [finding, ...others] = findingsOf(rounds(said, { question: question.id }), [question], events);
  expect(others).toEqual([]);
  return { finding: finding!, ...tell(finding!, question) };
}

/** Ordinary ups and downs about 30, and n of them. */
const usual = (n: number): number[] => Array.from({ length: n }, (_, i) => [20, 35, 25, 40, 30, 20, 40, 30][i % 8]!);

describe('a finding names the rule that fired, since when and the numbers', () => {
  test('shift', () => {
    const { finding, label, sentence } = found([...usual(18), 50, 45, 50, 55, 45, 50, 45]);
    expect(finding).toMatchObject({ kind: 'shift', side: 'high', direction: 'worse', since: 19, rounds: 7, roundsBefore: 18, upTo: 25, provisional: false, now: { percent: 49 }, before: { percent: 30 } });
    expect(label).toBe('Getting worse');
    expect(sentence).toBe('Seven rounds in a row, more people in Northside say they had to act against their own judgement a few times or more than in the 18 rounds before (49 % against 30 %, 8–15 answering).');
  });

  test('shift, long: no sentence begins with a figure', () => {
    expect(found([...usual(18), ...usual(13).map((v) => v + 25)]).sentence).toMatch(/^For 13 rounds in a row, more people in Northside say/);
  });

  test('outside', () => {
    const { finding, sentence } = found([...usual(20), 85]);
    expect(finding).toMatchObject({ kind: 'outside', direction: 'worse', since: 21, fired: 1 });
    expect(sentence).toBe('In round 21, far more people in Northside said they had to act against their own judgement a few times or more than in the 20 rounds before (85 % against 30 %, 8–15 answering): more of a change than chance brings.');
  });

  test('outside, at the end of a longer run', () => {
    const { finding, sentence } = found([...usual(24), 50, 45, 50, 55, 45, 50, 45, 'over']);
    expect(finding).toMatchObject({ kind: 'outside', since: 25, rounds: 8, fired: 1, now: { percent: 85, edge: 'over' }, roundsBefore: 24 });
    expect(sentence).toContain('than in the 24 rounds up to round 24 (over 85 % against 30 %, 8–15 answering): more of a change than chance brings. It has been more since round 25, eight rounds in a row.');
  });

  test('trend', () => {
    const { finding, sentence } = found([...usual(16), 15, 20, 25, 30, 35, 40, 45]);
    expect(finding).toMatchObject({ kind: 'trend', direction: 'worse', since: 17, rounds: 7, before: { percent: 15 }, now: { percent: 45 } });
    expect(sentence).toBe('Seven rounds in a row, more and more people in Northside say they had to act against their own judgement a few times or more (from 15 % in round 17 to 45 % in round 23, 8–15 answering).');
  });

  test('two of three', () => {
    const { finding, sentence } = found([...usual(24), 70, 45, 70], { question: headroom });
    expect(finding).toMatchObject({ kind: 'two-of-three', direction: 'better', since: 25, fired: 2 });
    expect(sentence).toBe('In two of the last three rounds shown, far more people in Northside said they often had room in their head for another person than in the 24 rounds before (70 % against 30 %, 8–15 answering).');
  });

  test('a run in few rounds, and that it is provisional', () => {
    const { finding, sentence, label } = found([20, 30, 20, 30, 20, 60, 70, 60, 70, 60]);
    expect(finding).toMatchObject({ kind: 'run', provisional: true, since: 6, rounds: 5 });
    expect(label).toBe('Getting worse');
    expect(sentence).toContain('For five rounds now, more people in Northside say they had to act against their own judgement a few times or more than in the middle of the ten rounds so far (64 % against 45 %');
    expect(sentence).toContain('provisional');
  });

  test('steady, where no rule fired', () => {
    const { finding, sentence, label } = found(usual(20));
    expect([finding.kind, label]).toEqual(['steady', 'Steady']);
    expect(sentence).toBe('Steady in Northside: over 20 rounds, from 20 % to 40 % of those who answered had to act against their own judgement a few times or more, with no more ups and downs than chance brings (8–15 answering).');
    expect(found(Array.from({ length: 20 }, (): Said => 'under')).sentence).toContain('over 20 rounds, under 15 % of those who answered');
  });

  test('too short, where the figures do not carry more', () => {
    expect(found(usual(9)).sentence).toBe('Too short to say in Northside: nine rounds so far, since round 1, and ten are needed to tell a change from chance.');
    expect(found(usual(fewestFigures)).finding).toMatchObject({ kind: 'steady', provisional: true });
    const restarted: Event = { v: 1, id: 'reorganisation', at: { round: 20 }, kind: 'reorganisation', groups: 'all', text: 'x', by: 'y', restartsLimits: true, addedAt: '2026-01-01T00:00:00Z' };
    expect(found([...usual(19), 80, 80], { events: [restarted] }).finding).toMatchObject({ kind: 'too-short', rounds: 2, since: 20 });
    // Begun anew in a round that shows nothing: what lay before is set aside.
    expect(found([...usual(18), 90, 'too-few'], { events: [restarted] }).finding).toMatchObject({ kind: 'too-short', rounds: 0, since: 20 });
  });

  test('not shown, since when and why', () => {
    expect(found([...usual(20), 'too-few', 'too-few', 'withheld']).sentence).toBe('Not shown in Northside since round 20: more answers came in than there are people to give them, so they are held back.');
    expect(found(['too-few', 'too-few']).sentence).toBe('Not shown yet in Northside: too few people answered.');
  });
});

describe('only the current state counts', () => {
  test('a rule that fired and no longer does is not news', () => {
    const { finding, sentence } = found([...usual(10), 85, ...usual(10)]);
    expect(finding).toMatchObject({ kind: 'steady', since: 12, rounds: 10, stoodOutUpTo: 11 });
    expect(sentence).toBe('Steady in Northside since round 12: over ten rounds, from 20 % to 40 % of those who answered had to act against their own judgement a few times or more, with no more ups and downs than chance brings (8–15 answering). What stood out before ended with round 11.');
    expect(found([...usual(10), 50, 45, 50, 55, 45, 50, 45, ...usual(3)]).finding.kind).toBe('steady');
  });

  test(`up to ${hiddenAtMost} hidden rounds leave it standing, and are said`, () => {
    const { finding, sentence } = found([...usual(20), 85, 'too-few', 'too-few']);
    expect(finding).toMatchObject({ kind: 'outside', upTo: 21, hiddenSince: 2 });
    expect(sentence).toContain('This is up to round 21: later ones are not shown.');
  });

  test('groups that are asked no more as they were have no finding', () => {
    const gone = rounds(usual(20), { group: 'harbour', name: 'Harbour' });
    const merged = rounds(usual(2), { group: 'harbour+northside', name: 'Harbour and Northside', first: 21 });
    expect(findingsOf([...gone, ...merged], [values]).map((f) => [f.group, f.kind])).toEqual([['harbour+northside', 'too-short']]);
  });
});

describe('whatever was published', () => {
  const share = fc.oneof<fc.Arbitrary<Said>[]>(
    fc.integer({ min: 3, max: 17 }).map((n) => n * 5),
    fc.constantFrom<Said>('under', 'over'),
    fc.integer({ min: 15, max: 50 }).map((edge): Said => ({ percent: edge, edge: 'under' })),
    fc.integer({ min: 50, max: 85 }).map((edge): Said => ({ percent: edge, edge: 'over' })),
  );
  const none = fc.constantFrom<Said>('too-few', 'withheld', 'few-answered-this', 'not-asked');
  const length = { maxLength: 45 };
  const said = fc.oneof(
    fc.array(share, length),
    fc.array(none, length),
    fc.array(fc.oneof({ weight: 6, arbitrary: share }, { weight: 1, arbitrary: none }), length),
    fc.array(fc.constantFrom<Said>('under', 'over'), length),
    fc.tuple(share, fc.nat({ max: 45 })).map(([s, n]) => Array.from({ length: n }, () => s)),
    fc.tuple(fc.integer({ min: 4, max: 9 }), fc.boolean(), fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 26, maxLength: 26 })).map(([steps, up, noise]) => [
      ...noise.map((n): Said => 5 * (up ? 4 + n : 16 - n)),
      ...Array.from({ length: steps }, (_, i): Said => 5 * (up ? 3 + i : 17 - i)),
    ]),
    // One level, then another, in few rounds: there runs are what is told.
    fc.tuple(fc.integer({ min: 5, max: 6 }), fc.integer({ min: 5, max: 6 }), fc.boolean(), fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 })).map(([before, after, up, noise]) =>
      noise.slice(0, before + after).map((n, i): Said => 5 * (n + (i < before === up ? 4 : 12))),
    ),
    // In many rounds: rules fire in most of these.
    fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 9, max: 17 }), fc.integer({ min: 5, max: 30 }), fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 42, maxLength: 42 })).map(([low, high, before, after, up, noise]) =>
      noise.slice(0, before + after).map((n, i): Said => 5 * Math.min(17, Math.max(3, n + (i < before === up ? low : high)))),
    ),
  );

  test('there is exactly one finding for each measure, and it says what its chart shows', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(said, fc.constantFrom(values, headroom), (all, question) => {
        const series = seriesOf(rounds(all, { question: question.id }), question.id);
        expect(findingsOf(rounds(all, { question: question.id }), [question])).toHaveLength(series.length);
        for (const one of series) {
          const chart = chartOfSeries(one);
          const finding = findingOf(one, chart, question);
          kinds.add(finding.kind);
          const last = one.points.findLastIndex((p) => p.value !== null);
          const mark = chart.marks[last] ?? null;
          if (!isSignal(finding)) {
            if (finding.kind !== 'steady') continue;
            expect(mark).toBeNull();
            // It speaks of no round in which a rule fired.
            const spokenOf = one.points.map((p, i) => [p, chart.marks[i] ?? null] as const).filter(([p]) => p.round >= finding.since);
            expect(spokenOf.filter(([, m]) => m !== null)).toEqual([]);
            expect(spokenOf.filter(([p]) => p.value !== null).length).toBe(finding.rounds);
            expect(finding.rounds).toBeGreaterThan(0);
            continue;
          }
          expect([finding.kind, finding.side]).toEqual([mark?.rule, mark?.side]);
          expect(finding.direction).toBe(typeOf(mark, question.measure.better));
          // The numbers go the way the words do.
          expect(finding.side === 'high' ? finding.now.percent >= finding.before.percent : finding.now.percent <= finding.before.percent).toBe(true);
          expect(finding.since).toBeLessThanOrEqual(finding.upTo);
          expect(finding.fired).toBeLessThanOrEqual(finding.rounds);
          expect(finding.fired).toBeGreaterThan(finding.kind === 'two-of-three' ? 1 : 0);
          if (finding.kind === 'shift' || finding.kind === 'trend') expect(finding.rounds).toBeGreaterThanOrEqual(7);
        }
      }),
      { numRuns: 1500 },
    );
    expect([...kinds].sort()).toEqual(['not-shown', 'outside', 'run', 'shift', 'steady', 'too-short', 'trend', 'two-of-three'].sort());
  });

  test('a sentence is words and numbers, and its numbers lie within 0 and 100', () => {
    fc.assert(
      fc.property(said, fc.constantFrom(...core), (all, question) => {
        for (const finding of findingsOf(rounds(all, { question: question.id }), [question])) {
          const { label, sentence } = tell(finding, question);
          expect(`${label} ${sentence}`).not.toMatch(/NaN|undefined|Infinity|null|object|-\d/);
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          expect(sentence).not.toMatch(/ {2}|\.\./);
          for (const [, percent] of sentence.matchAll(/(\d+) %/g)) expect(Number(percent)).toBeLessThanOrEqual(100);
          expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what lies at one edge in every round is steady, however the edge moved', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(15, 20, 25, 30, 35, 40, 45, 50), { minLength: fewestFigures, maxLength: 40 }), fc.boolean(), (edges, under) => {
        const { finding } = found(edges.map((e): Said => (under ? { percent: e, edge: 'under' } : { percent: 100 - e, edge: 'over' })));
        expect(finding.kind).toBe('steady');
      }),
    );
  });
});

describe('an answer is owed', () => {
  const worse = { high: [...usual(20), 85], low: [...usual(20).map((v) => v + 40), 'under' as const] };

  test.each(bank.map((q) => [q.id, q] as const))('of %s: where it is about moral injury and gets worse, and only then', (id, question) => {
    const moral = id === 'values' || id === 'letdown';
    expect(question.construct.startsWith('moral injury')).toBe(moral);
    const up = found(worse.high, { question }).finding;
    const down = found(worse.low, { question }).finding;
    expect([isSignal(up), isSignal(down)]).toEqual([true, true]);
    expect(opensAnswer(up)).toBe(moral);
    expect(opensAnswer(down)).toBe(false);
  });

  test('by no finding that is not a signal', () => {
    for (const said of [usual(20), usual(5), ['too-few' as const]]) expect(opensAnswer(found(said).finding)).toBe(false);
  });
});

test('that nothing changed is said of what can be told, and of nothing else: by the labels that were kept with a release, whichever version told it', () => {
  const [steady, short, hidden] = [found(usual(20)), found(usual(5)), found(['too-few'])].map(({ label }) => label);
  expect([steady, short, hidden]).toEqual(['Steady', 'Too short to say', 'Not shown']);
  expect(tellUnchanged(['Steady', 'Steady'])).toBe('In no group did anything change: what goes up and down does so no more than chance brings.');
  expect(tellUnchanged(['Steady', 'Too short to say'])).toBe('In no group did anything change, as far as it can be told: what goes up and down does so no more than chance brings.');
  expect(tellUnchanged(['Too short to say', 'Not shown'])).toContain('too early');
  for (const told of [['Not shown'], []]) expect(tellUnchanged(told)).toBe('Nothing can be said of changes: no group could be shown.');
});
