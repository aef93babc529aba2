import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type CoverRule, soleCover } from '../../../../shared/time/rules/cover.ts';
import { NumberField } from './own.tsx';
import type { Here } from './changed.ts';
import type { Send } from './rules.tsx';
import { words } from './words.ts';

const bounds = { fewestQualified: [2, 20], minutesAlone: [15, 600], daysAtMost: [0, 27], within: [1, 28], daysWithoutSupervision: [7, 92] } as const satisfies Readonly<Record<keyof CoverRule, readonly [number, number]>>;
const fields = Object.keys(words.coverFields) as (keyof CoverRule)[];

/** The numbers of sole cover and of missing supervision, with who adopted them, and a suggestion where there are none. */
export function Cover(props: { cover: Here['cover']; initialNumbers: CoverRule | null; mayChange: boolean; isSending: boolean; send: Send }): JSX.Element {
  const id = createUniqueId();
  const [numbers, setNumbers] = createSignal<CoverRule>({ ...(props.initialNumbers ?? soleCover.suggests) });
  return (
    <section>
      <h2>{words.cover}</h2>
      <p>{words.coverText}</p>
      <Show when={props.cover} fallback={<p>{words.coverNone}</p>}>
        {(cover) => (
          <>
            <ul>
              <li>{words.coverSole(cover().numbers)}</li>
              <li>{words.coverWithout(cover().numbers.daysWithoutSupervision)}</li>
            </ul>
            <p class="small">{words.coverBy(cover().by, cover().on)}</p>
          </>
        )}
      </Show>
      <Show when={props.mayChange}>
        <form
          class="write"
          onSubmit={(event) => {
            event.preventDefault();
            void props.send({ kind: 'cover', numbers: numbers() }, words.coverDone);
          }}
        >
          <p class="small">{soleCover.notes}</p>
          <For each={fields}>
            {(field) => <NumberField id={`${id}-${field}`} label={words.coverFields[field]} min={bounds[field][0]} max={bounds[field][1]} value={String(numbers()[field])} required onType={(typed) => setNumbers((all) => ({ ...all, [field]: Number(typed) }))} />}
          </For>
          <button type="submit" class="quiet" disabled={props.isSending}>
            {words.coverSend}
          </button>
          <Show when={props.cover}>
            <button type="button" class="quiet" disabled={props.isSending} onClick={() => void props.send({ kind: 'cover', numbers: null }, words.coverStopped)}>
              {words.coverStop}
            </button>
          </Show>
        </form>
      </Show>
    </section>
  );
}
