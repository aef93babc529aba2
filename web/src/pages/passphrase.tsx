import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { leastPassphraseLetters } from '../../../shared/crypto/readerKey.ts';
import { ProblemNote, Waiting } from '../ui/notice.tsx';
import { openAnew } from '../ui/openAnew.ts';
import { passphraseWords as words } from './passphraseWords.ts';
import { createSending, Send } from './sending.tsx';

/** A passphrase, typed twice, and what is made of it. What was typed is gone once that stands. */
export function NewPassphrase(props: { class?: string; make: (passphrase: string) => Promise<unknown>; onMade: () => void }): JSX.Element {
  const [first, again, hint] = [createUniqueId(), createUniqueId(), createUniqueId()];
  const [passphrase, setPassphrase] = createSignal('');
  const [repeated, setRepeated] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  const sending = createSending();
  async function make(): Promise<void> {
    setWrong(passphrase().length < leastPassphraseLetters ? words.tooShort(leastPassphraseLetters) : passphrase() === repeated() ? '' : words.differs);
    if (wrong() !== '') return;
    if (!(await sending.send(props.make(passphrase())))) return;
    setPassphrase('');
    setRepeated('');
    props.onMade();
  }
  return (
    <form
      class={props.class}
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

/** The passphrase, and what it opens. `text` says what becomes of it. Nothing is sent. */
export function Unlock<T>(props: { class?: string; text: string; isMain?: boolean; open: (passphrase: string) => Promise<readonly T[]>; onOpened: (what: readonly T[]) => void }): JSX.Element {
  const [field, hint] = [createUniqueId(), createUniqueId()];
  const [passphrase, setPassphrase] = createSignal('');
  const [state, setState] = createSignal<'still' | 'unlocking' | 'wrong' | 'not-fetched'>('still');
  async function unlock(): Promise<void> {
    setState('unlocking');
    const opened = await props.open(passphrase()).catch(() => null);
    if (opened === null) return void setState('not-fetched');
    if (opened.length === 0) return void setState('wrong');
    setPassphrase('');
    props.onOpened(opened);
  }
  return (
    <form
      class={props.class}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <label for={field}>{words.unlockTitle}</label>
      <p class="small" id={hint}>
        {props.text}
      </p>
      <input id={field} type="password" autocomplete="current-password" aria-describedby={hint} required value={passphrase()} onInput={(event) => setPassphrase(event.currentTarget.value)} />
      <button type="submit" class={props.isMain === true ? 'do' : 'quiet'} disabled={state() === 'unlocking'}>
        {words.unlock}
      </button>
      <Show when={state() === 'unlocking'}>
        <Waiting for={words.unlocking} />
      </Show>
      <p class="wrong" role="alert">
        {state() === 'wrong' ? words.wrong : ''}
      </p>
      <Show when={state() === 'not-fetched'}>
        <ProblemNote title={words.notFetched} remedy={words.notFetchedDo} again={() => void openAnew()} />
      </Show>
    </form>
  );
}
