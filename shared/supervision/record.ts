import * as z from 'zod';
import { type Found, identifiersIn } from './caseIdentifier.ts';

/** The headings a record is written under. An organisation edits its own; a record keeps those it was written under. */
export const heading = z.strictObject({ id: z.string().regex(/^[a-z-]{1,40}$/), title: z.string().min(1).max(80), hint: z.string().max(200) });
export type Heading = z.infer<typeof heading>;

export const ownTemplate: readonly Heading[] = [
  { id: 'wellbeing', title: 'How you are', hint: 'Energy, strain, what helps. Only what you both want written down.' },
  { id: 'workload', title: 'Workload', hint: 'How much there is, what it is made of, what has to give.' },
  { id: 'reflection', title: 'Reflection', hint: 'A piece of practice thought through: what happened, what you felt, what you would try.' },
  { id: 'development', title: 'Development', hint: 'Learning, and what you want to become good at.' },
];

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
