import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { fromBase64url, toBase64url } from '../../../../shared/crypto/encoding.ts';
import { leastPassphraseLetters, newReaderKey, openAsReader, unwrapReaderKey } from '../../../../shared/crypto/readerKey.ts';
import { identity, Refused, unreachable } from '../../identity/client.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { words } from './words.ts';

/**
 * Makes a key here, hands it over wrapped, and opens with the passphrase what is then sealed to it: a key that does not work is found
 * out now, and not when comments wait.
 */
export function KeySetUp(props: { onMade: () => void }): JSX.Element {
  const [first, again, hint] = [createUniqueId(), createUniqueId(), createUniqueId()];
  const [passphrase, setPassphrase] = createSignal('');
  const [repeated, setRepeated] = createSignal('');
  const [state, setState] = createSignal<'still' | 'making' | { wrong: string } | { made: number } | Refused>('still');
  const wrong = () => {
    const s = state();
    return typeof s === 'object' && 'wrong' in s ? s.wrong : null;
  };
  const made = () => {
    const s = state();
    return typeof s === 'object' && 'made' in s ? s.made : null;
  };
  const refused = () => {
    const s = state();
    return s instanceof Refused ? s : null;
  };
  async function make(): Promise<void> {
    if (passphrase().length < leastPassphraseLetters) return void setState({ wrong: words.tooShort(leastPassphraseLetters) });
    if (passphrase() !== repeated()) return void setState({ wrong: words.differs });
    setState('making');
    try {
      setState({ made: await madeKey(passphrase()) });
      setPassphrase('');
      setRepeated('');
      props.onMade();
    } catch (error) {
      setState(error instanceof Refused ? error : unreachable());
    }
  }
  return (
    <section class="reviewer-form">
      <h2>{words.makeKey}</h2>
      <p>{words.makeKeyText}</p>
      <form
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
        <button type="submit" class="quiet" disabled={state() === 'making'}>
          {words.make}
        </button>
      </form>
      <Show when={wrong()}>
        {(why) => (
          <p class="wrong" role="alert">
            {why()}
          </p>
        )}
      </Show>
      <Show when={state() === 'making'}>
        <Waiting for={words.making} />
      </Show>
      <Show when={made()}>{(round) => <p role="status">{words.made(round())}</p>}</Show>
      <Show when={refused()}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} />}</Show>
    </section>
  );
}

/** The first round it counts for. */
async function madeKey(passphrase: string): Promise<number> {
  const { recipient, wrapped } = await newReaderKey(passphrase);
  const { id, canary } = await identity('offerReaderKey', { body: { recipient, wrapped: toBase64url(wrapped) } });
  // As it will be done every time from now on: from what was handed over, with the passphrase.
  const unwrapped = await unwrapReaderKey(wrapped, passphrase);
  const opened = unwrapped === null ? null : await openAsReader([unwrapped], fromBase64url(canary));
  const { fromRound } = await identity('confirmReaderKey', { params: { id }, body: { opened: toBase64url(opened ?? new Uint8Array(32)) } });
  return fromRound;
}
