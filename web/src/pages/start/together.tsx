import { createResource, For, Show, Suspense, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { list } from '../../ui/dates.ts';
import type { Round } from '../me.tsx';
import type { RoundHere } from '../tokens.ts';
import { words } from './words.ts';

/** Whom one is asked together with. Where this device has collected, these are the names that it checked itself. */
export function Together(props: { round: Round; here: RoundHere | undefined }): JSX.Element {
  const [told] = createResource(
    () => (props.round.cohort === null ? null : props.round.round),
    (round) => identity('readCohort', { params: { round } }),
  );
  const group = () => {
    const { here } = props;
    return here !== undefined && here.group !== null && here.names.length > 0 ? { ...here, group: here.group, checked: true } : { ...told(), checked: false };
  };
  return (
    <Suspense>
      <Show when={group().names}>
        {(names) => (
          <section class="beside">
            <h2>{words.together.heading}</h2>
            <p>{words.together.size(names().length, group().name ?? '')}</p>
            <Show when={group().group?.includes('+')}>
              <p class="small">{words.together.joined}</p>
            </Show>
            <p class="small">{changes(group().changed ?? null)}</p>
            <details>
              <summary>{words.together.names}</summary>
              <ul class="names">
                <For each={[...names()].sort((a, b) => a.localeCompare(b, 'en-GB'))}>{(name) => <li>{name}</li>}</For>
              </ul>
              <Show when={group().checked}>
                <p class="small">{words.together.checked}</p>
              </Show>
            </details>
          </section>
        )}
      </Show>
    </Suspense>
  );
}

function changes(changed: RoundHere['changed']): string {
  if (changed === null) return words.together.first;
  const { joinedWith, joined, left } = changed;
  if (joinedWith.length > 0) return words.together.newlyJoined(list(joinedWith));
  return joined === 0 && left === 0 ? words.together.same : words.together.moved(joined, left);
}
