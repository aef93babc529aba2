import * as z from 'zod';
import { type Found, identifiersIn } from './caseIdentifier.ts';
import type { Heading } from './template.ts';

export const action = z.strictObject({
  /** Made by whoever writes it first; the same in each record it is carried into. */
  id: z.string().regex(/^[a-z0-9]{8,32}$/),
  what: z.string().min(1).max(300),
  who: z.enum(['supervisee', 'supervisor']),
  by: z.iso.date().nullable(),
  done: z.boolean(),
});
export type Action = z.infer<typeof action>;

const section = z.string().max(4000);
export const written = z.strictObject({ sections: z.record(z.string().regex(/^[a-z-]{1,40}$/), section), actions: z.array(action).max(30) });
export type Written = z.infer<typeof written>;

/** One version of a session’s record. Earlier ones stay; a signature is under one version and no other. */
export interface RecordVersion extends Written {
  v: 1;
  session: string;
  /** The day it was held, and by whom. */
  on: string;
  givenBy: string | null;
  /** Who stood in for them that day, where they were away. */
  standIn?: string;
  /** From 1 on. */
  version: number;
  headings: readonly Heading[];
  by: string;
  at: string;
}

/** Where a text points at a person who uses services: by its heading, or in an action. */
export function casesIn({ sections, actions }: Written): { place: string; found: Found }[] {
  const places = [...Object.entries(sections), ...actions.map(({ what }): [string, string] => ['actions', what])];
  return places.flatMap(([place, text]) => identifiersIn(text).map((found) => ({ place, found })));
}

/** What the last record of a pair leaves to do: it begins the next one. */
export const carriedForward = (last: Pick<Written, 'actions'> | null): Action[] => (last === null ? [] : last.actions.filter(({ done }) => !done));
