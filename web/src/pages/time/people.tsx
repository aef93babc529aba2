import { createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity, Refused, unreachable } from '../../identity/client.ts';
import { ProblemNote } from '../../ui/notice.tsx';
import { words } from './words.ts';

export interface Somebody {
  id: string;
  name: string;
}

const [fewest, pauseMs] = [2, 250] as const;

/** Finds a colleague of any team by a part of their name. */
export function FindSomebody(props: { label: string; onFound: (one: Somebody) => void }): JSX.Element {
  const id = createUniqueId();
  const [text, setText] = createSignal('');
  const [asked, setAsked] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const [found] = createResource(
    () => (asked().length < fewest ? null : asked()),
    async (name) => {
      try {
        return (await identity('findPeople', { query: { name } })).people;
      } catch (error) {
        return error instanceof Refused ? error : unreachable();
      }
    },
  );
  const people = () => {
    const now = found.state === 'ready' && asked().length >= fewest ? found() : undefined;
    return now === undefined || now instanceof Refused ? null : now;
  };
  const refused = () => {
    const now = found.state === 'ready' ? found() : undefined;
    return now instanceof Refused ? now : null;
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(() => setAsked(value.trim()), pauseMs);
  };
  return (
    <div class="find">
      <label for={id}>{props.label}</label>
      <input type="text" id={id} autocomplete="off" maxLength={60} value={text()} onInput={(event) => type(event.currentTarget.value)} />
      <div role="status">
        <Show when={found.loading}>
          <p class="small">{words.searching}</p>
        </Show>
        <Show when={people()}>
          {(those) => (
            <Show when={those().length > 0} fallback={<p class="small">{words.nobodyFound}</p>}>
              <div class="times">
                <For each={those()}>
                  {(one) => (
                    <button
                      type="button"
                      class="quiet time"
                      onClick={() => {
                        props.onFound({ id: one.id, name: one.name });
                        setText('');
                        setAsked('');
                      }}
                    >
                      {words.add(one.name, one.team)}
                    </button>
                  )}
                </For>
              </div>
            </Show>
          )}
        </Show>
      </div>
      <Show when={refused()}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} />}</Show>
    </div>
  );
}
