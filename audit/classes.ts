import type { PublishedRound } from './published.ts';

/** Where somebody was asked: the group's name, by round. */
export type Path = ReadonlyMap<number, string>;

/** People who cannot be told apart by where they were asked, and when. */
export interface Class {
  path: Path;
  people: readonly string[];
}

/**
 * What an attacker takes for granted from round to round: nothing · `same-answers`: whoever answers says what they said before, and
 * all but a few do so who did before (`columns.ts`) · `same-people`: exactly the same people do.
 */
export type Model = 'independent' | 'same-answers' | 'same-people';

/**
 * Whoever shares a path shares a column. Where rounds have nothing to do with each other a path is one round long; where everyone
 * present in two rounds answers the same in both, it is all of those in which they were there. Only people of `groups`, where these are named.
 */
export function classesOf(rounds: readonly PublishedRound[], model: Model, groups: ReadonlySet<string> | null = null): Class[] {
  const classes = new Map<string, { path: Path; people: string[] }>();
  const stays = new Map<string, Map<number, string>>();
  const close = (person: string, path: Map<number, string>): void => {
    const name = JSON.stringify([...path]);
    const found = classes.get(name) ?? { path, people: [] };
    found.people.push(person);
    classes.set(name, found);
  };
  for (const { round, rosters } of rounds) {
    for (const [group, people] of rosters)
      for (const person of groups === null || groups.has(group) ? people : []) {
        const path = stays.get(person) ?? new Map<number, string>();
        stays.set(person, path.set(round, group));
      }
    if (model !== 'independent') continue;
    for (const [person, path] of stays) close(person, path);
    stays.clear();
  }
  for (const [person, path] of stays) close(person, path);
  return [...classes.values()];
}
