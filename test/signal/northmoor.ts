import { type GroupRelease, releaseOf } from '../../shared/disclosure/release.ts';
import type { Event } from '../../shared/signal/event.ts';
import { groupOf, joinTeams, shareAtFirst } from '../../shared/pulse/cohort.ts';
import { core } from '../../shared/pulse/question.ts';
import { asksOfReporting, timesOf } from '../../shared/pulse/programme.ts';
import { askedIn, reportingQuestion } from '../../shared/pulse/reporting.ts';
import { count, countInClass, emptyTally, type Tally } from '../../shared/pulse/tally.ts';
import { answersOf } from '../../infra/local/demo/answers.ts';
import { demoClasses } from '../../infra/local/demo/classes.ts';
import { happened } from '../../infra/local/demo/events.ts';
import { demoHouse, teams } from '../../infra/local/demo/people.ts';
import { sizeIn, teamsIn } from '../../infra/local/demo/roster.ts';

const house = demoHouse('2025-09-29');
const nameOf = (team: string): string => teams.find((t) => t.id === team)?.name ?? team;
const roundsLookedAt = 3;

/** What is planted in the demo's answers. */
export const stories = [
  ['moorland', 'headroom', 'worse'],
  ['moorland', 'letdown', 'worse'],
  ['northside', 'values', 'worse'],
  ['riverside', 'headroom', 'better'],
  ['riverside', 'people', 'better'],
];

/** What happened there and was not taken back, as the close knows it. */
export const eventsOfNorthmoor: readonly Event[] = happened.flatMap(({ round, kind, groups, text, by, restartsLimits, takenBack }, i): Event[] =>
  takenBack === undefined ? [{ v: 1, id: `event-${String(i).padStart(4, '0')}`, at: { round }, kind, groups, text, by, restartsLimits, addedAt: timesOf(house.programme, round).opensAt }] : [],
);

/**
 * The demo organisation's releases, as its rounds make them: cohorts from the shares that were published by the time a round was
 * prepared, which is when the round before it opened; the demo's answers, counted; the release. No keys, no stores.
 */
export function northmoor(closedRounds: number): GroupRelease[] {
  const releases: GroupRelease[] = [];
  let before: (readonly string[])[] = [];
  for (let round = 1; round <= closedRounds; round++) {
    const sizeOf = sizeIn(round);
    const asked = teamsIn(round).map((t) => ({ id: t.id, service: t.service, people: sizeOf(t.id), shareAnswering: shareAnswering(releases.filter((r) => r.round < round - 1), before.find((c) => c.includes(t.id)) ?? null) }));
    const cohorts = joinTeams(asked, before, house.floor);
    before = cohorts.map((c) => c.teams);
    const reporting = asksOfReporting(house.programme, round) ? { reporting: reportingQuestion } : {};
    releases.push(
      ...releaseOf({
        round,
        closesAt: timesOf(house.programme, round).closesAt,
        organisation: house.organisation,
        services: house.services,
        questions: core,
        floor: house.floor,
        lists: demoClasses,
        ...reporting,
        cohorts: cohorts.map((c) => {
          const tally = emptyTally(askedIn({ questions: core, ...reporting }));
          const classes = new Map<string, Tally>();
          for (const answer of answersOf(c, { round, ...reporting }, sizeOf)) {
            count(tally, answer);
            countInClass(classes, answer, demoClasses, core);
          }
          const name = new Intl.ListFormat('en-GB').format(c.teams.map(nameOf));
          return { ...c, group: groupOf(c.teams), name, collected: Math.max(tally.answered, Math.round(c.people * 0.93)), tally, classes };
        }),
      }),
    );
  }
  return releases;
}

/** As `prepareRound` has it: over the last three releases of the group, those that are hidden taken as just under the floor. */
function shareAnswering(releases: readonly GroupRelease[], cohort: readonly string[] | null): number {
  if (cohort === null) return shareAtFirst;
  const last = releases.filter((r) => r.group === groupOf(cohort) && r.hidden !== 'withheld').slice(-roundsLookedAt);
  const shares = last.map(({ figures, people }) => Math.min(1, (figures === null ? house.floor - 1 : (figures.answered.atLeast + Math.min(figures.answered.atMost, people)) / 2) / people));
  while (shares.length < roundsLookedAt) shares.push(shareAtFirst);
  return shares.reduce((a, b) => a + b, 0) / roundsLookedAt;
}
