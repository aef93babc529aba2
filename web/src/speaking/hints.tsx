import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { type Hint, hintsIn, hintWords, namesFrom, signalsHarm } from '../../../shared/escalation/hints.ts';
import { TooMuch } from './tooMuch.tsx';
import { words as firstWords } from './words.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

const restMilliseconds = 600;

/**
 * What in the text could tell who wrote it, and help where it says that somebody may come to harm: looked for here, once the typing rests, and forgotten with the text. It is said to a screen
 * reader, and nothing interrupts.
 */
export function Hints(props: { text: string; names: readonly string[] }): JSX.Element {
  const names = createMemo(() => namesFrom(props.names));
  const [looked, setLooked] = createSignal<{ text: string; hints: readonly Hint[] }>({ text: '', hints: [] });
  createEffect(
    on(
      () => props.text,
      (text) => {
        const timer = setTimeout(() => setLooked({ text, hints: hintsIn(text, names()) }), restMilliseconds);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  /** The same thing said twice is one line. */
  const lines = () => [...new Map(looked().hints.map(({ kind, from, to }) => [`${kind} ${looked().text.slice(from, to)}`, { kind, what: looked().text.slice(from, to) }])).values()];
  return (
    <>
      <div role="status">
        <Show when={signalsHarm(looked().text)}>
          <div class="note">
            <p>
              <strong>{firstWords.tooMuch.heading}</strong>
            </p>
            <TooMuch />
          </div>
        </Show>
      </div>
      <section class="hints" aria-label="Hints">
        <p role="status">
          <Show when={looked().text.trim() !== ''}>{lines().length === 0 ? words.write.hints.none : words.write.hints.heading(lines().length)}</Show>
        </p>
        <Show when={lines().length > 0}>
          <ul>
            <For each={lines()}>
              {({ kind, what }) => (
                <li>
                  {words.write.hints.says(what, hintWords[kind].is)} <span class="aside">{hintWords[kind].instead}</span>
                </li>
              )}
            </For>
          </ul>
          <p class="aside">{words.write.hints.where}</p>
        </Show>
      </section>
    </>
  );
}
