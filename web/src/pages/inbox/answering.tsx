import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type ReaderEntry, type Status, statuses } from '../../../../shared/escalation/thread.ts';
import { untold } from '../../ui/untold.ts';
import { createSending, Send } from '../sending.tsx';
import { HandingOver } from './handingOver.tsx';
import type { InThread } from './oneThread.tsx';
import { addEntries } from './sealing.ts';
import { words } from './words.ts';

/** What a reader can say in a thread. Each way is a form of its own; what was typed stays where it could not be sent. */
export function Answering(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  return (
    <>
      <Replying in={props.in} onSaid={props.onSaid} />
      <details>
        <summary>{words.setStatus}</summary>
        <Standing in={props.in} onSaid={props.onSaid} />
      </details>
      <details>
        <summary>{words.safeguarding}</summary>
        <Safeguarding in={props.in} onSaid={props.onSaid} />
      </details>
      <details>
        <summary>{words.handOver}</summary>
        <HandingOver in={props.in} onSaid={props.onSaid} />
      </details>
      <Show when={props.in.found.line.closedOn === null}>
        <details>
          <summary>{words.close}</summary>
          <Closing in={props.in} onSaid={props.onSaid} />
        </details>
      </Show>
    </>
  );
}

/** Sends entries one after the other, each under the next number. True once all of them stand. */
export function createSaying(): { sending: ReturnType<typeof createSending>; say: (at: InThread, ...entries: readonly ReaderEntry[]) => Promise<boolean> } {
  const sending = createSending();
  const say = (at: InThread, ...entries: readonly ReaderEntry[]): Promise<boolean> => sending.send(addEntries(at.writing, at.found.line, entries));
  return { sending, say };
}

export const common = ({ today, me }: Pick<InThread, 'today' | 'me'>): { v: 1; on: string; name: string } => ({ v: 1, on: today, name: me.name });

export function Form(props: { onSend: () => void; children: JSX.Element }): JSX.Element {
  return (
    <form
      class="write"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      {props.children}
    </form>
  );
}

function Replying(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  const [field, hint] = [createUniqueId(), createUniqueId()];
  const text = () => props.in.drafts.of(props.in.writing.thread);
  const setText = (typed: string) => props.in.drafts.keep(props.in.writing.thread, typed);
  const { sending, say } = createSaying();
  async function send(): Promise<void> {
    if (!(await say(props.in, { ...common(props.in), kind: 'reply', text: text().trim() }))) return;
    setText('');
    props.onSaid(words.sent);
  }
  return (
    <Form onSend={() => void send()}>
      <label for={field}>{words.replyLabel}</label>
      <p class="small" id={hint}>
        {words.replyHint}
      </p>
      <textarea {...untold} id={field} rows="6" maxlength="9000" required aria-describedby={hint} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      <Send label={words.send} waiting={words.sending} sending={sending} isMain />
    </Form>
  );
}

const statusNames = Object.keys(statuses) as Status[];

function Standing(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  const [field, more] = [createUniqueId(), createUniqueId()];
  const [status, setStatus] = createSignal<Status | ''>('');
  const [text, setText] = createSignal('');
  const { sending, say } = createSaying();
  async function send(): Promise<void> {
    const chosen = status();
    if (chosen === '' || !(await say(props.in, { ...common(props.in), kind: 'status', status: chosen, text: orNull(text()) }))) return;
    setText('');
    props.onSaid(words.sentStatus);
  }
  return (
    <Form onSend={() => void send()}>
      <label for={field}>{words.statusLabel}</label>
      <select id={field} required onChange={(event) => setStatus(event.currentTarget.value as Status | '')}>
        <option value="">{words.chooseStatus}</option>
        <For each={statusNames}>{(name) => <option value={name}>{statuses[name]}</option>}</For>
      </select>
      <label for={more}>{words.more}</label>
      <textarea {...untold} id={more} rows="3" maxlength="9000" value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      <Send label={words.sendStatus} waiting={words.sending} sending={sending} />
    </Form>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function Safeguarding(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  const [on, by, hint] = [createUniqueId(), createUniqueId(), createUniqueId()];
  const [actedOn, setActedOn] = createSignal('');
  const [actedBy, setActedBy] = createSignal('');
  const { sending, say } = createSaying();
  async function send(): Promise<void> {
    const entry: ReaderEntry = { ...common(props.in), kind: 'safeguarding', actedOn: actedOn(), actedBy: actedBy().trim() };
    if (await say(props.in, entry)) props.onSaid(words.sentSafeguarding);
  }
  return (
    <Form onSend={() => void send()}>
      <p class="small" id={hint}>
        {words.safeguardingHint}
      </p>
      <label for={on}>{words.actedOn}</label>
      <input id={on} type="date" required max={props.in.today} aria-describedby={hint} value={actedOn()} onInput={(event) => setActedOn(event.currentTarget.value)} />
      <label for={by}>{words.actedBy}</label>
      <input {...untold} id={by} type="text" required maxlength="120" value={actedBy()} onInput={(event) => setActedBy(event.currentTarget.value)} />
      <Send label={words.sendSafeguarding} waiting={words.sending} sending={sending} />
    </Form>
  );
}

/** Last words are a reply of their own, so that they count as an answer; then it is closed. */
function Closing(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  const [field, hint] = [createUniqueId(), createUniqueId()];
  const [text, setText] = createSignal('');
  const { sending, say } = createSaying();
  async function send(): Promise<void> {
    const last = orNull(text());
    const closed: ReaderEntry = { ...common(props.in), kind: 'closed', text: null };
    if (await say(props.in, ...(last === null ? [] : [{ ...common(props.in), kind: 'reply', text: last } as const]), closed)) props.onSaid(words.sentClose);
  }
  return (
    <Form onSend={() => void send()}>
      <p class="small" id={hint}>
        {words.closeHint}
      </p>
      <label for={field}>{words.closeLabel}</label>
      <textarea {...untold} id={field} rows="3" maxlength="9000" aria-describedby={hint} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      <Send label={words.sendClose} waiting={words.sending} sending={sending} />
    </Form>
  );
}
