import { A } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { session } from '../../identity/session.ts';
import { Page } from '../../ui/page.tsx';
import { WhyPeopleLeave } from '../speakingFigures/leaving.tsx';
import { SpeakingFigures } from '../speakingFigures/speakingFigures.tsx';
import { TwoSides } from './twoSides.tsx';
import { words } from './words.ts';

/** What is promised, what holds it, and what cannot be hidden. Open to anyone, signed in or not. */
export default function HowThisWorks(): JSX.Element {
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <TwoSides />
      <div class="columns even">
        <section>
          <h2>{words.steps.heading}</h2>
          <ol class="steps">
            <For each={words.steps.list}>{(step) => <li>{step}</li>}</For>
          </ol>
        </section>
        <section>
          <h2>{words.promises.heading}</h2>
          <dl class="promises">
            <For each={words.promises.list}>
              {(promise) => (
                <div>
                  <dt>{promise.what}</dt>
                  <dd>{promise.how}</dd>
                </div>
              )}
            </For>
          </dl>
        </section>
      </div>
      <section class="limits">
        <h2>{words.limits.heading}</h2>
        <p>{words.limits.lead}</p>
        <ul>
          <For each={words.limits.list}>{(limit) => <li>{limit}</li>}</For>
        </ul>
      </section>
      <SpeakingFigures />
      <WhyPeopleLeave />
      <Show when={session()}>
        <section>
          <h2>{words.check.heading}</h2>
          <p>
            {words.check.text} <A href="/rounds">{words.check.link}</A>
          </p>
        </section>
      </Show>
    </Page>
  );
}
