import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Team, groupOf, joinTeams, marginOverFloor, shareAtFirst } from '../../shared/pulse/cohort.ts';

const floor = 8;
const enough = floor + marginOverFloor;
const team = fc.record({
  id: fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/),
  service: fc.constantFrom('adults', 'children', 'mental-health'),
  people: fc.integer({ min: 0, max: 30 }),
  shareAnswering: fc.oneof(fc.constant(shareAtFirst), fc.double({ min: 0, max: 1, noNaN: true })),
});
const teams = fc.uniqueArray(team, { selector: (t) => t.id, maxLength: 20 });
/** A round before: the teams that stood together then, of one service mostly, some of them gone since. */
const organisation = teams.chain((all) => fc.record({ all: fc.constant(all), labels: fc.array(fc.nat({ max: 5 }), { minLength: all.length, maxLength: all.length }) })).map(({ all, labels }) => {
  const parts = new Map<string, string[]>();
  all.forEach((t, i) => {
    const label = labels[i]!;
    const name = label === 0 ? 'of several services' : `${t.service}-${label}`;
    parts.set(name, [...(parts.get(name) ?? []), t.id]);
  });
  const before = [...parts.values()].map((ids, i) => (i === 0 ? [...ids, 'a-team-that-is-gone'] : ids));
  return { all, before };
});
const expected = (all: readonly Team[]) => all.reduce((n, t) => n + t.people * t.shareAnswering, 0);

describe('joining teams', () => {
  test('puts every team that has people into exactly one cohort, and no other', () => {
    fc.assert(
      fc.property(organisation, ({ all, before }) => {
        const asked = all.filter((t) => t.people > 0);
        const cohorts = joinTeams(all, before, floor);
        expect(cohorts.flatMap((c) => c.teams).sort()).toEqual(asked.map((t) => t.id).sort());
        for (const c of cohorts) {
          const members = asked.filter((t) => c.teams.includes(t.id));
          expect(c.people).toBe(members.reduce((n, t) => n + t.people, 0));
          expect(c.expectedAnswers).toBeCloseTo(expected(members), 9);
          expect(c.teams).toEqual([...c.teams].sort());
          expect(members.map((t) => t.service)).toContain(c.service);
        }
      }),
    );
  });

  test('reaches the floor and the margin in every cohort, unless the whole organisation cannot: then it is one', () => {
    fc.assert(
      fc.property(organisation, ({ all, before }) => {
        const cohorts = joinTeams(all, before, floor);
        if (expected(all) >= enough) expect(Math.min(...cohorts.map((c) => c.expectedAnswers))).toBeGreaterThanOrEqual(enough - 1e-9);
        else expect(cohorts.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('keeps together what stood together the round before', () => {
    fc.assert(
      fc.property(organisation, ({ all, before }) => {
        const cohorts = joinTeams(all, before, floor);
        for (const ids of before) {
          const asked = ids.filter((id) => all.some((t) => t.id === id && t.people > 0));
          expect(cohorts.filter((c) => asked.some((id) => c.teams.includes(id))).length).toBe(Math.min(1, asked.length));
        }
      }),
    );
  });

  test('changes nothing where last round’s cohorts still suffice', () => {
    fc.assert(
      fc.property(teams, (all) => {
        const first = joinTeams(all, [], floor);
        expect(joinTeams(all, first.map((c) => c.teams), floor)).toEqual(first);
      }),
    );
  });

  test('joins within a service as long as the service can reach the floor', () => {
    fc.assert(
      fc.property(teams, (all) => {
        const services = Map.groupBy(all.filter((t) => t.people > 0), (t) => t.service);
        fc.pre([...services.values()].every((s) => expected(s) >= enough + 1e-6));
        for (const c of joinTeams(all, [], floor)) expect(new Set(all.filter((t) => c.teams.includes(t.id)).map((t) => t.service)).size).toBe(1);
      }),
    );
  });

  test('comes to the same in whatever order teams and last round’s cohorts are named', () => {
    const shuffled = organisation.chain(({ all, before }) =>
      fc.record({ all: fc.constant(all), before: fc.constant(before), other: fc.shuffledSubarray(all, { minLength: all.length }), otherBefore: fc.shuffledSubarray(before, { minLength: before.length }) }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, before, other, otherBefore }) => {
        expect(joinTeams(other, otherBefore.map((ids) => ids.toReversed()), floor).map((c) => c.teams)).toEqual(joinTeams(all, before, floor).map((c) => c.teams));
      }),
      { numRuns: 500 },
    );
  });

  test('never joins more than it must: without any two of a cohort’s parts apart, one of them is too weak', () => {
    const all: Team[] = [
      { id: 'a', service: 's', people: 20, shareAnswering: 0.6 },
      { id: 'b', service: 's', people: 6, shareAnswering: 0.6 },
      { id: 'c', service: 's', people: 12, shareAnswering: 0.6 },
      { id: 'd', service: 's', people: 24, shareAnswering: 0.6 },
    ];
    expect(joinTeams(all, [], floor).map((c) => groupOf(c.teams))).toEqual(['a', 'b+c', 'd']);
  });
});

test('a group’s name is its teams, in whatever order', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/)), (ids) => groupOf(ids) === groupOf(ids.toReversed())));
  expect(groupOf(['a', 'b'])).not.toBe(groupOf(['ab']));
});
