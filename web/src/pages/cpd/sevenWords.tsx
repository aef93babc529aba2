import type { JSX } from 'solid-js';
import { untold } from '../../ui/untold.ts';

/** A box for seven words, in a form: Enter is as good as its button. */
export function SevenWords(props: { id: string; hint: string; typed: string; isWrong: boolean; onType: (typed: string) => void }): JSX.Element {
  return (
    <textarea
      {...untold}
      id={props.id}
      rows="2"
      autocapitalize="off"
      translate="no"
      aria-describedby={props.hint}
      aria-invalid={props.isWrong}
      value={props.typed}
      onInput={(event) => props.onType(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}

/** Once it is there. */
export const focusOn = (id: string): void => queueMicrotask(() => document.getElementById(id)?.focus());
