import { createSignal, type JSX, Show } from 'solid-js';
import { readReceipt } from '../../../shared/escalation/receipt.ts';
import { Heading } from '../ui/screenHeading.tsx';
import type { ForWriting } from '../wallet/forWriting.ts';
import { lookUp, type Read } from './lookUp.ts';
import { anonymousHost } from '../ui/ownDocument.ts';
import type { Screen } from './speakUp.tsx';
import { Thread } from './thread.tsx';
import { untold } from '../ui/untold.ts';
import { wordsOfThread } from './wordsOfThread.ts';
import { wordsOfWriting } from './wordsOfWriting.ts';

const words = wordsOfThread.comeBack;

/** Seven words, and what they open. They stay in this page’s memory alone. */
export function ComeBack(props: { forWriting: ForWriting | null; onGo: (screen: Screen) => void }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [isOpening, setOpening] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [corrected, setCorrected] = createSignal<{ typed: string; word: string } | null>(null);
  const [read, setRead] = createSignal<Read | null>(null);
  async function open(): Promise<void> {
    if (isOpening()) return;
    const said = readReceipt(typed());
    if ('problem' in said) return void setProblem(said.problem === 'too-long' ? words.tooLong : said.problem === 'not-seven-words' ? words.notSeven : words.unknown(said.at));
    setProblem(null);
    setCorrected(said.corrected);
    setOpening(true);
    try {
      const found = await lookUp(said.receipt, anonymousHost());
      if (found === null) setProblem(words.nothing);
      else {
        setTyped('');
        setRead(found);
      }
    } catch {
      setProblem(words.noConnection);
    }
    setOpening(false);
  }
  return (
    <Show when={read()} fallback={<Asking typed={typed()} isOpening={isOpening()} problem={problem()} onType={setTyped} onOpen={() => void open()} onGo={props.onGo} />}>
      {(there) => <Thread read={there()} corrected={corrected()} forWriting={props.forWriting} onClose={() => (setRead(null), setCorrected(null), props.onGo('start'))} />}
    </Show>
  );
}

function Asking(props: { typed: string; isOpening: boolean; problem: string | null; onType: (typed: string) => void; onOpen: () => void; onGo: (screen: Screen) => void }): JSX.Element {
  return (
    <>
      <Heading>{words.heading}</Heading>
      <p class="lead">{words.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onOpen();
        }}
      >
        <label class="field">
          <span>{words.label}</span>
          <textarea
            rows="3"
            {...untold}
            autocapitalize="off"
            translate="no"
            value={props.typed}
            aria-invalid={props.problem !== null}
            onInput={(event) => props.onType(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              props.onOpen();
            }}
          />
        </label>
        <div role="alert">
          <Show when={props.problem}>{(what) => <p class="problem">{what()}</p>}</Show>
        </div>
        <button type="submit" class="main" disabled={props.isOpening}>
          {words.open}
        </button>
        <p role="status" class="aside">
          {props.isOpening ? words.opening : ''}
        </p>
      </form>
      <button type="button" class="plain" onClick={() => props.onGo('start')}>
        {wordsOfWriting.back}
      </button>
    </>
  );
}
