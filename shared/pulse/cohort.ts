/**
 * Cohorts: the smallest groups a round may speak of. Teams are joined until the answers one can really expect reach the floor
 * and a margin, so that a cohort is shown in most rounds and nobody has to wonder why theirs never is.
 */
export interface Team {
  id: string;
  service: string;
  people: number;
  /** Share expected to answer, 0 to 1: over the last three rounds, or 0.6 where there were none. */
  shareAnswering: number;
}

export const shareAtFirst = 0.6;
export const marginOverFloor = 2;

export interface Cohort {
  teams: readonly string[];
  service: string;
  people: number;
  expectedAnswers: number;
}

/** A cohort's name across rounds: its teams. Another set of teams is another group, with a line of its own. */
export const groupOf = (teams: readonly string[]): string => [...teams].sort().join('+');

/**
 * Joins teams within their service. What stood together in the round before stays together: a line goes on, and no two releases
 * differ by one team. The weakest cohort joins its weakest sibling until all reach the floor and margin; where a whole service
 * cannot, it joins the weakest cohort of another. People: everyone is in exactly one cohort; teams without people are in none.
 */
export function joinTeams(teams: readonly Team[], before: readonly (readonly string[])[], floor: number): Cohort[] {
  const together = new Map<string, string>(before.flatMap((ids) => ids.map((id): [string, string] => [id, groupOf(ids)])));
  const asked = teams.filter((t) => t.people > 0);
  const parts = Map.groupBy(asked, (t) => together.get(t.id) ?? t.id);
  let cohorts = [...parts.values()].map(joined).sort(weakestFirst);
  for (;;) {
    const [weak, ...others] = cohorts;
    const sibling = others.find((c) => c.service === weak?.service) ?? others[0];
    if (weak === undefined || sibling === undefined || weak.expectedAnswers >= floor + marginOverFloor) break;
    cohorts = [...others.filter((c) => c !== sibling), joined([...weak.of, ...sibling.of])].sort(weakestFirst);
  }
  return cohorts.sort(byName).map(({ of: _of, ...cohort }) => cohort);
}

interface Joined extends Cohort {
  of: readonly Team[];
}

/** Depends on which teams these are and not on their order: sums of fractions too, which otherwise differ in the last digit. */
function joined(teams: readonly Team[]): Joined {
  const of = [...teams].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    of,
    teams: of.map((t) => t.id),
    service: largestService(of),
    people: of.reduce((n, t) => n + t.people, 0),
    expectedAnswers: of.reduce((n, t) => n + t.people * t.shareAnswering, 0),
  };
}

/** Where teams of two services stand together, they count as the one with more people. */
function largestService(teams: readonly Team[]): string {
  const people = [...Map.groupBy(teams, (t) => t.service)].map(([service, of]) => ({ service, people: of.reduce((n, t) => n + t.people, 0) }));
  people.sort((a, b) => b.people - a.people || (a.service < b.service ? -1 : 1));
  return people[0]?.service ?? '';
}

const byName = (a: Cohort, b: Cohort): number => (groupOf(a.teams) < groupOf(b.teams) ? -1 : 1);
const weakestFirst = (a: Cohort, b: Cohort): number => a.expectedAnswers - b.expectedAnswers || byName(a, b);
