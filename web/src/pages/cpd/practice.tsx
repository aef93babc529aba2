import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { randomId } from '../../ui/randomId.ts';
import { createSending, Send } from '../sending.tsx';
import { Wrong } from '../time/fields.tsx';
import type { Cpd } from './draft.ts';
import { words } from './words.ts';

/** Hours of practice, entered as one counts them: a month at a time is enough. */
export function Practice(props: { cpd: Cpd; onSaid: (what: string) => void }): JSX.Element {
  const [hoursId, onId] = [createUniqueId(), createUniqueId()];
  const sending = createSending();
  const [hours, setHours] = createSignal('');
  const [on, setOn] = createSignal('');
  const [isWrong, setWrong] = createSignal(false);
  const minutes = () => Math.round(Number(hours().replace(',', '.')) * 60);
  const put = (id: string, day: string, many: number) => sending.send(identity('savePractice', { params: { entry: id }, body: { on: day, minutes: many } }));
  const add = async () => {
    const day = on() === '' ? props.cpd.today : on();
    setWrong(!(minutes() >= 1 && minutes() <= 60_000) || day > props.cpd.today);
    if (isWrong()) return document.getElementById(hoursId)?.focus();
    if (!(await put(randomId(10), day, minutes()))) return;
    setHours('');
    props.onSaid(words.practiceAdded);
  };
  const takeBack = async (one: { id: string; on: string }) => {
    if (await put(one.id, one.on, 0)) props.onSaid(words.unticked);
  };
  return (
    <form
      class="report unprinted"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p class="small">{words.practiceLead}</p>
      <label for={hoursId}>{words.practiceHours}</label>
      <input id={hoursId} class="short" inputmode="decimal" required value={hours()} aria-invalid={isWrong()} aria-describedby={`${hoursId}-wrong`} onInput={(event) => setHours(event.currentTarget.value)} />
      <label for={onId}>{words.practiceOn}</label>
      <input id={onId} type="date" max={props.cpd.today} value={on() === '' ? props.cpd.today : on()} onInput={(event) => setOn(event.currentTarget.value)} />
      <Wrong id={`${hoursId}-wrong`} said={isWrong() ? words.practiceWrong : null} />
      <Send label={words.practiceAdd} waiting={words.saving} sending={sending} />
      <Show when={props.cpd.practice.length > 0}>
        <ul>
          <For each={props.cpd.practice}>
            {(one) => (
              <li>
                {words.practiceLine(one.on, one.minutes)}{' '}
                <button type="button" class="as-link" aria-label={words.practiceBackName(one.on)} onClick={() => void takeBack(one)}>
                  {words.untick}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </form>
  );
}
