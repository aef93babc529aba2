import { Show, type JSX } from 'solid-js';
import type { LostTimeReport } from '../../../../shared/contract/identity/lostTime.ts';
import { words } from './words.ts';

/** An answer, in the name of whoever gave it. */
export const AnswerGiven = (props: { report: Pick<LostTimeReport, 'answer'> }): JSX.Element => (
  <Show when={props.report.answer}>
    {(answer) => (
      <>
        <p>
          <b>{words.answer(answer().by, answer().at)}</b>
        </p>
        <blockquote>{answer().text}</blockquote>
      </>
    )}
  </Show>
);
