import { createResource, For, Show, type JSX } from 'solid-js';
import { publicRecord } from '../../identity/client.ts';
import { settled } from '../reading.tsx';
import { sentencesOf } from './sentences.ts';
import { words } from './words.ts';

/** How many messages are overdue today: said every day, whatever it is. Nothing stands here while it cannot be had. */
export function OverdueMessages(): JSX.Element {
  const [figures] = createResource(() => publicRecord('readSpeakingFigures'));
  return <Show when={settled(figures)}>{(found) => <p class={found().overdue > 0 ? 'missing' : 'small'}>{words.overdue(found().overdue)}</p>}</Show>;
}

/** The same, and what was published over months that are over. */
export function SpeakingFigures(): JSX.Element {
  const [figures] = createResource(() => publicRecord('readSpeakingFigures'));
  return (
    <section>
      <h2>{words.heading}</h2>
      <p>{words.promise}</p>
      <Show when={settled(figures)} fallback={<Show when={figures.state === 'errored'}>{<p class="small">{words.unreachable}</p>}</Show>}>
        {(found) => (
          <>
            <p>
              <b>{words.overdue(found().overdue)}</b>
            </p>
            <Show when={sentencesOf(found()).length > 0} fallback={<p class="small">{words.noneYet}</p>}>
              <ul>
                <For each={sentencesOf(found())}>{(said) => <li>{said}</li>}</For>
              </ul>
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}
