import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { isMaskOf, type Mask, masks, maskShape } from '../../../../shared/review/decision.ts';
import { MaskedText } from '../comments/maskedText.tsx';
import { words } from './words.ts';

const kinds = ['name', 'family', 'detail'] as const satisfies readonly Mask[];

/** The words that go are marked, and what they were takes their place. Nothing else of the text may change. */
export function Masking(props: { staticOriginal: string; isSending: boolean; onMasked: (text: string) => void }): JSX.Element {
  const field = createUniqueId();
  const hint = createUniqueId();
  let area: HTMLTextAreaElement | undefined;
  const [text, setText] = createSignal(props.staticOriginal);
  const [wrong, setWrong] = createSignal<string | null>(null);
  const isMasked = () => maskShape.test(text());

  function takeOut(mask: Mask): void {
    const [from, to] = [area?.selectionStart ?? 0, area?.selectionEnd ?? 0];
    const next = text().slice(0, from) + masks[mask] + text().slice(to);
    if (from === to) setWrong(words.nothingMarked);
    // A mark that is cut through would leave half of itself.
    else if (!isMaskOf(props.staticOriginal, next)) setWrong(words.notAMask);
    else {
      setWrong(null);
      setText(next);
    }
    area?.focus();
  }

  return (
    <form
      class="masking"
      onSubmit={(event) => {
        event.preventDefault();
        if (isMaskOf(props.staticOriginal, text()) && isMasked()) props.onMasked(text());
        else setWrong(isMasked() ? words.notAMask : words.nothingMarked);
      }}
    >
      <label for={field}>{words.maskLabel}</label>
      <p class="small" id={hint}>
        {words.maskHint}
      </p>
      <textarea id={field} ref={(made) => (area = made)} rows="5" aria-describedby={hint} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      <div class="inline" role="group" aria-label={words.takeOutTitle}>
        <span aria-hidden="true">{words.takeOutTitle}</span>
        <For each={kinds}>
          {(mask) => (
            <button type="button" class="quiet" onClick={() => takeOut(mask)}>
              {words.takeOut[mask]}
            </button>
          )}
        </For>
      </div>
      <p class="wrong" role="alert">
        {wrong()}
      </p>
      <Show when={isMasked()}>
        <p class="small">{words.preview}</p>
        <blockquote>
          <MaskedText text={text()} />
        </blockquote>
        <p class="actions">
          <button type="submit" class="quiet" disabled={props.isSending}>
            {words.showMasked}
          </button>
          <button
            type="button"
            class="as-link"
            onClick={() => {
              setText(props.staticOriginal);
              setWrong(null);
            }}
          >
            {words.startAgain}
          </button>
        </p>
      </Show>
    </form>
  );
}
