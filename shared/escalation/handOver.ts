import { canonical } from '../crypto/encoding.ts';
import type { Place } from './envelope.ts';
import { everyKeyOf, type Reader } from './reader.ts';
import { aboutIn, copied, type EntryRefusal, type ReaderEntry, type ThreadEntry } from './thread.ts';

/**
 * What was handed over, held against what was written, in its writer’s own browser. It needs nothing more on the wire: a copy is sealed to the thread’s key as every
 * reader’s entry is, and the writer’s own messages are too, so that browser opens both. What it does not open it does not vouch for.
 */
type Found = ThreadEntry | { place: Place; refused: EntryRefusal };
type Copy = Extract<ReaderEntry, { kind: 'copy' }>;
type Listed = { readers: readonly Reader[]; former: readonly Reader[] };

/** `never-written`: there is no such message of the writer’s. */
export type CopyIs = 'word-for-word' | 'changed' | 'never-written' | 'cannot-tell';

export function copyIs({ of, content }: Copy, entries: readonly Found[]): CopyIs {
  const own = entries.find(({ place }) => place.from === 'writer' && place.number === of);
  if (own === undefined) return 'never-written';
  if ('refused' in own) return 'cannot-tell';
  return canonical(copied(content)) === canonical(own.entry) ? 'word-for-word' : 'changed';
}

/** For whom a copy is who could not read the message itself: said by whom it is sealed to, and by no entry that may be missing. Nobody where that message does not open. */
export function copiedTo(copy: { keys: readonly string[]; entry: Copy }, entries: readonly Found[], { readers, former }: Listed): Reader[] {
  const own = entries.find(({ place }) => place.from === 'writer' && place.number === copy.entry.of);
  if (own === undefined || 'refused' in own) return [];
  const couldRead = (reader: Reader): boolean => everyKeyOf(reader, former).some(({ id }) => own.keys.includes(id));
  return [...readers, ...former].filter((reader) => copy.keys.includes(reader.id) && !couldRead(reader));
}

/** `to-whom-it-is-about`: its writer said so, and it was handed to them all the same. */
export type HandOverIs = 'word-for-word' | 'changed' | 'left-out' | 'to-whom-it-is-about' | 'cannot-tell';

/** Of the hand-over that stands at `at`: whether whoever it went to can read all that had been written until then, and nothing else as the writer’s. */
export function handOverIs(at: number, entries: readonly Found[], { readers, former }: Listed): HandOverIs {
  const [all, opened] = [[...readers, ...former], entries.flatMap((one) => ('refused' in one ? [] : [one]))];
  const said = entries[at];
  const to = said !== undefined && !('refused' in said) && said.entry.kind === 'handed-over' ? said.entry.to : null;
  const theirs = new Set(all.filter(({ name }) => name === to).flatMap((reader) => everyKeyOf(reader, all)).map(({ id }) => id));
  const isTheirs = ({ keys }: { keys: readonly string[] }): boolean => keys.some((id) => theirs.has(id));
  if (aboutIn(opened.flatMap((one) => (one.from === 'writer' ? [one.entry] : []))).some((id) => theirs.has(id))) return 'to-whom-it-is-about';
  const copies = opened.flatMap((one) => (one.from === 'reader' && one.entry.kind === 'copy' && isTheirs(one) ? [one.entry] : []));
  const each = copies.map((copy) => copyIs(copy, entries));
  if (each.some((is) => is === 'changed' || is === 'never-written')) return 'changed';
  const before = entries.slice(0, at).filter(({ place }) => place.from === 'writer');
  const went = (one: Found): boolean => copies.some(({ of }) => of === one.place.number) || (!('refused' in one) && isTheirs(one));
  // A reader’s entry that these words do not open may be another copy, which only whom it went to can read.
  const isHidden = entries.some((one) => 'refused' in one && one.place.from === 'reader');
  if (theirs.size === 0 || isHidden || each.includes('cannot-tell') || before.some((one) => 'refused' in one)) return 'cannot-tell';
  return before.every(went) ? 'word-for-word' : 'left-out';
}
