import { createSignal, createUniqueId, For, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { createSending, Send } from '../sending.tsx';
import { Wrong } from './fields.tsx';
import { hoursWords as words } from './hoursWords.ts';
import { asTyped, type Typed, weekTyped, type Works, wrongIn } from './workingHours.ts';

/** In which hours somebody works, said by themselves: on which days was entered with their employment. */
export function WorkingHours(props: { initialWorks: readonly Works[]; onSending: () => void; onSaid: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [typed, setTyped] = createSignal(asTyped(props.initialWorks));
  const [wrong, setWrong] = createSignal<number | null>(null);
  const fieldOf = (weekday: number, end: 'from' | 'to') => `${id}-${weekday}-${end}`;
  const type = (weekday: number, change: Partial<Typed>) => setTyped((all) => all.map((one) => (one.weekday === weekday ? { ...one, ...change } : one)));
  const save = async (form: HTMLFormElement) => {
    // An hour that is half typed has no value, and would be sent as none.
    const half = [...form.querySelectorAll('input')].find(({ validity }) => validity.badInput);
    const first = half === undefined ? wrongIn(typed()) : Number(half.dataset['weekday']);
    setWrong(first);
    if (first !== null) return (half ?? document.getElementById(fieldOf(first, 'from')))?.focus();
    props.onSending();
    if (await sending.send(identity('sayDuty', { body: { kind: 'hours', hours: weekTyped(typed()) } }))) props.onSaid(words.saved);
  };
  return (
    <details class="row">
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <p class="small">{words.notHere}</p>
      <form
        class="rebook"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save(event.currentTarget);
        }}
      >
        <For each={props.initialWorks.map(({ weekday }) => weekday)}>
          {(weekday) => (
            <fieldset>
              <legend>{words.weekdays[weekday - 1]}</legend>
              <div class="side-by-side">
                <For each={['from', 'to'] as const}>
                  {(end) => (
                    <div>
                      <label for={fieldOf(weekday, end)}>{words[end]}</label>
                      <input
                        type="time" id={fieldOf(weekday, end)} data-weekday={weekday} value={typed().find((one) => one.weekday === weekday)?.[end] ?? ''}
                        aria-invalid={wrong() === weekday} aria-describedby={`${id}-${weekday}-wrong`} onInput={(event) => type(weekday, { [end]: event.currentTarget.value })}
                      />
                    </div>
                  )}
                </For>
              </div>
              <Wrong id={`${id}-${weekday}-wrong`} said={wrong() === weekday ? words.wrong : null} />
            </fieldset>
          )}
        </For>
        <Send label={words.send} waiting={words.sending} sending={sending} />
      </form>
    </details>
  );
}
