import { createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { Wrong } from '../time/fields.tsx';
import { createReading, Found } from '../reading.tsx';
import { Reporting } from '../reporting.tsx';
import { createSending, Send } from '../sending.tsx';
import '../time/time.css';
import { AnswerGiven } from './answerGiven.tsx';
import { tellLost, words } from './words.ts';

type Owed = AnswerOf<'readLostTime'>;
type Report = Owed['reports'][number];

/** What the principal, or whoever reads it where they are in it, owes an answer to, oldest first; and for everybody how reports were answered so far. */
export default function LostTime(): JSX.Element {
  const { me } = useHere();
  const owes = () => me()?.roles.some((role) => role === 'principal' || role === 'guardian' || role === 'executive') === true && me()?.id;
  const reading = createReading(owes, () => identity('readLostTime'));
  return (
    <Page title={words.title}>
      <Show when={owes()}>
        <p class="lead">{words.lead}</p>
        <Found by={reading} waiting={words.loading}>
          {(now) => <Owing found={now()} onAnswered={() => void reading.again()} />}
        </Found>
      </Show>
      <Figures />
    </Page>
  );
}

const shownAtOnce = 5;

function Owing(props: { found: Owed; onAnswered: () => void }): JSX.Element {
  const [isAll, setAll] = createSignal(false);
  const [said, setSaid] = createSignal('');
  const open = () => props.found.reports.filter(({ answer }) => answer === null);
  const answered = () => props.found.reports.filter(({ answer }) => answer !== null);
  const nameOf = (id: string): string => props.found.names[id] ?? '';
  return (
    <>
      <p class="said" role="status">
        {said()}
      </p>
      <section>
        <h2>{words.open}</h2>
        <For each={open()} fallback={<Empty>{words.openNone}</Empty>}>
          {(report) => (
            <article class="row">
              <What report={report} nameOf={nameOf} />
              <Answering report={report} who={nameOf(report.reporter)} onAnswered={(told) => { setSaid(told); props.onAnswered(); }} />
            </article>
          )}
        </For>
      </section>
      <Show when={answered().length > 0}>
        <section>
          <h2>{words.answered}</h2>
          <For each={isAll() ? answered() : answered().slice(0, shownAtOnce)}>
            {(report) => (
              <article class="row">
                <What report={report} nameOf={nameOf} />
                <AnswerGiven report={report} />
              </article>
            )}
          </For>
          <Show when={!isAll() && answered().length > shownAtOnce}>
            <button type="button" class="as-link" onClick={() => setAll(true)}>
              {words.more(answered().length - shownAtOnce)}
            </button>
          </Show>
        </section>
      </Show>
    </>
  );
}

function What(props: { report: Report; nameOf: (id: string) => string }): JSX.Element {
  const { now } = useHere();
  const isOverdue = () => Date.parse(props.report.dueAt) < now();
  return (
    <>
      <h3>{words.reported(props.nameOf(props.report.reporter), props.report.at)}</h3>
      <p>{tellLost(props.report.lost, props.nameOf)}</p>
      <Show when={props.report.text !== ''} fallback={<p class="small">{words.noWords}</p>}>
        <blockquote>{props.report.text}</blockquote>
      </Show>
      <Show when={props.report.answer === null}>
        <p classList={{ verdict: true, worse: isOverdue() }}>
          <b>{(isOverdue() ? words.overdue : words.due)(props.report.dueAt)}</b>
        </p>
      </Show>
    </>
  );
}

/** What was written stays where it is when it could not be sent. */
function Answering(props: { report: Report; who: string; onAnswered: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { me } = useHere();
  const sending = createSending();
  const [text, setText] = createSignal('');
  const [isWrong, setWrong] = createSignal(false);
  const give = async () => {
    setWrong(text().trim().length < 20);
    if (isWrong()) return document.getElementById(id)?.focus();
    if (await sending.send(identity('answerLostTime', { params: { id: props.report.id }, body: { text: text().trim() } }))) props.onAnswered(words.sent(props.who));
  };
  return (
    <form
      class="report"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <label for={id}>{words.write(props.who)}</label>
      <p class="small" id={`${id}-hint`}>
        {words.hint(me()?.name ?? '')}
      </p>
      <textarea id={id} rows="4" maxLength={2000} required value={text()} aria-invalid={isWrong()} aria-describedby={`${id}-hint ${id}-wrong`} onInput={(event) => setText(event.currentTarget.value)} />
      <Wrong id={`${id}-wrong`} said={isWrong() ? words.tooShort : null} />
      <Send label={words.send} waiting={words.sending} sending={sending} />
    </form>
  );
}

function Figures(): JSX.Element {
  const { me } = useHere();
  const [found] = createResource(() => me()?.id, () => identity('readLostTimeFigures'));
  return (
    <section>
      <h2>{words.figures}</h2>
      <Show when={found()}>
        {(figures) => (
          <>
            <For each={figures().quarters}>{({ quarter, counts }) => <p>{counts === null ? words.tooFew(quarter, figures().atLeast) : words.figure(quarter, counts)}</p>}</For>
            <p class="small">{words.figuresNote}</p>
            <Show when={figures().cost}>{(cost) => <Reporting told={cost().told} closesAt={cost().closesAt} />}</Show>
          </>
        )}
      </Show>
    </section>
  );
}
