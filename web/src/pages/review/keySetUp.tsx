import { createSignal, Show, type JSX } from 'solid-js';
import { fromBase64url, toBase64url } from '../../../../shared/crypto/encoding.ts';
import { newReaderKey, openAsReader, unwrapReaderKey } from '../../../../shared/crypto/readerKey.ts';
import { identity } from '../../identity/client.ts';
import { NewPassphrase } from '../passphrase.tsx';
import { words } from './words.ts';

/**
 * Makes a key here, hands it over wrapped, and opens with the passphrase what is then sealed to it: a key that does not work is found
 * out now, and not when comments wait.
 */
export function KeySetUp(props: { onMade: () => void }): JSX.Element {
  const [made, setMade] = createSignal<number | null>(null);
  return (
    <section class="reviewer-form">
      <h2>{words.makeKey}</h2>
      <p>{words.makeKeyText}</p>
      <NewPassphrase make={(passphrase) => madeKey(passphrase).then(setMade)} onMade={() => props.onMade()} />
      <Show when={made()}>{(round) => <p role="status">{words.made(round())}</p>}</Show>
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
