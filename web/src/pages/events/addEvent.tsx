import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import { eventKinds } from '../../../../shared/signal/catalogue.ts';
import type { Event, Marked } from '../../../../shared/signal/event.ts';
import { identity } from '../../identity/client.ts';
import { shortDay } from '../../ui/dates.ts';
import { createSending, Send } from '../sending.tsx';
import { words } from './words.ts';

export interface Days {
  from: string;
  to: string;
}

interface Adding {
  latest: GroupRelease;
  days: Days;
  name: string;
  mayMarkAll: boolean;
  onAdded: (marked: Marked) => void;
}

const kinds = Object.entries(eventKinds) as [Event['kind'], string][];

/** Marks what happened. What is wrong is said in words at its own field, and what was written stays where it is. */
export function AddEvent(props: Adding): JSX.Element {
  const id = createUniqueId();
  const [kind, setKind] = createSignal<Event['kind']>('reorganisation');
  const [isForAll, setForAll] = createSignal(false);
  const [restartsLimits, setRestarts] = createSignal(false);
  const [wrong, setWrong] = createSignal<'on' | 'why' | null>(null);
  const sending = createSending();
  let on!: HTMLInputElement;
  let why!: HTMLTextAreaElement;

  async function send(): Promise<void> {
    const isDay = on.value >= props.days.from && on.value <= props.days.to;
    const first = !isDay ? 'on' : why.value.trim() === '' ? 'why' : null;
    setWrong(first);
    if (first !== null) return (first === 'on' ? on : why).focus();
    const groups = isForAll() || props.latest.kind === 'organisation' ? ('all' as const) : [props.latest.group];
    const asked = identity('addEvent', { body: { on: on.value, kind: kind(), groups, text: why.value.trim(), restartsLimits: restartsLimits() } });
    if (!(await sending.send(asked))) return;
    why.value = '';
    setRestarts(false);
    props.onAdded(await asked);
  }
  const days = () => [shortDay(`${props.days.from}T12:00:00Z`), shortDay(`${props.days.to}T12:00:00Z`)] as const;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Choice legend={words.kind} name={`${id}-kind`} options={kinds} chosen={kind()} onChoose={setKind} />
      <Show when={props.mayMarkAll && props.latest.kind !== 'organisation'}>
        <Choice legend={words.whom} name={`${id}-whom`} options={[[false, props.latest.name], [true, words.all]]} chosen={isForAll()} onChoose={setForAll} />
      </Show>
      <label for={`${id}-on`}>{words.on}</label>
      <p class="small" id={`${id}-on-hint`}>
        {words.onHint(...days())}
      </p>
      <input type="date" id={`${id}-on`} ref={on} min={props.days.from} max={props.days.to} required aria-invalid={wrong() === 'on'} aria-describedby={`${id}-on-hint ${id}-on-wrong`} />
      <p class="wrong" id={`${id}-on-wrong`} role="alert">
        {wrong() === 'on' ? words.onWrong(...days()) : ''}
      </p>
      <label for={`${id}-why`}>{words.why}</label>
      <p class="small" id={`${id}-why-hint`}>
        {words.whyHint(props.name)}
      </p>
      <textarea id={`${id}-why`} ref={why} rows="3" maxLength={500} required aria-invalid={wrong() === 'why'} aria-describedby={`${id}-why-hint ${id}-why-wrong`} />
      <p class="wrong" id={`${id}-why-wrong`} role="alert">
        {wrong() === 'why' ? words.whyWrong : ''}
      </p>
      <label class="tick">
        <input type="checkbox" checked={restartsLimits()} onChange={(event) => setRestarts(event.currentTarget.checked)} aria-describedby={`${id}-restart`} />
        <span>{words.restart}</span>
      </label>
      <p class="small" id={`${id}-restart`}>
        {words.restartHint}
      </p>
      <Send label={words.send} waiting={words.sending} sending={sending} />
    </form>
  );
}

function Choice<T>(props: { legend: string; name: string; options: readonly (readonly [T, string])[]; chosen: T; onChoose: (value: T) => void }): JSX.Element {
  return (
    <fieldset class="choices">
      <legend>{props.legend}</legend>
      <For each={props.options}>
        {([value, said]) => (
          <label>
            <input type="radio" name={props.name} checked={value === props.chosen} onChange={() => props.onChoose(value)} />
            <span>{said}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
