import { createSignal, createUniqueId, For, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { createSending, Send } from '../sending.tsx';
import { Wrong } from './fields.tsx';
import { awayWords as words } from './hoursWords.ts';

type Away = AnswerOf<'readDuty'>['away'][number];

/** The days somebody is away, said by themselves: two dates, and never why. */
export function DaysAway(props: { away: readonly Away[]; today: string; onSending: () => void; onSaid: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [isWrong, setWrong] = createSignal(false);
  const say = async (away: Away, is: boolean) => {
    props.onSending();
    if (!(await sending.send(identity('sayDuty', { body: { kind: 'away', away, is } })))) return;
    setFrom('');
    setTo('');
    props.onSaid(is ? words.saved : words.takenBack);
  };
  const save = (form: HTMLFormElement) => {
    const isHalf = [...form.querySelectorAll('input')].some(({ validity }) => validity.badInput);
    setWrong(isHalf || from() === '' || (to() !== '' && to() < from()));
    if (isWrong()) document.getElementById(`${id}-from`)?.focus();
    else void say({ from: from(), to: to() === '' ? null : to() }, true);
  };
  return (
    <details class="row">
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <ul class="shifts">
        <For each={props.away} fallback={<li>{words.none}</li>}>
          {(one) => (
            <li>
              {words.days(one)}{' '}
              <button type="button" class="as-link" aria-label={words.takeBackName(one, props.today)} disabled={sending.isSending()} onClick={() => void say(one, false)}>
                {words.takeBack(one, props.today)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <form
        class="rebook"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save(event.currentTarget);
        }}
      >
        <div class="side-by-side">
          <div>
            <label for={`${id}-from`}>{words.from}</label>
            <input type="date" id={`${id}-from`} required value={from()} aria-invalid={isWrong()} aria-describedby={`${id}-wrong`} onInput={(event) => setFrom(event.currentTarget.value)} />
          </div>
          <div>
            <label for={`${id}-to`}>{words.to}</label>
            <input type="date" id={`${id}-to`} value={to()} aria-invalid={isWrong()} aria-describedby={`${id}-to-hint ${id}-wrong`} onInput={(event) => setTo(event.currentTarget.value)} />
          </div>
        </div>
        <p class="small" id={`${id}-to-hint`}>
          {words.toHint}
        </p>
        <Wrong id={`${id}-wrong`} said={isWrong() ? words.wrong : null} />
        <Send label={words.send} waiting={words.sending} sending={sending} />
      </form>
    </details>
  );
}
