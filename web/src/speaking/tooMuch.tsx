import { For, type JSX } from 'solid-js';
import { words } from './words.ts';

/** Whom to ring where it is too much, and that no message brings anyone. The same for everybody: nobody is asked for it. */
export const TooMuch = (): JSX.Element => (
  <>
    <ul>
      <For each={words.tooMuch.list}>{(line) => <li>{line}</li>}</For>
    </ul>
    <p>
      {words.tooMuch.text} <a href="/contact-requests">{words.tooMuch.contact}</a>. {words.tooMuch.named}
    </p>
  </>
);
