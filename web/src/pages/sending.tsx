import { createSignal, Show, type JSX } from 'solid-js';
import { Refused, unreachable } from '../identity/client.ts';
import { ProblemNote, Waiting } from '../ui/notice.tsx';

/** One thing that is being sent, and what came of it. `send` is true once it stands; a refusal stays until the next try. */
export interface Sending {
  isSending: () => boolean;
  refused: () => Refused | null;
  send: (what: Promise<unknown>) => Promise<boolean>;
  forget: () => void;
}

export function createSending(): Sending {
  const [state, setState] = createSignal<'still' | 'sending' | Refused>('still');
  return {
    isSending: () => state() === 'sending',
    refused() {
      const now = state();
      return now instanceof Refused ? now : null;
    },
    async send(what) {
      setState('sending');
      try {
        await what;
        setState('still');
        return true;
      } catch (error) {
        setState(error instanceof Refused ? error : unreachable());
        return false;
      }
    },
    forget: () => setState('still'),
  };
}

/** The end of a form: its button, that it is on its way, and why it was refused. What was typed stays where it is. */
export function Send(props: { label: string; waiting: string; sending: Pick<Sending, 'isSending' | 'refused'>; isMain?: boolean; note?: JSX.Element }): JSX.Element {
  return (
    <>
      <button type="submit" class={props.isMain === true ? 'do' : 'quiet'} disabled={props.sending.isSending()}>
        {props.label}
      </button>
      <Show when={props.sending.isSending()}>
        <Waiting for={props.waiting} />
      </Show>
      {props.note ?? <RefusedNote refused={props.sending.refused()} />}
    </>
  );
}

/** In a long form it would stand below what one sees. */
const intoView = (note: HTMLElement): void => queueMicrotask(() => note.scrollIntoView({ block: 'nearest' }));

/** A refusal in words; with its detail where that is said to people, and whatever can be done about it. */
export function RefusedNote(props: { refused: Refused | null; withDetail?: boolean; more?: (problem: Refused) => JSX.Element }): JSX.Element {
  return (
    <Show when={props.refused}>
      {(problem) => (
        <div ref={intoView}>
          <ProblemNote title={problem().title} remedy={problem().remedy}>
            <Show when={props.withDetail === true && problem().detail}>{(detail) => <p>{detail()}</p>}</Show>
            {props.more?.(problem())}
          </ProblemNote>
        </div>
      )}
    </Show>
  );
}
