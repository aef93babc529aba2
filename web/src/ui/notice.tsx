import { Show, type JSX } from 'solid-js';

/** Something went wrong: what, and what one can do now. */
export function ProblemNote(props: { title: string; remedy: string; again?: (() => void) | undefined; children?: JSX.Element }): JSX.Element {
  return (
    <div class="note problem" role="alert">
      <p class="note-title">{props.title}</p>
      <p>{props.remedy}</p>
      {props.children}
      <Show when={props.again}>
        {(again) => (
          <button type="button" class="quiet" onClick={() => again()()}>
            Try again
          </button>
        )}
      </Show>
    </div>
  );
}

/** Something is on its way. */
export function Waiting(props: { for: string }): JSX.Element {
  return (
    <p class="waiting" role="status">
      {props.for}
    </p>
  );
}

/** Nothing is here yet: what will be, and when. */
export function Empty(props: { children: JSX.Element }): JSX.Element {
  return <p class="empty">{props.children}</p>;
}
