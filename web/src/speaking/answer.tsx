import { createSignal, type JSX, Show } from 'solid-js';
import { list } from '../ui/dates.ts';
import { bytesOf, maxTextBytes } from './draft.ts';
import { goOn, readersOfThread, type Went } from './goOn.ts';
import { Hints } from './hints.tsx';
import type { Read } from './lookUp.ts';
import { anonymousHost } from './settings.ts';
import { wordsOfThread } from './wordsOfThread.ts';
import { wordsOfWriting } from './wordsOfWriting.ts';

const words = wordsOfThread.thread;

/** The writer goes on, or ends it. */
export function Answer(props: { read: Read; names: readonly string[] }): JSX.Element {
  const [text, setText] = createSignal('');
  const [state, setState] = createSignal<'writing' | 'sending' | 'sent' | 'sure' | 'ended'>('writing');
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
    const went = await goOn(props.read, says, anonymousHost());
    if (went !== 'sent') {
      setProblem(wordsFor(went));
      return void setState('writing');
    }
    setText('');
    setState(says === 'closed' ? 'ended' : 'sent');
  }
  return (
    <section class="answer">
      <Show when={state() !== 'ended'} fallback={<p role="status">{words.ended}</p>}>
        <Show when={readers().length > 0} fallback={<p class="note">{words.nobodyReads}</p>}>
          <label class="field">
            <span>{words.say}</span>
            <em>{words.whoReads(list(readers().map((reader) => reader.name)))}</em>
            <textarea rows="5" autocomplete="off" value={text()} onInput={(event) => (setText(event.currentTarget.value), setState('writing'))} />
          </label>
          <Hints text={text()} names={props.names} />
          <p role="status">{state() === 'sent' ? words.sent : ''}</p>
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

const wordsFor = (went: Exclude<Went, 'sent'>): string => (went === 'no-connection' || went === 'refused' ? words.failed[went] : went === 'too-long' ? wordsOfWriting.retype.why['too-long'] : words.failed.other);
