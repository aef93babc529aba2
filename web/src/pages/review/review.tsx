import { createResource, createSignal, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { Page } from '../../ui/page.tsx';
import { KeySetUp } from './keySetUp.tsx';
import { OneComment } from './oneComment.tsx';
import { UnlockComments } from './unlock.tsx';
import { words } from './words.ts';

export type Reviewing = AnswerOf<'readReview'>;
export type Next = NonNullable<Reviewing['next']>;

/**
 * The reviewers’ page: a key, once; the passphrase, each time; then one comment at a time. What unlocks comments lives in this page’s
 * memory and ends with it.
 */
export default function Review(): JSX.Element {
  const [found, { refetch }] = createResource(() => identity('readReview'));
  const [identities, setIdentities] = createSignal<readonly string[] | null>(null);
  const again = async () => void (await refetch());
  return (
    <Show when={found.latest}>
      {(review) => (
        <Page title={words.title}>
          <p class="lead">{words.lead}</p>
          <Show when={review().keys.length > 0} fallback={<KeySetUp onMade={() => void again()} />}>
            <Show when={review().reviewers < 2}>
              <p class="small">{words.onlyOne}</p>
            </Show>
            <p class="standing" role="status">
              <b>{review().waiting === 0 ? words.nothing : words.waiting(review().waiting)}</b>{' '}
              <Show when={review().overdue > 0}>
                <b class="overdue">{words.overdue(review().overdue)}</b>
              </Show>
            </p>
            <Show when={review().next} keyed>
              {(next) => (
                <Show when={identities()} fallback={<UnlockComments keys={review().keys} onUnlocked={setIdentities} />}>
                  {(open) => <OneComment next={next} staticIdentities={open()} onDecided={() => void again()} />}
                </Show>
              )}
            </Show>
            <details class="another-key">
              <summary>{words.makeAnother}</summary>
              <p class="small">{words.makeAnotherText}</p>
              <KeySetUp onMade={() => void again()} />
            </details>
          </Show>
        </Page>
      )}
    </Show>
  );
}
