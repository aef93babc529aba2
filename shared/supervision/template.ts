import { type Found, identifiersIn } from './caseIdentifier.ts';

/** One of the headings a record is written under: its id stays when its title is changed. */
export interface Heading {
  id: string;
  title: string;
  hint: string;
}
export const mostHeadings = 12;

/**
 * The headings of an organisation. Every change is a version of its own that stays, and a record is written to its end under the one it
 * was begun under.
 *
 *     0, Headroom’s own ─change─▶ 1 ─change─▶ 2 …
 */
export interface Template {
  version: number;
  headings: readonly Heading[];
  /** Who made this version, by name, and when; null: it came with Headroom. */
  by: string | null;
  at: string | null;
}

export const ownTemplate: Template = {
  version: 0,
  headings: [
    { id: 'wellbeing', title: 'How you are', hint: 'Energy, strain, what helps. Only what you both want written down.' },
    { id: 'workload', title: 'Workload', hint: 'How much there is, what it is made of, what has to give.' },
    { id: 'reflection', title: 'Reflection', hint: 'A piece of practice thought through: what happened, what you felt, what you would try.' },
    { id: 'development', title: 'Development', hint: 'Learning, and what you want to become good at.' },
  ],
  by: null,
  at: null,
};

/** Where a heading points at a person who uses services; counted from 1. */
export const casesInHeadings = (headings: readonly Heading[]): { number: number; found: Found }[] =>
  headings.flatMap(({ title, hint }, i) => [title, hint].flatMap((text) => identifiersIn(text).map((found) => ({ number: i + 1, found }))));

/** What is to be done has its place in every record: no heading is called by its id. */
const reserved = 'actions';

/** Whether no two headings are one to whoever reads them, or to the record. */
export function areApart(headings: readonly Heading[]): boolean {
  const names = headings.map(({ title }) => title.trim().toLowerCase());
  const ids = headings.map(({ id }) => id);
  return new Set(names).size === names.length && new Set(ids).size === ids.length && !ids.includes(reserved);
}

/** An id for a new heading, by its title and unlike those that are taken: `what-went-well`, or `what-went-well-b`. */
export function headingId(title: string, taken: readonly string[]): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 36) || 'heading';
  const not = new Set([reserved, ...taken]);
  for (let id = plain, n = 0; ; n++, id = `${plain}-${String.fromCharCode(97 + n)}`) if (!not.has(id)) return id;
}
