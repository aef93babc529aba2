import { createSignal, For, type JSX, onMount, Show, untrack } from 'solid-js';
import { type ClassLists, type Grouping, groupings, type Said } from '../../../shared/pulse/classes.ts';
import type { Held } from '../wallet/kept.ts';
import { rememberClasses, rememberedClasses } from './rememberedClasses.ts';

const words: Readonly<Record<Grouping, string>> = { profession: 'Your profession', contract: 'Your contract' };

/**
 * What somebody may say they are, after the questions: nothing unless they choose it. Where they ask for it, a device of their own
 * remembers; a shared one never does.
 */
export function ClassesAsked(props: { token: Held; lists: ClassLists; inTab: boolean; said: Said | undefined; onSaid: (said: Said) => void }): JSX.Element {
  const { owner } = untrack(() => props.token);
  const [isRemembered, setRemembered] = createSignal(false);
  onMount(() => {
    if (props.inTab) return;
    const known = rememberedClasses(owner, props.lists);
    setRemembered(known !== null);
    if (known !== null && props.said === undefined) props.onSaid(known);
  });
  const keep = (said: Said) => isRemembered() && rememberClasses(owner, said, props.lists);
  function choose(grouping: Grouping, option: number): void {
    const { [grouping]: _before, ...others } = props.said ?? {};
    const said: Said = option > 1 ? { ...others, [grouping]: option } : others;
    keep(said);
    props.onSaid(said);
  }
  function remember(wants: boolean): void {
    setRemembered(wants);
    rememberClasses(owner, wants ? (props.said ?? {}) : null, props.lists);
  }
  return (
    // Arrows and Enter choose in a list here, and neither go back nor send.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keeps keys from the page's shortcuts; does nothing itself
    <div class="comment" onKeyDown={(event) => event.stopPropagation()}>
      <For each={groupings.filter((g) => props.lists[g].length > 0)}>
        {(grouping) => (
          <label class="comment">
            <span>{words[grouping]}</span>
            <select onChange={(event) => choose(grouping, event.currentTarget.selectedIndex + 1)}>
              <For each={props.lists[grouping]}>{(option, i) => <option selected={(props.said?.[grouping] ?? 1) === i() + 1}>{option}</option>}</For>
            </select>
          </label>
        )}
      </For>
      <p class="aside">You need not say. It is sealed with your answers, counted over the whole organisation, and shown only where it says no more of your team than the team’s own figures do.</p>
      <Show when={!props.inTab}>
        <label>
          <input type="checkbox" checked={isRemembered()} onChange={(event) => remember(event.currentTarget.checked)} /> Remember this on this device
        </label>
      </Show>
    </div>
  );
}
