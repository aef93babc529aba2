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
  const asked = teams.filter((t) => t.people > 0);
  const together = new Map<string, string>(before.flatMap((ids) => ids.map((id): [string, string] => [id, groupOf(ids)])));
  const parts = new Map<string, Team[]>();
  for (const team of asked) {
    const name = `${team.service}/${together.get(team.id) ?? team.id}`;
    parts.set(name, [...(parts.get(name) ?? []), team]);
  }
  let cohorts = [...parts.values()].map(cohortOf).sort(weakestFirst);
  const enough = floor + marginOverFloor;
  for (;;) {
    const weak = cohorts[0];
    if (weak === undefined || weak.expectedAnswers >= enough || cohorts.length === 1) return cohorts.sort(byName);
    const sibling = cohorts.slice(1).find((c) => c.service === weak.service) ?? cohorts[1];
    if (sibling === undefined) return cohorts;
    const joined: Cohort = {
      teams: [...weak.teams, ...sibling.teams].sort(),
      service: sibling.service,
      people: weak.people + sibling.people,
      expectedAnswers: weak.expectedAnswers + sibling.expectedAnswers,
    };
    cohorts = [...cohorts.filter((c) => c !== weak && c !== sibling), joined].sort(weakestFirst);
  }
}

const cohortOf = (teams: readonly Team[]): Cohort => ({
  teams: teams.map((t) => t.id).sort(),
  service: teams[0]?.service ?? '',
  people: teams.reduce((n, t) => n + t.people, 0),
  expectedAnswers: teams.reduce((n, t) => n + t.people * t.shareAnswering, 0),
});

const byName = (a: Cohort, b: Cohort): number => (groupOf(a.teams) < groupOf(b.teams) ? -1 : 1);
const weakestFirst = (a: Cohort, b: Cohort): number => a.expectedAnswers - b.expectedAnswers || byName(a, b);
