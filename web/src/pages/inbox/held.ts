import { createSignal, onCleanup } from 'solid-js';
import { fromBase64url, toBase64url } from '../../../../shared/crypto/encoding.ts';
import { newReaderKey, openAsReader, recipientOf, unwrapReaderKey } from '../../../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../../../shared/crypto/recipient.ts';
import { signsAs } from '../../../../shared/crypto/signing.ts';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { whileAwake } from '../../ui/whileAwake.ts';

/** A key that is open: in this page’s memory, and nowhere else. */
export interface HeldKey {
  id: string;
  recipient: string;
  signs: string;
  identity: string;
  state: Inbox['keys'][number]['state'];
}
export type Inbox = AnswerOf<'readInbox'>;

/** Whichever of one’s keys this passphrase opens, as they are: what the server says of them is not believed. Nothing is sent. */
export async function openKeys(kept: Inbox['keys'], passphrase: string): Promise<HeldKey[]> {
  const opened: HeldKey[] = [];
  // One after the other: each takes a good part of the browser’s memory.
  for (const { wrapped, state } of kept) {
    const identity = await unwrapReaderKey(fromBase64url(wrapped), passphrase);
    if (identity === null) continue;
    const recipient = await recipientOf(identity);
    opened.push({ id: await idOfReaderKey(recipient), recipient, signs: await signsAs(identity), identity, state });
  }
  return opened;
}

/** Makes a key here, hands it over wrapped, and opens with the passphrase what is then sealed to it: a key that does not work is found out now. */
export async function makeKey(passphrase: string): Promise<void> {
  const { recipient, wrapped, identity: made } = await newReaderKey(passphrase);
  const { id, canary } = await identity('offerSpeakKey', { body: { recipient, signs: await signsAs(made), wrapped: toBase64url(wrapped) } });
  // As it will be done every time from now on: from what was handed over, with the passphrase.
  const unwrapped = await unwrapReaderKey(wrapped, passphrase);
  const opened = unwrapped === null ? null : await openAsReader([unwrapped], fromBase64url(canary));
  await identity('confirmSpeakKey', { params: { id }, body: { opened: toBase64url(opened ?? new Uint8Array(32)) } });
}

export type WhyLocked = 'left' | 'idle' | 'asked';

/** What is open, until it is locked: after ten minutes in which nothing was done, when the tab is left, or when asked to. */
export function createHeld(): { held: () => readonly HeldKey[] | null; open: (keys: readonly HeldKey[]) => void; lock: (why: WhyLocked) => void; why: () => WhyLocked | null } {
  const [held, setHeld] = createSignal<readonly HeldKey[] | null>(null);
  const [why, setWhy] = createSignal<WhyLocked | null>(null);
  let stop: (() => void) | null = null;
  const lock = (because: WhyLocked): void => {
    if (stop === null) return;
    stop();
    stop = null;
    setHeld(null);
    setWhy(because);
  };
  const left = (): void => {
    if (document.visibilityState === 'hidden') lock('left');
  };
  document.addEventListener('visibilitychange', left);
  onCleanup(() => {
    stop?.();
    document.removeEventListener('visibilitychange', left);
  });
  return {
    held,
    why,
    lock,
    open(keys) {
      stop?.();
      stop = whileAwake(() => lock('idle'));
      setWhy(null);
      setHeld(keys);
    },
  };
}
