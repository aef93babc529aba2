import { createSignal, For, type JSX, Show } from 'solid-js';
import { Heading } from '../ui/screenHeading.tsx';
import type { ForWriting } from '../wallet/forWriting.ts';
import { bytesOf, type Draft, maxTextBytes } from './draft.ts';
import { Hints } from './hints.tsx';
import { ReferWhileWriting } from './refer.tsx';
import type { Screen } from './speakUp.tsx';
import { untold } from '../ui/untold.ts';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

/** The text, with hints at what could tell who wrote it, and words to begin with. Nothing of it leaves this page. */
export function Write(props: { forWriting: ForWriting | null; draft: Draft; onChange: (part: Partial<Draft>) => void; onGo: (screen: Screen) => void }): JSX.Element {
  let box: HTMLTextAreaElement | undefined;
  const [asked, setAsked] = createSignal(false);
  const left = () => maxTextBytes - bytesOf(props.draft.text);
  const mayBeEmpty = () => props.draft.theme === 'leaving';
  const isEmpty = () => props.draft.text.trim() === '' && !mayBeEmpty();
  const next = () => {
    setAsked(true);
    if (isEmpty()) box?.focus();
    else if (left() >= 0) props.onGo('receipt');
  };
  const begin = (starter: string) => {
    const before = props.draft.text;
    props.onChange({ text: `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${starter} ` });
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  };
  return (
    <>
      <Heading>{words.write.heading}</Heading>
      <label class="field">
        <span>{words.write.label}</span>
        <Show when={mayBeEmpty()}>
          <em>{words.write.leaving}</em>
        </Show>
        <textarea
          ref={(made) => (box = made)}
          rows="9"
          {...untold}
          value={props.draft.text}
          aria-describedby="room"
          aria-invalid={asked() && (isEmpty() || left() < 0)}
          onInput={(event) => props.onChange({ text: event.currentTarget.value })}
        />
      </label>
      <div role="alert">
        <Show when={asked() && isEmpty()}>
          <p class="problem">{words.write.empty}</p>
        </Show>
      </div>
      <p id="room" class="aside" classList={{ problem: left() < 0 }}>
        {left() < 0 ? words.write.tooLong(-left()) : left() < 2000 ? words.write.room(left()) : words.write.memory}
      </p>
      <ReferWhileWriting forWriting={props.forWriting} />
      <details class="help">
        <summary>{words.write.help.heading}</summary>
        <p class="aside">{words.write.help.text}</p>
        <ul>
          <For each={words.write.help.list}>
            {(starter) => (
              <li>
                <button type="button" class="plain" onClick={() => begin(starter)}>
                  {starter} …
                </button>
              </li>
            )}
          </For>
        </ul>
      </details>
      <Hints text={props.draft.text} names={props.forWriting?.names ?? []} />
      <button type="button" class="main" onClick={next}>
        {words.write.next}
      </button>
      <button type="button" class="plain" onClick={() => props.onGo('whom')}>
        {words.back}
      </button>
    </>
  );
}
