import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { newReceipt } from '../../../shared/escalation/receipt.ts';
import { saveFile } from '../ui/saveFile.ts';
import { Heading } from '../ui/screenHeading.tsx';
import type { Draft } from './draft.ts';
import { fileName, fileText, instructions } from './receiptWords.ts';
import type { Screen } from './speakUp.tsx';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

const save = (receipt: string): void => saveFile(fileName, new Blob([fileText(receipt)], { type: 'text/plain;charset=utf-8' }));

/** Seven words, made here and shown once: large, to copy, print or save. */
export function Receipt(props: { draft: Draft; onChange: (part: Partial<Draft>) => void; onGo: (screen: Screen) => void }): JSX.Element {
  const [copied, setCopied] = createSignal<string | null>(null);
  onMount(() => props.draft.receipt === null && props.onChange({ receipt: newReceipt() }));
  const receipt = () => props.draft.receipt ?? '';
  const copy = async () => setCopied(await navigator.clipboard.writeText(receipt()).then(() => words.receipt.copied, () => words.receipt.notCopied));
  return (
    <>
      <Heading>{words.receipt.heading}</Heading>
      <Show when={props.draft.receipt} fallback={<p role="status">{words.receipt.wait}</p>}>
        <ol class="receipt" translate="no">
          <For each={receipt().split(' ')}>{(word) => <li>{word}</li>}</For>
        </ol>
        <p class="tools">
          <button type="button" class="second" onClick={() => void copy()}>
            {words.receipt.copy}
          </button>
          <button type="button" class="second" onClick={() => print()}>
            {words.receipt.print}
          </button>
          <button type="button" class="second" onClick={() => save(receipt())}>
            {words.receipt.save}
          </button>
        </p>
        <p role="status" class="aside">
          {copied()}
        </p>
      </Show>
      <p>{words.receipt.only}</p>
      <section class="instructions">
        <For each={Object.entries(instructions)}>
          {([language, { heading, list }]) => (
            <div lang={language}>
              <h2>{heading}</h2>
              <ul>
                <For each={list}>{(line) => <li>{line}</li>}</For>
              </ul>
            </div>
          )}
        </For>
      </section>
      <button type="button" class="main" onClick={() => props.onGo('retype')}>
        {words.receipt.next}
      </button>
      <button type="button" class="plain" onClick={() => props.onGo('write')}>
        {words.back}
      </button>
    </>
  );
}
