import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { unwrapReaderKey } from '../../../../shared/crypto/readerKey.ts';
import { Waiting } from '../../ui/notice.tsx';
import type { Reviewing } from './review.tsx';
import { words } from './words.ts';

/** Opens whichever of one’s keys this passphrase opens. Nothing is sent. */
export function Unlock(props: { keys: Reviewing['keys']; onUnlocked: (identities: readonly string[]) => void }): JSX.Element {
  const field = createUniqueId();
  const hint = createUniqueId();
  const [passphrase, setPassphrase] = createSignal('');
  const [state, setState] = createSignal<'still' | 'unlocking' | 'wrong'>('still');
  async function unlock(): Promise<void> {
    setState('unlocking');
    const opened: string[] = [];
    // One after the other: each takes a good part of the browser’s memory.
    for (const key of props.keys) opened.push(...[await unwrapReaderKey(fromBase64url(key.wrapped), passphrase())].filter((identity) => identity !== null));
    if (opened.length === 0) return void setState('wrong');
    setPassphrase('');
    props.onUnlocked(opened);
  }
  return (
    <section class="reviewer-form">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <label for={field}>{words.unlockTitle}</label>
        <p class="small" id={hint}>
          {words.unlockText}
        </p>
        <input id={field} type="password" autocomplete="current-password" aria-describedby={hint} required value={passphrase()} onInput={(event) => setPassphrase(event.currentTarget.value)} />
        <button type="submit" class="quiet" disabled={state() === 'unlocking'}>
          {words.unlock}
        </button>
      </form>
      <Show when={state() === 'unlocking'}>
        <Waiting for={words.unlocking} />
      </Show>
      <Show when={state() === 'wrong'}>
        <p class="wrong" role="alert">
          {words.wrong}
        </p>
      </Show>
    </section>
  );
}
