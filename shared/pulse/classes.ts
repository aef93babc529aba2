import { firstTwice } from './twice.ts';

/**
 * What people may say of themselves beside their answers: profession and contract, each from the manifest's closed list. It travels
 * inside the sealed answer, and is known to the close alone.
 */
export const groupings = ['profession', 'contract'] as const;
export type Grouping = (typeof groupings)[number];

/** The first option of every list, and what is taken of whoever says nothing. */
export const notSaid = 'Rather not say';

export const mostOptions = 12;
export const longestOption = 60;
/** An empty list: it is not asked. In a list that is asked, the first after “Rather not say” is what most people are. */
export type ClassLists = Readonly<Record<Grouping, readonly string[]>>;
export const noLists: ClassLists = { profession: [], contract: [] };

/** Options by their numbers, from 1. What is absent was not said. */
export type Said = Readonly<Partial<Record<Grouping, number>>>;

/** A list that would put one person in two classes, or leaves nobody a way not to say. */
export class BadList extends Error {
  override readonly name = 'BadList';
}

/** The lists, where people can be counted by them; refuses by name what they cannot. */
export function checkedLists(lists: ClassLists): ClassLists {
  for (const grouping of groupings) {
    const options = lists[grouping];
    if (options.length === 0) continue;
    const twice = firstTwice(options.map((o) => o.trim().toLowerCase()), (o) => o);
    if (twice !== null) throw new BadList(`${grouping}: “${twice}” stands in the list twice`);
    if (options[0] !== notSaid) throw new BadList(`${grouping}: the list begins with “${notSaid}”`);
    if (options.length < 3 || options.length > mostOptions) throw new BadList(`${grouping}: a list has 3 to ${mostOptions} options`);
    const long = options.find((o) => o.trim() === '' || o.length > longestOption);
    if (long !== undefined) throw new BadList(`${grouping}: an option has 1 to ${longestOption} characters: “${long}”`);
  }
  return lists;
}

/** What somebody said, as far as it stands in the lists; anything else was not said. */
export function saidIn(chosen: unknown, lists: ClassLists): Said {
  if (typeof chosen !== 'object' || chosen === null) return {};
  return Object.fromEntries(
    groupings.flatMap((grouping) => {
      const option: unknown = Object.entries(chosen).find(([name]) => name === grouping)?.[1];
      return typeof option === 'number' && Number.isInteger(option) && option >= 2 && option <= lists[grouping].length ? [[grouping, option]] : [];
    }),
  );
}

/** One option of one list. */
export interface Class {
  grouping: Grouping;
  option: number;
  name: string;
}
export const keyOf = ({ grouping, option }: Pick<Class, 'grouping' | 'option'>): string => `${grouping} ${option}`;

/** What most people are. */
export const most = 2;
/** Most are of one profession, and by contract it is these who are counted, with those who did not say: so each answer is in one class at most. */
const isByContract = (profession: number | undefined, lists: ClassLists): boolean => lists.contract.length > 0 && (profession ?? 1) <= most;

/** The one class an answer is counted in; null in none. */
export function classOf(said: Said, lists: ClassLists): string | null {
  const grouping = isByContract(said.profession, lists) ? 'contract' : 'profession';
  const option = said[grouping];
  return option === undefined ? null : keyOf({ grouping, option });
}

/** All classes an answer may be counted in, in the lists' order. */
export const classesIn = (lists: ClassLists): Class[] =>
  groupings.flatMap((grouping) => lists[grouping].flatMap((name, i) => (i === 0 || (grouping === 'profession' && isByContract(i + 1, lists)) ? [] : [{ grouping, option: i + 1, name }])));
