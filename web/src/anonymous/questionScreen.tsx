import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { Heading } from '../ui/screenHeading.tsx';

/** How long a tapped answer is shown as chosen before the next question comes. */
const shownMilliseconds = 160;

export function QuestionScreen(props: {
  text: string;
  options: readonly string[];
  /** A screen is made anew for each question, and again when one comes back to it. */
  initialChoice: number | undefined;
  /** Null: skipped. */
  onPick: (option: number | null) => void;
  onBack: (() => void) | null;
}): JSX.Element {
  let going: ReturnType<typeof setTimeout> | undefined;
  const [chosen, setChosen] = createSignal(props.initialChoice);
  onCleanup(() => clearTimeout(going));

  function tapped(option: number, event: MouseEvent): void {
    // The second tap of a double tap would answer the next question, unread.
    if (going !== undefined || event.detail > 1) return;
    setChosen(option);
    const byKeyboard = event.detail === 0;
    going = setTimeout(() => props.onPick(option), byKeyboard ? 0 : shownMilliseconds);
  }

  return (
    <>
      <Heading id="question" describedBy="count">
        {props.text}
      </Heading>
      <div class="options" role="group" aria-labelledby="question">
        <For each={props.options}>
          {(option, i) => (
            <button type="button" aria-pressed={chosen() === i() + 1} aria-keyshortcuts={String(i() + 1)} onClick={(event) => tapped(i() + 1, event)}>
              <span aria-hidden="true">{i() + 1}</span>
              {option}
            </button>
          )}
        </For>
      </div>
      <nav aria-label="Questions">
        <Show when={props.onBack} fallback={<span />}>
          {(back) => (
            <button type="button" class="plain" onClick={() => back()()}>
              <span aria-hidden="true">‹ </span>Back
            </button>
          )}
        </Show>
        <button type="button" class="plain" aria-keyshortcuts="S" onClick={() => props.onPick(null)}>
          Skip this one
        </button>
      </nav>
    </>
  );
}
