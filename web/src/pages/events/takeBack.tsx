import { createSignal, createUniqueId, type JSX } from 'solid-js';
import type { Marked } from '../../../../shared/signal/event.ts';
import { identity } from '../../identity/client.ts';
import { createSending, Send } from '../sending.tsx';
import { words } from './words.ts';

/** A correction, with a reason: the event does not go away by it. */
export function TakeBack(props: { id: string; onTakenBack: (marked: Marked) => void }): JSX.Element {
  const field = createUniqueId();
  const [isEmpty, setEmpty] = createSignal(false);
  const sending = createSending();
  let why!: HTMLTextAreaElement;
  async function send(): Promise<void> {
    const text = why.value.trim();
    setEmpty(text === '');
    if (isEmpty()) return why.focus();
    const asked = identity('takeBackEvent', { params: { id: props.id }, body: { text } });
    if (await sending.send(asked)) props.onTakenBack(await asked);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label for={field}>{words.takeBackWhy}</label>
      <p class="small" id={`${field}-hint`}>
        {words.takeBackHint}
      </p>
      <textarea id={field} ref={why} rows="2" maxLength={500} required aria-invalid={isEmpty()} aria-describedby={`${field}-hint ${field}-wrong`} />
      <p class="wrong" id={`${field}-wrong`} role="alert">
        {isEmpty() ? words.whyWrong : ''}
      </p>
      <Send label={words.takeBackSend} waiting={words.takingBack} sending={sending} />
    </form>
  );
}
