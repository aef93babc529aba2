import { createSignal, For, type JSX, onCleanup, onMount } from 'solid-js';
import { termOn, type Terms } from '../../../shared/escalation/terms.ts';
import { Heading } from '../ui/screenHeading.tsx';
import { onQueueChange } from '../wallet/queueChanged.ts';
import { speakingKept } from '../wallet/speakingKept.ts';
import { forgetFailed } from '../wallet/speakingOutbox.ts';
import { leave } from '../ui/exit.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

/** Afterwards: whether it has left this device, and what happens next. */
export function Sent(props: { terms: Terms }): JSX.Element {
  const [state, setState] = createSignal<'waiting' | 'gone' | 'stuck' | 'failed'>('waiting');
  const [online, setOnline] = createSignal(navigator.onLine);
  const look = async () => {
    if (state() === 'failed') return;
    const { outbox } = await speakingKept();
    const has = (kind: 'stuck' | 'failed') => outbox.some((row) => row.kind === kind);
    setState(has('failed') ? 'failed' : has('stuck') ? 'stuck' : outbox.length > 0 ? 'waiting' : 'gone');
    // It is told once.
    if (has('failed')) await forgetFailed();
  };
  onMount(() => {
    const changed = () => setOnline(navigator.onLine);
    for (const change of ['online', 'offline']) addEventListener(change, changed);
    const ended = onQueueChange(() => void look());
    void look();
    onCleanup(() => {
      ended();
      for (const change of ['online', 'offline']) removeEventListener(change, changed);
    });
  });
  return (
    <>
      <Heading>{words.sent.heading}</Heading>
      <p role="status" class="lead">
        {state() === 'waiting' && !online() ? words.sent.offline : words.sent[state()]}
      </p>
      <h2>{words.sent.next}</h2>
      <ul class="next">
        <For each={words.sent.list(termOn(props.terms, new Date().toISOString().slice(0, 10)))}>{(line) => <li>{line}</li>}</For>
      </ul>
      <button type="button" class="main" onClick={leave}>
        {words.sent.done}
      </button>
    </>
  );
}
