import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';

/** As little as a page to write on can be in Solid: one box, no style, and nothing kept or sealed. */
const Box = () => {
  const [text, setText] = createSignal('');
  return (
    <form>
      <label>
        Your message
        <textarea value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <button>Send</button>
    </form>
  );
};

render(Box, document.getElementById('write'));
