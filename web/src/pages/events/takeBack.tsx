import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import type { Marked } from '../../../../shared/signal/event.ts';
import { identity, Refused, unreachable } from '../../identity/client.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { words } from './words.ts';

/** A correction, with a reason: the event does not go away by it. */
export function TakeBack(props: { id: string; onTakenBack: (marked: Marked) => void }): JSX.Element {
  const field = createUniqueId();
  const [state, setState] = createSignal<'still' | 'empty' | 'sending' | Refused>('still');
  const refused = () => {
    const s = state();
    return s instanceof Refused ? s : null;
  };
  let why!: HTMLTextAreaElement;
  async function send(): Promise<void> {
    const text = why.value.trim();
    if (text === '') {
      setState('empty');
      return why.focus();
    }
    setState('sending');
    try {
      props.onTakenBack(await identity('takeBackEvent', { params: { id: props.id }, body: { text } }));
    } catch (error) {
      setState(error instanceof Refused ? error : unreachable());
    }
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
      <textarea id={field} ref={why} rows="2" maxLength={500} required aria-invalid={state() === 'empty'} aria-describedby={`${field}-hint ${field}-wrong`} />
      <p class="wrong" id={`${field}-wrong`} role="alert">
        {state() === 'empty' ? words.whyWrong : ''}
      </p>
      <button type="submit" class="quiet" disabled={state() === 'sending'}>
        {words.takeBackSend}
      </button>
      <Show when={state() === 'sending'}>
        <Waiting for={words.takingBack} />
      </Show>
      <Show when={refused()}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} />}</Show>
    </form>
  );
}
