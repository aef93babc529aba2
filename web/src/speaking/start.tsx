import { For, type JSX, Show } from 'solid-js';
import { Heading } from '../ui/screenHeading.tsx';
import type { Beginning } from './beginning.ts';
import { Refer } from './refer.tsx';
import type { Screen } from './speakUp.tsx';
import { TooMuch } from './tooMuch.tsx';
import { words } from './words.ts';

/** Before writing: that this is no referral and whom to ring, other ways, and what this cannot hide. */
export function Start(props: { beginning: Beginning; onGo: (screen: Screen) => void }): JSX.Element {
  const cannot = () => (props.beginning.write.may ? null : props.beginning.write.why);
  return (
    <>
      <Heading>{words.start.heading}</Heading>
      <p class="lead">{words.start.lead}</p>
      <Refer forWriting={props.beginning.forWriting} />
      <Show when={props.beginning.waits > 0}>
        <p class="note">{words.waits}</p>
      </Show>
      <Show when={props.beginning.stuck > 0}>
        <p class="note">{words.stuck}</p>
      </Show>
      <Show when={props.beginning.failed > 0}>
        <p class="note">{words.failed}</p>
      </Show>
      <Show
        when={cannot()}
        fallback={
          <button type="button" class="main" onClick={() => props.onGo('whom')}>
            {words.start.write}
          </button>
        }
      >
        {(why) => (
          <div class="note">
            <p>{words.cannot[why()]}</p>
            <p>{words.cannot[`${why()}-do`]}</p>
            <p>
              <a href="/">To the start page</a>
            </p>
          </div>
        )}
      </Show>
      <button type="button" class="second" onClick={() => props.onGo('come-back')}>
        {words.start.comeBack}
      </button>
      <section class="more">
        <details>
          <summary>{words.others.heading}</summary>
          <Lines lines={words.others.list} />
          <p>{words.others.later}</p>
        </details>
        <details>
          <summary>{words.hides.heading}</summary>
          <Lines lines={words.hides.list} />
        </details>
        <details>
          <summary>{words.tooMuch.heading}</summary>
          <TooMuch />
        </details>
      </section>
    </>
  );
}

const Lines = (props: { lines: readonly string[] }): JSX.Element => (
  <ul>
    <For each={props.lines}>{(line) => <li>{line}</li>}</For>
  </ul>
);
