import { createSignal, type JSX, Show } from 'solid-js';
import { readReceipt } from '../../../shared/escalation/receipt.ts';
import { Heading } from '../ui/screenHeading.tsx';
import type { Draft } from './draft.ts';
import { anonymousHost } from '../ui/ownDocument.ts';
import { sealAndQueue } from './seal.ts';
import type { Screen } from './speakUp.tsx';
import { untold } from '../ui/untold.ts';
import { whatIsWrong } from './whatIsWrong.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

/** The seven words typed once, forgivingly; then the message is locked. */
export function Retype(props: { owner: string; draft: Draft; onSent: () => void; onGo: (screen: Screen) => void }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [isSealing, setSealing] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [corrected, setCorrected] = createSignal<{ typed: string; word: string } | null>(null);
  async function send(): Promise<void> {
    if (isSealing()) return;
    const wrong = whatIsWrong(typed(), props.draft.receipt ?? '');
    setProblem(wrong);
    if (wrong !== null) return;
    const read = readReceipt(typed());
    // What was put right is said once, before it goes.
    if ('receipt' in read && read.corrected !== null && corrected()?.typed !== read.corrected.typed) return void setCorrected(read.corrected);
    setSealing(true);
    const failed = await sealAndQueue(props.draft, props.owner, anonymousHost());
    setSealing(false);
    if (failed === null) props.onSent();
    else setProblem(words.retype.why[failed]);
  }
  return (
    <>
      <Heading>{words.retype.heading}</Heading>
      <p class="lead">{words.retype.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label class="field">
          <span>{words.retype.label}</span>
          <textarea
            rows="3"
            {...untold}
            autocapitalize="off"
            translate="no"
            value={typed()}
            aria-invalid={problem() !== null}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void send();
            }}
          />
        </label>
        <div role="alert">
          <Show when={problem()}>{(what) => <p class="problem">{what()}</p>}</Show>
          <Show when={problem() === null && corrected()}>{(slip) => <p class="note">{words.retype.corrected(slip().typed, slip().word)}</p>}</Show>
        </div>
        <button type="submit" class="main" disabled={isSealing()}>
          {isSealing() ? words.retype.sealing : words.retype.send}
        </button>
      </form>
      <button type="button" class="plain" onClick={() => props.onGo('receipt')}>
        {words.retype.look}
      </button>
    </>
  );
}
