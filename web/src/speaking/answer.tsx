import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { list } from '../ui/dates.ts';
import { isLeaving } from '../ui/exit.ts';
import type { ForWriting } from '../wallet/forWriting.ts';
import { onQueueChange } from '../wallet/queueChanged.ts';
import { bytesOf, maxTextBytes } from './draft.ts';
import { goOn, readersOfThread, type Went, whatBecame } from './goOn.ts';
import { Hints } from './hints.tsx';
import type { Read } from './lookUp.ts';
import { ReferWhileWriting } from './refer.tsx';
import { untold } from '../ui/untold.ts';
import { wordsOfThread } from './wordsOfThread.ts';
import { wordsOfWriting } from './wordsOfWriting.ts';

const words = wordsOfThread.thread;

/** The writer goes on, or ends it. */
export function Answer(props: { read: Read; forWriting: ForWriting | null }): JSX.Element {
  const [text, setText] = createSignal('');
  const [state, setState] = createSignal<'writing' | 'sending' | 'waiting' | 'sent' | 'sure' | 'ending' | 'ended'>('writing');
  const [queued, setQueued] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const readers = () => {
    const opened = props.read.entries.flatMap((entry) => ('refused' in entry ? [] : [entry]));
    return props.read.readers === null ? [] : readersOfThread(opened, props.read.readers);
  };
  const left = () => maxTextBytes - bytesOf(text());
  async function go(says: { text: string } | 'closed'): Promise<void> {
    setProblem(null);
    if (says !== 'closed' && says.text.trim() === '') return void setProblem(words.empty);
    if (left() < 0) return void setProblem(wordsOfWriting.write.tooLong(-left()));
    setState('sending');
    const went = await goOn(props.read, says);
    if (typeof went === 'string') {
      setProblem(wordsFor(went));
      return void setState('writing');
    }
    setText('');
    setQueued(went.queued);
    setState(says === 'closed' ? 'ending' : 'waiting');
  }
  /** Whether what was locked last has left. */
  async function look(): Promise<void> {
    const name = queued();
    const became = name === null ? 'waiting' : await whatBecame(name);
    if (became === 'waiting' || name !== queued()) return;
    setQueued(null);
    if (became === 'failed') return void (setState('writing'), setProblem(words.failed.refused));
    setState((before) => (before === 'ending' ? 'ended' : before === 'waiting' ? 'sent' : before));
  }
  onMount(() => {
    // As of a first message: a slip of the hand loses nothing unasked, and the way out asks nothing.
    const ask = (event: BeforeUnloadEvent) => {
      if (!isLeaving() && text() !== '') event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    const ended = onQueueChange(() => void look());
    onCleanup(() => {
      ended();
      removeEventListener('beforeunload', ask);
    });
  });
  return (
    <section class="answer">
      <Show when={state() !== 'ended' && state() !== 'ending'} fallback={<p role="status">{state() === 'ended' ? words.ended : `${words.ending} ${words.leaves}`}</p>}>
        <Show when={readers().length > 0} fallback={<p class="note">{words.nobodyReads}</p>}>
          <label class="field">
            <span>{words.say}</span>
            <em>{words.whoReads(list(readers().map((reader) => reader.name)))}</em>
            <textarea rows="5" {...untold} value={text()} onInput={(event) => (setText(event.currentTarget.value), setState('writing'))} />
          </label>
          <Hints text={text()} names={props.forWriting?.names ?? []} />
          <ReferWhileWriting forWriting={props.forWriting} />
          <p role="status">{state() === 'sent' ? words.sent : state() === 'waiting' ? `${words.waiting} ${words.leaves}` : ''}</p>
          <div role="alert">
            <Show when={problem()}>{(what) => <p class="problem">{what()}</p>}</Show>
          </div>
          <button type="button" class="main" disabled={state() === 'sending'} onClick={() => void go({ text: text() })}>
            {state() === 'sending' ? words.sending : words.send}
          </button>
          <Show
            when={state() === 'sure'}
            fallback={
              <button type="button" class="plain" disabled={state() === 'sending'} onClick={() => setState('sure')}>
                {words.end}
              </button>
            }
          >
            <div class="note" role="alert">
              <p>{words.endSure}</p>
              <p class="tools">
                <button type="button" class="second" onClick={() => void go('closed')}>
                  {words.endYes}
                </button>
                <button type="button" class="second" onClick={() => setState('writing')}>
                  {words.endNo}
                </button>
              </p>
            </div>
          </Show>
        </Show>
      </Show>
    </section>
  );
}

const wordsFor = (went: Extract<Went, string>): string =>
  went === 'no-connection' || went === 'too-many-waiting' || went === 'not-kept' ? words.failed[went] : went === 'too-long' ? wordsOfWriting.retype.why['too-long'] : words.failed.other;
