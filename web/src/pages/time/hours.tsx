import { createSignal, createUniqueId, For, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { createSending, Send } from '../sending.tsx';
import { Wrong } from './fields.tsx';
import { hoursWords as words } from './hoursWords.ts';
import { weekOf, type Works, worksTyped, wrongIn } from './workingHours.ts';

/** In which hours somebody works, said by themselves: on which days was entered with their employment. */
export function WorkingHours(props: { initialWorks: readonly Works[]; onSending: () => void; onSaid: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [wrong, setWrong] = createSignal<number | null>(null);
  const fieldOf = (weekday: number, end: 'from' | 'to') => `${id}-${weekday}-${end}`;
  const save = async (form: HTMLFormElement) => {
    const fields = [...form.querySelectorAll('input')];
    const typedIn = (weekday: number, end: 'from' | 'to') => fields.find((field) => field.id === fieldOf(weekday, end))?.value ?? '';
    const works = props.initialWorks.map(({ weekday }) => worksTyped(weekday, typedIn(weekday, 'from'), typedIn(weekday, 'to')));
    // An hour that is half typed has no value, and would be sent as none.
    const half = fields.find(({ validity }) => validity.badInput);
    const first = half === undefined ? wrongIn(works) : Number(half.dataset['weekday']);
    setWrong(first);
    if (first !== null) return (half ?? document.getElementById(fieldOf(first, 'from')))?.focus();
    props.onSending();
    if (await sending.send(identity('sayDuty', { body: { kind: 'hours', hours: weekOf(works) } }))) props.onSaid(words.saved);
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
                        type="time" id={fieldOf(weekday, end)} data-weekday={weekday} value={props.initialWorks.find((one) => one.weekday === weekday)?.hours?.[end] ?? ''}
                        aria-invalid={wrong() === weekday} aria-describedby={`${id}-${weekday}-wrong`}
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
