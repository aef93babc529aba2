import { createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js';
import { Waiting } from '../../ui/notice.tsx';
import { SaveFile } from '../saveFile.tsx';
import { sevenWords, useNewWords } from './ownWords.ts';
import { focusOn, SevenWords } from './sevenWords.tsx';
import { words } from './wordsOfReflections.ts';

/** Seven words, made here and shown once, to keep and then to type once: only then are they used. `isAnew`: there were others. */
export function NewWords(props: { isAnew: boolean; onMade: () => void; onDropped: () => void }): JSX.Element {
  const id = createUniqueId();
  const [made, setMade] = createSignal('');
  const [isTyping, setTyping] = createSignal(false);
  const [failed, setFailed] = createSignal('');
  onMount(() => {
    focusOn(id);
    sevenWords().then(({ newReceipt }) => setMade(newReceipt()), () => setFailed(words.open.notFetched));
  });
  const turn = (toTyping: boolean) => {
    setTyping(toTyping);
    focusOn(id);
  };
  return (
    <div class="own-words">
      <h3 id={id} tabindex="-1">
        {isTyping() ? words.made.again : words.made.title}
      </h3>
      <Show when={made()} fallback={failed() === '' ? <Waiting for={words.made.wait} /> : <p class="wrong" role="alert">{failed()}</p>}>
        <Show when={isTyping()} fallback={<Shown made={made()} isAnew={props.isAnew} onNext={() => turn(true)} />}>
          <Retype made={made()} onLook={() => turn(false)} onMade={() => props.onMade()} />
        </Show>
      </Show>
      <p class="unprinted">
        <button type="button" class="as-link" onClick={() => props.onDropped()}>
          {words.made.drop}
        </button>
      </p>
    </div>
  );
}

function Shown(props: { made: string; isAnew: boolean; onNext: () => void }): JSX.Element {
  const [copied, setCopied] = createSignal('');
  const copy = async () => setCopied(await navigator.clipboard.writeText(props.made).then(() => words.made.copied, () => words.made.notCopied));
  const file = () => [props.made, '', words.made.what, ...words.made.list.map((line) => `- ${line}`), ''].join('\n');
  return (
    <>
      <ol class="seven-words" translate="no">
        <For each={props.made.split(' ')}>{(word) => <li>{word}</li>}</For>
      </ol>
      <p>{words.made.what}</p>
      <ul>
        <For each={words.made.list}>{(line) => <li>{line}</li>}</For>
      </ul>
      <Show when={props.isAnew}>
        <p>{words.made.anew}</p>
      </Show>
      <p class="actions unprinted">
        <button type="button" class="quiet" onClick={() => void copy()}>
          {words.made.copy}
        </button>
        <button type="button" class="quiet" onClick={() => print()}>
          {words.made.print}
        </button>
        <SaveFile name={words.made.file} type="text/plain;charset=utf-8" content={file}>
          {words.made.save}
        </SaveFile>
      </p>
      <p class="small unprinted" role="status">
        {copied()}
      </p>
      <p class="actions unprinted">
        <button type="button" class="do" onClick={() => props.onNext()}>
          {words.made.next}
        </button>
      </p>
    </>
  );
}

function Retype(props: { made: string; onLook: () => void; onMade: () => void }): JSX.Element {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  /** The slip that was put right, and said: the same again goes on. */
  const [corrected, setCorrected] = createSignal<{ typed: string; word: string } | null>(null);
  async function use(): Promise<void> {
    try {
      const { differing, readReceipt } = await sevenWords();
      const differs = differing(typed(), props.made);
      setWrong(differs === null ? '' : differs.problem === 'too-long' ? words.open.tooLong : differs.problem === 'not-seven-words' ? words.open.notSeven : words.made.differ(differs.at));
      if (differs !== null) return;
      const read = readReceipt(typed());
      if ('receipt' in read && read.corrected !== null && corrected()?.typed !== read.corrected.typed) return void setCorrected(read.corrected);
      await useNewWords(props.made);
      props.onMade();
    } catch {
      setWrong(words.open.notFetched);
    }
  }
  return (
    <form
      class="write"
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <label for={id}>{words.open.label}</label>
      <p class="small" id={`${id}-hint`}>
        {words.made.againHint}
      </p>
      <SevenWords id={id} hint={`${id}-hint ${id}-wrong`} typed={typed()} isWrong={wrong() !== ''} onType={setTyped} />
      <p class="wrong" role="alert" id={`${id}-wrong`}>
        {wrong()}
      </p>
      <p role="status">
        <Show when={wrong() === '' && corrected()}>{(slip) => words.made.corrected(slip().typed, slip().word)}</Show>
      </p>
      <p class="actions">
        <button type="submit" class="do">
          {words.made.use}
        </button>
        <button type="button" class="as-link" onClick={() => props.onLook()}>
          {words.made.look}
        </button>
      </p>
    </form>
  );
}
