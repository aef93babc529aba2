import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { leave, leaveOnEscape } from '../ui/exit.ts';
import { words } from './words.ts';

/** Around every screen: the way out, by button and by key. */
export function Frame(props: { children: JSX.Element }): JSX.Element {
  const [more, setMore] = createSignal(0);
  onMount(() => onCleanup(leaveOnEscape(setMore)));
  return (
    <>
      <header>
        <span class="brand">Headroom</span>
        <span class="keys" aria-hidden="true">
          {words.exitKeys}
        </span>
        <button type="button" class="exit" onClick={leave}>
          {words.exit}
        </button>
      </header>
      <p role="status" class="pressed">
        <Show when={more()}>{(n) => words.exitPressed(n())}</Show>
      </p>
      <main tabindex="-1">{props.children}</main>
    </>
  );
}
