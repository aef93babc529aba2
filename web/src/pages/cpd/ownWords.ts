import { createSignal, untrack } from 'solid-js';
import type { OwnKey } from '../../../../shared/cpd/reflection.ts';
import { type Session, session } from '../../identity/session.ts';
import { whileAwake } from '../../ui/whileAwake.ts';
import type { Piece } from './draft.ts';

/** Words and sealing are large: they are fetched when somebody first uses them. */
const reflecting = () => import('../../../../shared/cpd/reflection.ts');
export const sevenWords = () => import('../../../../shared/escalation/receipt.ts');

/** What seven words opened, in this tab’s memory and nowhere else: until it is locked, by its owner or after ten minutes in which nothing was done, and no longer than they are signed in. */
interface Held {
  session: Session | null;
  /** Used last comes first. */
  keys: readonly OwnKey[];
  /** What each sealed reflection says. */
  texts: ReadonlyMap<string, string>;
  /** The public half of the words used last. It stays when the rest is locked: what is still being written is sealed to no other. */
  recipient: string | null;
  lockedBy: 'asked' | 'idle' | null;
}
const nothing: Held = { session: null, keys: [], texts: new Map(), recipient: null, lockedBy: null };
const [held, setHeld] = createSignal(nothing);
const mine = (): Held => (held().session === session() ? held() : nothing);

export const isOpen = (): boolean => mine().keys.length > 0;
let stop = (): void => undefined;
export function lock(lockedBy: 'asked' | 'idle' = 'asked'): void {
  stop();
  const { session: whose, recipient } = untrack(mine);
  setHeld({ ...nothing, session: whose, recipient, lockedBy });
}
/** Whether it was locked since it was open here, and by what. */
export const lockedBy = (): Held['lockedBy'] => mine().lockedBy;

/** What a sealed reflection says; null where there is none, or it is not open here. */
export const opened = (sealed: string | undefined): string | null => (sealed === undefined ? null : (mine().texts.get(sealed) ?? null));

type Sealed = Pick<Piece, 'id' | 'reflection'>;

async function textsOf(keys: readonly OwnKey[], pieces: readonly Sealed[]): Promise<Map<string, string>> {
  const { openReflection } = await reflecting();
  const texts = new Map<string, string>();
  for (const { id, reflection } of pieces) {
    const text = reflection === undefined ? null : await openReflection(keys, id, reflection);
    if (reflection !== undefined && text !== null) texts.set(reflection, text);
  }
  return texts;
}

/** Opens what these words open. False where they are no words of this record: then nothing is held. */
export async function openWith(words: string, pieces: readonly Sealed[], lockedTo: string | null): Promise<boolean> {
  const key = await (await reflecting()).keyOfWords(words);
  const texts = await textsOf([key], pieces);
  if (texts.size === 0 && key.recipient !== lockedTo) return false;
  hold(key, texts);
  return true;
}

/** Words that were just made open nothing yet. */
export const useNewWords = async (words: string): Promise<void> => hold(await (await reflecting()).keyOfWords(words), new Map());

function hold(key: OwnKey, texts: ReadonlyMap<string, string>): void {
  const { keys, texts: before } = mine();
  stop();
  stop = whileAwake(() => lock('idle'));
  setHeld({ session: session(), keys: [key, ...keys.filter(({ recipient }) => recipient !== key.recipient)], texts: new Map([...before, ...texts]), recipient: key.recipient, lockedBy: null });
}

/** What came to the record since the words were typed is opened too. */
export async function openRest(pieces: readonly Sealed[]): Promise<void> {
  const { keys } = mine();
  const closed = pieces.filter(({ reflection }) => reflection !== undefined && opened(reflection) === null);
  if (keys.length === 0 || closed.length === 0) return;
  const texts = await textsOf(keys, closed);
  // Locked meanwhile, it stays locked.
  if (texts.size > 0 && mine().keys === keys) setHeld({ ...held(), texts: new Map([...held().texts, ...texts]) });
}

/** What the next reflection is sealed to: the words used last in this tab, else those that the record goes by. Null where there are none yet. */
export const sealsTo = (lockedTo: string | null): string | null => mine().recipient ?? lockedTo;

export const seal = async (recipient: string, piece: string, text: string): Promise<string> => (await reflecting()).sealReflection(recipient, piece, text);
