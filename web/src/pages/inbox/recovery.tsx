import { createSignal, For, Show, type JSX } from 'solid-js';
import { newIdentity, recipientOf } from '../../../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../../../shared/crypto/recipient.ts';
import { signAs } from '../../../../shared/crypto/signing.ts';
import { recoveryBytes } from '../../../../shared/escalation/reader.ts';
import { joinShares, spaced, splitIdentity } from '../../../../shared/escalation/recovery.ts';
import { identity } from '../../identity/client.ts';
import { settings } from '../../identity/settings.ts';
import { createSending, Send } from '../sending.tsx';
import type { HeldKey } from './held.ts';
import { SealedFiles } from './sealedFiles.tsx';
import { words } from './wordsOfRecovery.ts';

interface Made {
  recipient: string;
  shares: readonly string[];
}

/** Makes the key here, splits it, and tries two of the shares out; of the key itself nothing is kept, and nothing is shown. */
async function makeShares(): Promise<Made> {
  const made = await newIdentity();
  const shares = await splitIdentity(made);
  const [one = '', two = '', three = ''] = shares;
  for (const joined of [await joinShares(one, two), await joinShares(three, one)]) if (!('identity' in joined) || joined.identity !== made) throw new Error('two shares give the key back');
  return { recipient: await recipientOf(made), shares };
}

/** The guardian’s: three shares to print for three people, and only then the key that everything is sealed to as well, signed with their own. */
export function RecoveryKey(props: { isThere: boolean; mine: HeldKey | null; onSaid: (what: string) => void }): JSX.Element {
  const [made, setMade] = createSignal<Made | null>(null);
  const making = createSending();
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{props.isThere ? words.there : words.missing}</p>
      <p class="small">{words.text}</p>
      <Show
        when={made()}
        keyed
        fallback={
          <p class="actions unprinted">
            <button type="button" class="quiet" disabled={making.isSending()} onClick={() => void making.send(makeShares().then(setMade))}>
              {props.isThere ? words.makeAnother : words.make}
            </button>
          </p>
        }
      >
        {(key) => (
          <Shares
            made={key}
            mine={props.mine}
            onPublished={() => {
              setMade(null);
              props.onSaid(words.published);
            }}
            onDropped={() => setMade(null)}
          />
        )}
      </Show>
    </section>
  );
}

function Shares(props: { made: Made; mine: HeldKey | null; onPublished: () => void; onDropped: () => void }): JSX.Element {
  const sending = createSending();
  async function publish(mine: HeldKey): Promise<void> {
    const { recipient } = props.made;
    const signed = async () => identity('offerRecoveryKey', { body: { recipient, by: mine.id, signature: await signAs(mine.identity, recoveryBytes(await idOfReaderKey(recipient))) } });
    if (await sending.send(signed())) props.onPublished();
  }
  return (
    <>
      <div class="shares">
        <For each={props.made.shares}>
          {(share, i) => (
            <article class="card">
              <h3>{words.share(i() + 1, settings.organisation)}</h3>
              <p>{words.shareText}</p>
              <p class="share-text">{spaced(share)}</p>
              <p class="small">{words.keyOf(props.made.recipient)}</p>
            </article>
          )}
        </For>
      </div>
      <p class="actions unprinted">
        <button type="button" class="quiet" onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" class="as-link" onClick={() => props.onDropped()}>
          {words.drop}
        </button>
      </p>
      <form
        class="write inbox-form unprinted"
        onSubmit={(event) => {
          event.preventDefault();
          if (props.mine !== null) void publish(props.mine);
        }}
      >
        <label class="tick">
          <input type="checkbox" required />
          {words.printed}
        </label>
        <Show when={props.mine} fallback={<p>{words.unlockToPublish}</p>}>
          <Send label={words.publish} waiting={words.publishing} sending={sending} isMain />
        </Show>
      </form>
    </>
  );
}

/** For any reader: the messages as they are, and the way to the page where two shares are joined. That one asks nobody, so it is told here which key is the newest. */
export function Recovering(props: { recipient: string }): JSX.Element {
  return (
    <section>
      <h2>{words.recover}</h2>
      <p>{words.recoverText}</p>
      <SealedFiles />
      <p class="actions">
        <a href={`/recovery#${props.recipient}`} rel="external">
          {words.join}
        </a>
      </p>
    </section>
  );
}
