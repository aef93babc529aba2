import { describe, expect, test } from 'vitest';
import { core } from '../../shared/pulse/question.ts';
import { tell } from '../../shared/signal/catalogue.ts';
import { findingsOf, isSignal, opensAnswer } from '../../shared/signal/finding.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { eventsOfNorthmoor, northmoor } from './northmoor.ts';

const closedRounds = 30;
const releases = northmoor(closedRounds);
const findings = findingsOf(releases, core, eventsOfNorthmoor);

/** What is planted in the demo's answers. */
const stories = [
  ['moorland', 'headroom', 'worse'],
  ['moorland', 'letdown', 'worse'],
  ['northside', 'values', 'worse'],
  ['riverside', 'headroom', 'better'],
  ['riverside', 'people', 'better'],
];

describe('the demo organisation', () => {
  test('has findings that name what was planted, and no other', () => {
    expect(findings.filter(isSignal).map((f) => [f.group, f.question, f.direction])).toEqual(stories);
  });

  test('is steady in everything else, on the last round’s day', () => {
    const others = findings.filter((f) => !isSignal(f));
    expect(others.map((f) => f.kind).filter((kind) => kind !== 'steady')).toEqual([]);
    expect(findings).toHaveLength(core.length * seriesOf(releases, 'values').filter((s) => s.current).length);
  });

  test('owes Moorland and Northside an answer, and nobody else', () => {
    expect(findings.filter(opensAnswer).map((f) => [f.group, f.question])).toEqual([['moorland', 'letdown'], ['northside', 'values']]);
  });

  test('dates what it finds no earlier than it was planted', () => {
    const planted: Readonly<Record<string, number>> = { moorland: 22, northside: 24, riverside: 17 };
    for (const f of findings.filter(isSignal)) expect(f.since).toBeGreaterThanOrEqual(planted[f.group] ?? Infinity);
  });

  test('never shows its smallest teams by themselves', () => {
    for (const tiny of ['sensory', 'harbour']) expect(releases.filter((r) => r.kind === 'cohort' && r.teams.includes(tiny)).every((r) => r.teams.length > 1 && r.people >= 12)).toBe(true);
    expect(findings.some((f) => f.group === 'sensory')).toBe(false);
  });

  test('had nothing to say of the stories before they began', () => {
    const early = findingsOf(releases.filter((r) => r.round <= 16), core, eventsOfNorthmoor).filter(isSignal);
    expect(early.map((f) => tell(f, core.find((q) => q.id === f.question)!).sentence)).toEqual([]);
  });
});
