import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { leastPassphraseLetters } from '../../../../shared/crypto/readerKey.ts';
import { Waiting } from '../../ui/notice.tsx';
import { SaveFile } from '../saveFile.tsx';
import { createSending, Send } from '../sending.tsx';
import { type HeldKey, type Inbox, makeKey, openKeys } from './held.ts';
import { words } from './words.ts';

/** A passphrase, twice, and the key that comes of it. */
export function KeySetUp(props: { onMade: () => void }): JSX.Element {
  const [first, again, hint] = [createUniqueId(), createUniqueId(), createUniqueId()];
  const [passphrase, setPassphrase] = createSignal('');
  const [repeated, setRepeated] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  const sending = createSending();
  async function make(): Promise<void> {
    setWrong(passphrase().length < leastPassphraseLetters ? words.tooShort(leastPassphraseLetters) : passphrase() === repeated() ? '' : words.differs);
    if (wrong() !== '') return;
    if (!(await sending.send(makeKey(passphrase())))) return;
    setPassphrase('');
    setRepeated('');
    props.onMade();
  }
  return (
    <form
      class="write inbox-form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <label for={first}>{words.passphrase}</label>
      <p class="small" id={hint}>
        {words.passphraseHint(leastPassphraseLetters)}
      </p>
      <input id={first} type="password" autocomplete="new-password" aria-describedby={hint} required value={passphrase()} onInput={(event) => setPassphrase(event.currentTarget.value)} />
      <label for={again}>{words.again}</label>
      <input id={again} type="password" autocomplete="new-password" required value={repeated()} onInput={(event) => setRepeated(event.currentTarget.value)} />
      <p class="wrong" role="alert">
        {wrong()}
      </p>
      <Send label={words.make} waiting={words.making} sending={sending} />
    </form>
  );
}

/** The locked key, to keep elsewhere too: with the passphrase the `age` command unlocks it as well. */
export function KeyFile(props: { wrapped: string }): JSX.Element {
  return (
    <p class="actions">
      <SaveFile name="headroom-reading-key.age" content={() => fromBase64url(props.wrapped)}>
        {words.saveKey}
      </SaveFile>
    </p>
  );
}

export function Unlock(props: { keys: Inbox['keys']; onOpened: (keys: readonly HeldKey[]) => void }): JSX.Element {
  const [field, hint] = [createUniqueId(), createUniqueId()];
  const [passphrase, setPassphrase] = createSignal('');
  const [state, setState] = createSignal<'still' | 'unlocking' | 'wrong'>('still');
  async function unlock(): Promise<void> {
    setState('unlocking');
    const opened = await openKeys(props.keys, passphrase());
    if (opened.length === 0) return void setState('wrong');
    setPassphrase('');
    props.onOpened(opened);
  }
  return (
    <form
      class="write inbox-form"
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
      <button type="submit" class="do" disabled={state() === 'unlocking'}>
        {words.unlock}
      </button>
      <Show when={state() === 'unlocking'}>
        <Waiting for={words.unlocking} />
      </Show>
      <p class="wrong" role="alert">
        {state() === 'wrong' ? words.wrong : ''}
      </p>
    </form>
  );
}
