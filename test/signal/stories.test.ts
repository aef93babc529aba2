import { describe, expect, test } from 'vitest';
import { shareOf } from '../../infra/local/demo/answers.ts';
import { teams } from '../../infra/local/demo/people.ts';
import { sizeIn } from '../../infra/local/demo/roster.ts';
import { core } from '../../shared/pulse/question.ts';
import { tell } from '../../shared/signal/catalogue.ts';
import { findingsOf, isSignal, opensAnswer } from '../../shared/signal/finding.ts';
import { seriesOf } from '../../shared/signal/series.ts';
import { eventsOfNorthmoor, northmoor, stories } from './northmoor.ts';

const closedRounds = 30;
const releases = northmoor(closedRounds);
const findings = findingsOf(releases, core, eventsOfNorthmoor);

describe('the demo organisation', () => {
  test('has findings that name what was planted, and no other', () => {
    expect(findings.filter(isSignal).map((f) => [f.group, f.question, f.direction])).toEqual(stories);
  });

  test('had no other in any round before', () => {
    const planted = stories.map((s) => s.join(' '));
    for (let round = 2; round < closedRounds; round++) {
      const told = findingsOf(releases.filter((r) => r.round <= round), core, eventsOfNorthmoor).filter(isSignal).map((f) => `${f.group} ${f.question} ${f.direction}`);
      expect(told.filter((t) => !planted.includes(t)), `round ${round}`).toEqual([]);
    }
  });

  test('hides a group where many were away, and shows nearly all', () => {
    const cohorts = releases.filter((r) => r.kind === 'cohort');
    const hidden = cohorts.filter((r) => r.figures === null);
    expect(hidden.map((r) => r.round)).toContain(7);
    expect(hidden.length / cohorts.length).toBeLessThan(0.15);
  });

  test('is of 14 teams of 3 to 24 people, of whom 40 to 75 % answer but for one round', () => {
    expect([teams.length, Math.min(...teams.map((t) => sizeIn(1)(t.id))), Math.max(...teams.map((t) => sizeIn(1)(t.id)))]).toEqual([14, 3, 24]);
    const shares = teams.flatMap((t) => Array.from({ length: closedRounds }, (_, i) => shareOf(t.id, i + 1)));
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.75);
    expect(shares.filter((s) => s < 0.4).length / shares.length).toBeLessThanOrEqual(1 / closedRounds);
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
