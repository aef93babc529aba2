import { hashOf, toBase64url } from '../crypto/encoding.ts';
import type { Entry } from './manifest.ts';

/**
 * Who is asked together, so that anybody asked can check it. Whoever signs could give one person a group, and so a key, of their
 * own, filled up with colleagues' names, and would know that answer by its key. So everybody asked in a round has one tag,
 *
 *     tag = SHA-256(the round's salt, what the eye keeps of the listed name), 16 bytes
 *
 * the entries list the tags of their people, and a device that collects fetches all entries and checks that no tag stands in two of
 * them, that its own entry's are those of the names it was told, and that nobody told apart by a team here is listed without it
 * elsewhere. A colleague named beside me is then in my group and in no other. The salt is told to those who are asked, so that
 * nobody outside can try names.
 */
export const tagOf = async (salt: string, listedName: string): Promise<string> => toBase64url((await hashOf('headroom/person', salt, asSeen(listedName))).subarray(0, 16));

export const rosterOf = async (salt: string, listedNames: readonly string[]): Promise<string[]> => (await Promise.all(listedNames.map((n) => tagOf(salt, n)))).sort();

export const hashOfSalt = async (salt: string): Promise<string> => toBase64url(await hashOf('headroom/salt', salt));

/** Whether each person of the round is in one group, once. */
export function inOneGroupEach(entries: readonly Pick<Entry, 'people'>[]): boolean {
  const everybody = entries.flatMap((e) => e.people);
  return new Set(everybody).size === everybody.length;
}

/** Letters that are drawn alike, each before the one it is taken for. */
const alike = new Map(['аa', 'вb', 'еe', 'кk', 'мm', 'нh', 'оo', 'рp', 'сc', 'тt', 'уy', 'хx', 'іl', 'јj', 'ѕs', 'һh', 'ԁd', 'ԛq', 'ԝw', 'ӏl', 'αa', 'βb', 'εe', 'ιl', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ıl', 'ɑa', 'ɡg', 'il', '1l', '0o'].map((pair) => [pair.slice(0, 1), pair.slice(1)]));

/** What the eye keeps of a name: no case, accent, gap or invisible sign, and one letter for those that are drawn alike. */
export const asSeen = (name: string): string =>
  name.normalize('NFKD').toLowerCase().normalize('NFKD').replaceAll(/[^\p{L}\p{N}·]/gu, '').replaceAll(/./gu, (letter) => alike.get(letter) ?? letter).replaceAll('rn', 'm').replaceAll('vv', 'w');

/** What tells people apart stands behind a sign that no name or team has. */
const apart = '·';
const plain = (name: string): string => name.replaceAll(apart, ' ');

/** How people are listed in a round: by name; where two look alike, with the team (“Amina Khan · Harbour”); where they share that too, numbered. */
export function listedNames(people: readonly { id: string; name: string; team: string }[]): Map<string, string> {
  const inOrder = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byName = Map.groupBy(inOrder, (p) => asSeen(plain(p.name)));
  const withTeam = inOrder.map((p) => ({ id: p.id, listed: byName.get(asSeen(plain(p.name)))?.length === 1 ? plain(p.name) : `${plain(p.name)} ${apart} ${plain(p.team)}` }));
  return new Map([...Map.groupBy(withTeam, (p) => asSeen(p.listed)).values()].flatMap((same) => same.map((p, i): [string, string] => [p.id, i === 0 ? p.listed : `${p.listed} ${apart} ${i + 1}`])));
}

/** Whether a name is listed here, alone or with its team. */
export const isListed = (name: string, names: readonly string[]): boolean => {
  const mine = asSeen(plain(name));
  return names.some((n) => asSeen(n) === mine || asSeen(n).startsWith(`${mine}${apart}`));
};

/** Whether somebody told apart by a team here is listed without it as well: the same person would be in two groups. */
export async function listedWithoutTeam(salt: string, names: readonly string[], entries: readonly Pick<Entry, 'people'>[]): Promise<boolean> {
  const everybody = new Set(entries.flatMap((e) => e.people));
  const tags = await Promise.all(names.filter((n) => n.includes(apart)).map((n) => tagOf(salt, n.slice(0, n.indexOf(apart)))));
  return tags.some((tag) => everybody.has(tag));
}
