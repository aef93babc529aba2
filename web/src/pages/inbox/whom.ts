import { everyKeyOf, type Reader } from '../../../../shared/escalation/reader.ts';
import { aboutIn, type WriterEntry } from '../../../../shared/escalation/thread.ts';
import type { HeldKey } from './held.ts';
import type { OneThread } from './messages.ts';

/** Who will read what is added to a thread, besides its writer: those who could read it until now and whose keys still count, and I. */
export const readersOf = ({ keys }: Pick<OneThread, 'keys'>, all: readonly Reader[], mine: HeldKey): Reader[] => all.filter(({ id }) => keys.includes(id) || id === mine.id);

/** Whose a signing key is, as the public list has it: never what an entry says of itself. */
export const nameOf = (signs: string, { readers, former }: { readers: readonly Pick<Reader, 'name' | 'signs'>[]; former: readonly Pick<Reader, 'name' | 'signs'>[] }): string => [...readers, ...former].find((r) => r.signs === signs)?.name ?? '';

/** The key with which I reply: the one that counts. Null: none that I have opened does. */
export const keyThatCounts = (held: readonly HeldKey[], all: readonly Reader[]): HeldKey | null => held.find((key) => all.some((r) => r.id === key.id && r.signs === key.signs)) ?? null;

/** Those of the readers whose names stand in a message: it may be about them, and is not handed to them unless whoever read it says otherwise. */
export function namedIn(texts: readonly string[], readers: readonly Pick<Reader, 'id' | 'name'>[]): string[] {
  const said = new Set(texts.join(' ').toLowerCase().split(/[^\p{L}\p{M}]+/u));
  return readers.filter(({ name }) => name.toLowerCase().split(/[^\p{L}\p{M}]+/u).some((part) => part.length > 2 && said.has(part))).map(({ id }) => id);
}

/** Those of the readers whom the writer says it is about, by whichever of their keys they said it. */
export function saidAbout(written: readonly WriterEntry[], { readers, former }: { readers: readonly Reader[]; former: readonly Reader[] }): Reader[] {
  const about = new Set(aboutIn(written));
  return readers.filter((reader) => everyKeyOf(reader, former).some(({ id }) => about.has(id)));
}
