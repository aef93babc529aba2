import type { GroupRelease } from '../../../../shared/disclosure/release.ts';

/**
 * The order groups are read in: the organisation, then each service with its groups, by name. Never by a figure.
 * A group stands under the first service that has all its teams.
 */
export function inReadingOrder<G extends { latest: GroupRelease }>(groups: readonly G[]): G[] {
  const byName = (a: G, b: G): number => a.latest.name.localeCompare(b.latest.name, 'en-GB') || (a.latest.group < b.latest.group ? -1 : 1);
  const of = (kind: GroupRelease['kind']): G[] => groups.filter((g) => g.latest.kind === kind).sort(byName);
  const services = of('service');
  const serviceOf = (cohort: G): G | undefined => services.find((s) => cohort.latest.teams.every((t) => s.latest.teams.includes(t)));
  const cohorts = of('cohort');
  return [...of('organisation'), ...services.flatMap((s) => [s, ...cohorts.filter((c) => serviceOf(c) === s)]), ...cohorts.filter((c) => serviceOf(c) === undefined)];
}
