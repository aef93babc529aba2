import { hashOf, toBase64url } from '../crypto/encoding.ts';
import type { Entry } from './manifest.ts';

/**
 * Who is asked together, so that anybody asked can check it. Whoever signs could give one person a group, and so a key, of their
 * own, filled up with colleagues' names, and would know that answer by its key. So everybody asked in a round has one tag,
 *
 *     tag = SHA-256(the round's salt, listed name), 16 bytes
 *
 * the entries list the tags of their people, and a device that collects fetches all entries and checks that no tag stands in two of
 * them and that its own entry's are those of the names it was told. A colleague named beside me is then in my group and in no other.
 * The salt is told to those who are asked, so that nobody outside can try names.
 */
export const tagOf = async (salt: string, listedName: string): Promise<string> => toBase64url((await hashOf('headroom/person', salt, listedName)).subarray(0, 16));

export const rosterOf = async (salt: string, listedNames: readonly string[]): Promise<string[]> => (await Promise.all(listedNames.map((n) => tagOf(salt, n)))).sort();

export const hashOfSalt = async (salt: string): Promise<string> => toBase64url(await hashOf('headroom/salt', salt));

/** Whether each person of the round is in one group, once. */
export function inOneGroupEach(entries: readonly Pick<Entry, 'people'>[]): boolean {
  const everybody = entries.flatMap((e) => e.people);
  return new Set(everybody).size === everybody.length;
}

/** How people are listed in a round: by name; where two share one, with the team; where they share that too, numbered. */
export function listedNames(people: readonly { id: string; name: string; team: string }[]): Map<string, string> {
  const inOrder = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byName = Map.groupBy(inOrder, (p) => p.name);
  const withTeam = inOrder.map((p) => ({ id: p.id, listed: byName.get(p.name)?.length === 1 ? p.name : `${p.name}, ${p.team}` }));
  return new Map([...Map.groupBy(withTeam, (p) => p.listed).values()].flatMap((same) => same.map((p, i): [string, string] => [p.id, i === 0 ? p.listed : `${p.listed} (${i + 1})`])));
}

/** Whether a name is listed here, alone or with its team. */
export const isListed = (name: string, names: readonly string[]): boolean => names.some((n) => n === name || n.startsWith(`${name}, `));
