import { For, render } from 'solid-js/web';
import { core } from '../../../../shared/pulse/question.ts';

/** As little as a page with these five questions can be in Solid: native radios, one screen, no style, and nothing kept or sealed. */
const answers = {};

const Questions = () => (
  <form>
    <For each={core}>
      {(question) => (
        <fieldset>
          <legend>{question.text}</legend>
          <For each={question.options}>
            {(option, i) => (
              <label>
                <input type="radio" name={question.id} value={i() + 1} onChange={() => (answers[question.id] = i() + 1)} />
                {option}
              </label>
            )}
          </For>
        </fieldset>
      )}
    </For>
    <button>Send</button>
  </form>
);

render(Questions, document.getElementById('check-in'));
