import type { JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { unwrapReaderKey } from '../../../../shared/crypto/readerKey.ts';
import { Unlock } from '../passphrase.tsx';
import type { Reviewing } from './review.tsx';
import { words } from './words.ts';

/** Opens whichever of one’s keys this passphrase opens. Nothing is sent. */
export function UnlockComments(props: { keys: Reviewing['keys']; onUnlocked: (identities: readonly string[]) => void }): JSX.Element {
  async function open(passphrase: string): Promise<string[]> {
    const opened: string[] = [];
    // One after the other: each takes a good part of the browser’s memory.
    for (const key of props.keys) opened.push(...[await unwrapReaderKey(fromBase64url(key.wrapped), passphrase)].filter((identity) => identity !== null));
    return opened;
  }
  return (
    <section class="reviewer-form">
      <Unlock text={words.unlockText} open={open} onOpened={(identities) => props.onUnlocked(identities)} />
    </section>
  );
}
