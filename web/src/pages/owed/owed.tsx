import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { day } from '../../ui/dates.ts';
import { unbroken } from '../../ui/share.ts';
import { useHere } from '../me.tsx';
import { createSending, Send } from '../sending.tsx';
import { words } from './words.ts';

export type Owing = AnswerOf<'readGroup'>['owing'];
type Item = Owing['answers'][number];

/** The answers owed, as they came with the page. Who may answer has the place to do so right there. */
export function AnswersOwed(props: { initialFound: Owing; isOneGroup?: boolean }): JSX.Element {
  const [answers, setAnswers] = createSignal(props.initialFound.answers);
  const stands = (item: Item) => setAnswers((all) => all.map((there) => (there.owed.id === item.owed.id ? item : there)));
  return (
    <Show when={props.isOneGroup !== true || answers().length > 0}>
      <section class="owed">
        <h2>{words.heading}</h2>
        <For each={answers()} fallback={<p>{words.none}</p>}>
          {(item) => <One item={item} owedBy={props.initialFound.owedBy} onAnswered={stands} />}
        </For>
      </section>
    </Show>
  );
}

function One(props: { item: Item; owedBy: readonly string[]; onAnswered: (item: Item) => void }): JSX.Element {
  const { me, now } = useHere();
  const owed = () => props.item.owed;
  const isOverdue = () => Date.parse(owed().dueAt) < now();
  return (
    <article>
      <Show
        when={props.item.answer}
        fallback={
          <>
            <p classList={{ verdict: true, worse: isOverdue() }}>
              <b>{(isOverdue() ? words.overdue : words.owes)(props.owedBy, owed().name, day(owed().dueAt))}</b>
            </p>
            <p>
              {words.because} {unbroken(owed().sentence)}
            </p>
            <Show when={me()?.roles.includes('executive') && me()}>
              {(person) => (
                <details>
                  <summary>{words.write}</summary>
                  <Answering item={props.item} name={person().name} onAnswered={props.onAnswered} />
                </details>
              )}
            </Show>
          </>
        }
      >
        {(answer) => (
          <>
            <p class="verdict">
              <b>{words.answered(answer().by, day(answer().at))}</b>
            </p>
            <blockquote>{answer().text}</blockquote>
            <p class="small">
              {words.because} {unbroken(owed().sentence)}
            </p>
          </>
        )}
      </Show>
    </article>
  );
}

/** What was written stays where it is when it could not be sent. */
function Answering(props: { item: Item; name: string; onAnswered: (item: Item) => void }): JSX.Element {
  const field = createUniqueId();
  const hint = createUniqueId();
  const [text, setText] = createSignal('');
  const sending = createSending();
  async function send(): Promise<void> {
    const asked = identity('giveAnswer', { params: { id: props.item.owed.id }, body: { text: text().trim() } });
    if (await sending.send(asked)) props.onAnswered(await asked);
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label for={field}>{words.label(props.item.owed.name)}</label>
      <p class="small" id={hint}>
        {words.hint(props.name)}
      </p>
      <textarea id={field} aria-describedby={hint} rows="4" required minLength={20} maxLength={4000} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
      <Send label={words.send} waiting={words.sending} sending={sending} />
    </form>
  );
}
