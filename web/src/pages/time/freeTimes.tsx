import { createResource, For, Show, type JSX } from 'solid-js';
import { identity, Refused, unreachable } from '../../identity/client.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { shortTime } from '../../ui/dates.ts';
import type { Slot } from './mine.ts';
import { words } from './words.ts';

const most = 4;

/** The next times at which all of them are free, a button each. What went wrong is said here and takes nothing else along. */
export function FreeTimes(props: { people: readonly string[]; minutes: number; known?: readonly Slot[]; isSending: boolean; onPick: (slot: Slot) => void }): JSX.Element {
  const [found, { refetch }] = createResource(
    () => (props.people.length > 0 && props.minutes > 0 ? { people: [...props.people], minutes: props.minutes, known: props.known } : null),
    async ({ people, minutes, known }): Promise<readonly Slot[] | Refused> => {
      if (known !== undefined) return known;
      try {
        return (await identity('findFreeTime', { body: { people, minutes } })).free;
      } catch (error) {
        return error instanceof Refused ? error : unreachable();
      }
    },
  );
  const slots = () => {
    const now = found.state === 'ready' ? found() : undefined;
    return now === undefined || now instanceof Refused ? null : now.slice(0, most);
  };
  const refused = () => {
    const now = found.state === 'ready' ? found() : undefined;
    return now instanceof Refused ? now : null;
  };
  return (
    <div class="free">
      <Show when={found.loading}>
        <Waiting for={words.lookingForTimes} />
      </Show>
      <Show when={refused()}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} again={() => void refetch()} />}</Show>
      <Show when={slots()}>
        {(times) => (
          <Show when={times().length > 0} fallback={<p>{words.noneFree}</p>}>
            <p class="small">{words.nextFree(props.people.length)}</p>
            <div class="times">
              <For each={times()}>
                {(slot) => (
                  <button type="button" class="quiet time" disabled={props.isSending} onClick={() => props.onPick(slot)}>
                    {shortTime(slot.start)}
                  </button>
                )}
              </For>
            </div>
          </Show>
        )}
      </Show>
    </div>
  );
}
