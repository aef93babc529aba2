import { For, type JSX } from 'solid-js';
import type { Question } from '../../../shared/pulse/question.ts';

/** Once a quarter, after the questions: whether reporting lost time cost somebody. Nothing is said unless they choose it. */
export function ReportingAsked(props: { question: Question; option: number | undefined; onChosen: (option: number | undefined) => void }): JSX.Element {
  return (
    // Arrows and Enter choose in a list here, and neither go back nor send.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keeps keys from the page's shortcuts; does nothing itself
    <div class="comment" onKeyDown={(event) => event.stopPropagation()}>
      <label class="comment">
        <span>
          {props.question.text} <em>Asked once a quarter. You need not say.</em>
        </span>
        <select onChange={(event) => props.onChosen(event.currentTarget.selectedIndex === 0 ? undefined : event.currentTarget.selectedIndex)}>
          <option selected={props.option === undefined}>Not answered</option>
          <For each={props.question.options}>{(option, i) => <option selected={props.option === i() + 1}>{option}</option>}</For>
        </select>
      </label>
      <p class="aside">It is sealed with your answers and counted over the whole organisation. Nothing of it is shown of any team.</p>
    </div>
  );
}
