import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import type { OwnOwes } from '../../../../shared/time/rules/adopting.ts';
import { type Audience, audiences } from '../../../../shared/time/rules/rule.ts';
import { Wrong } from '../time/fields.tsx';
import type { Here } from './changed.ts';
import type { Send } from './rules.tsx';
import { audienceWords, words } from './words.ts';

/** What this employer gives beyond the packs, with who wrote it down. */
export function Own(props: { own: Here['own']; mayChange: boolean; isSending: boolean; send: Send }): JSX.Element {
  return (
    <section>
      <h2>{words.own}</h2>
      <For each={props.own} fallback={<p>{words.ownNone}</p>}>
        {(rule) => (
          <article class="rule">
            <h3>{rule.name}</h3>
            <p>{words.ownOf(rule.says, rule.audience)}</p>
            <p class="small">{words.ownBy(rule.by, rule.on)}</p>
            <Show when={props.mayChange}>
              <button type="button" class="quiet" disabled={props.isSending} onClick={() => void props.send({ kind: 'dropped', rule: rule.id }, words.doneDropped(rule.name))}>
                {words.drop}
                <span class="visually-hidden">: {rule.name}</span>
              </button>
            </Show>
          </article>
        )}
      </For>
      <Show when={props.mayChange}>
        <Write isSending={props.isSending} send={props.send} />
      </Show>
    </section>
  );
}

const kinds = Object.keys(words.ownKinds) as OwnOwes['kind'][];
const isKind = (value: string): value is OwnOwes['kind'] => value in words.ownKinds;
const isAudience = (value: string): value is Audience => value in audienceWords;

function Write(props: { isSending: boolean; send: Send }): JSX.Element {
  const id = createUniqueId();
  const [name, setName] = createSignal('');
  const [audience, setAudience] = createSignal<Audience>('social-worker');
  const [kind, setKind] = createSignal<OwnOwes['kind']>('supervision');
  const [weeks, setWeeks] = createSignal('4');
  const [minutes, setMinutes] = createSignal('');
  const [days, setDays] = createSignal('1');
  const [isWrong, setWrong] = createSignal(false);
  async function write(): Promise<void> {
    setWrong(name().trim().length < 3);
    if (isWrong()) return document.getElementById(`${id}-name`)?.focus();
    const of = kind();
    const owes: OwnOwes = of === 'protected-week' ? { kind: of, halfDays: Number(days()) } : { kind: of, everyWeeks: Number(weeks()), minutes: minutes() === '' ? null : Number(minutes()) };
    if (await props.send({ kind: 'own', name: name().trim(), audience: audience(), owes }, words.ownDone(name().trim()))) setName('');
  }
  return (
    <details>
      <summary>{words.ownAdd}</summary>
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <label for={`${id}-name`}>{words.ownName}</label>
        <input id={`${id}-name`} type="text" autocomplete="off" maxlength={100} value={name()} aria-invalid={isWrong()} aria-describedby={`${id}-wrong`} onInput={(event) => setName(event.currentTarget.value)} />
        <Wrong id={`${id}-wrong`} said={isWrong() ? words.ownWrong : null} />
        <label for={`${id}-for`}>{words.ownFor}</label>
        <select id={`${id}-for`} value={audience()} onChange={(event) => isAudience(event.currentTarget.value) && setAudience(event.currentTarget.value)}>
          <For each={audiences}>{(one) => <option value={one}>{audienceWords[one]}</option>}</For>
        </select>
        <label for={`${id}-what`}>{words.ownWhat}</label>
        <select id={`${id}-what`} value={kind()} onChange={(event) => isKind(event.currentTarget.value) && setKind(event.currentTarget.value)}>
          <For each={kinds}>{(one) => <option value={one}>{words.ownKinds[one]}</option>}</For>
        </select>
        <Show
          when={kind() === 'protected-week'}
          fallback={
            <>
              <NumberField id={`${id}-weeks`} label={words.ownEvery} min={1} max={26} value={weeks()} required onType={setWeeks} />
              <NumberField id={`${id}-minutes`} label={words.ownMinutes} min={15} max={240} value={minutes()} onType={setMinutes} />
            </>
          }
        >
          <NumberField id={`${id}-days`} label={words.ownDays} min={1} max={4} value={days()} required onType={setDays} />
        </Show>
        <button type="submit" class="quiet" disabled={props.isSending}>
          {words.ownSend}
        </button>
      </form>
    </details>
  );
}

export function NumberField(props: { id: string; label: string; min: number; max: number; value: string; required?: boolean; onType: (typed: string) => void }): JSX.Element {
  return (
    <>
      <label for={props.id}>{props.label}</label>
      <input id={props.id} type="number" inputmode="numeric" min={props.min} max={props.max} step="1" required={props.required === true} value={props.value} onInput={(event) => props.onType(event.currentTarget.value)} />
    </>
  );
}
