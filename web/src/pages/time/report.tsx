import { A } from '@solidjs/router';
import { createMemo, createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { day } from '../../ui/dates.ts';
import { ProblemNote } from '../../ui/notice.tsx';
import { AnswerGiven } from '../lostTime/answerGiven.tsx';
import { tellLost } from '../lostTime/words.ts';
import { Wrong } from './fields.tsx';
import { keyOf, type Loss, type MyTime, type Session, toReport } from './mine.ts';
import { problemOf, settled } from '../reading.tsx';
import { createSending, Send } from '../sending.tsx';
import { kinds, reportWords as words } from './words.ts';

type Sent = Parameters<typeof identity<'reportLostTime'>>[1]['body'];
type Kind = Session['of'];
interface Reporting {
  mine: MyTime;
  me: string;
  onReported: (said: string) => void;
}

/** “Report this loss”, at each loss of a session that can still be reported; by its own name, so that a form half-written stays with its loss. */
export function ReportLoss(props: Reporting & { session: string }): JSX.Element {
  const of = createMemo(() => toReport(props.mine).filter(({ session }) => session === props.session));
  return <For each={of().map(keyOf)}>{(key) => <Show when={of().find((loss) => keyOf(loss) === key)}>{(loss) => <OneLoss {...props} loss={loss()} />}</Show>}</For>;
}

function OneLoss(props: Reporting & { loss: Loss }): JSX.Element {
  const of = (): Kind => props.mine.sessions.find(({ id }) => id === props.loss.session)?.of ?? 'supervision';
  const told = () => tellLost({ ...props.loss, kind: 'session', of: of(), how: props.loss.kind }, (id) => nameOf(props, id));
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.report}</summary>
      <p>{told()}.</p>
      <Show when={isOpen()}>
        <WhoReads lost={{ session: props.loss.session, start: props.loss.start }} />
      </Show>
      <Form label={words.anything} least={0} onReported={props.onReported} body={(text) => ({ kind: 'session', session: props.loss.session, start: props.loss.start, text })} />
    </details>
  );
}

const nameOf = ({ me, mine }: Pick<Reporting, 'me' | 'mine'>, id: string): string => (id === me ? words.you : (mine.names[id] ?? ''));

/** Losses that are booked again and can still be reported, time that nobody booked, and what was reported with its answers. */
export function Reports(props: Reporting & { lost: readonly Session[] }): JSX.Element {
  const others = createMemo(() => [...new Set(toReport(props.mine).map(({ session }) => session))].filter((id) => !props.lost.some((s) => s.id === id)));
  return (
    <section>
      <h2>{words.heading}</h2>
      <p>{words.lead}</p>
      <For each={others()}>
        {(id) => (
          <article class="row">
            <h3>{kinds[props.mine.sessions.find((s) => s.id === id)?.of ?? 'supervision']}</h3>
            <ReportLoss {...props} session={id} />
          </article>
        )}
      </For>
      <Unbooked today={props.mine.today} onReported={props.onReported} />
      <For each={props.mine.reports}>
        {(report) => (
          <article class="row">
            <h3>{words.reported(report.at)}</h3>
            <p>{tellLost(report.lost, (id) => nameOf(props, id))}.</p>
            <Show when={report.text !== ''}>
              <blockquote>{report.text}</blockquote>
            </Show>
            <Show when={report.answer} fallback={<p class="watch">{words.owed(words.owners[report.to], day(report.dueAt))}</p>}>
              <AnswerGiven report={report} />
            </Show>
          </article>
        )}
      </For>
      <p>
        <A href="/lost-time">{words.figures}</A>
      </p>
    </section>
  );
}

function Unbooked(props: { today: string; onReported: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const [of, setOf] = createSignal<Kind>('supervision');
  const [on, setOn] = createSignal('');
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.unbooked}</summary>
      <Show when={isOpen()}>
        <WhoReads lost={null} />
      </Show>
      <div class="report">
        <label for={`${id}-of`}>{words.ofWhat}</label>
        <select id={`${id}-of`} value={of()} onChange={(event) => setOf(Object.keys(kinds).find((kind): kind is Kind => kind === event.currentTarget.value) ?? 'supervision')}>
          <For each={Object.entries(kinds)}>{([kind, said]) => <option value={kind}>{said}</option>}</For>
        </select>
        <label for={`${id}-on`}>{words.on}</label>
        <input type="date" id={`${id}-on`} max={props.today} required value={on() === '' ? props.today : on()} onInput={(event) => setOn(event.currentTarget.value)} />
      </div>
      <Form label={words.whatShould} least={10} onReported={props.onReported} body={(text) => ({ kind: 'unbooked', of: of(), on: on() === '' ? props.today : on(), text })} />
    </details>
  );
}

/** Said before anything is sent, and as it would go just now. */
function WhoReads(props: { lost: Extract<Sent, { kind: 'who-reads' }>['lost'] }): JSX.Element {
  const [found] = createResource(() => ({ kind: 'who-reads' as const, lost: props.lost }), async (body) => (await identity('reportLostTime', { body })).readers);
  return (
    <div role="status">
      <Show when={found.state === 'pending'}>
        <p class="waiting">{words.lookingWhoReads}</p>
      </Show>
      <Show when={settled(found)}>{(readers) => <p>{words.readBy(readers().as, readers().names)}</p>}</Show>
      <Show when={problemOf(found)}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} />}</Show>
    </div>
  );
}

/** What was typed stays where it is when it could not be sent. */
function Form(props: { label: string; least: number; body: (text: string) => Sent; onReported: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [text, setText] = createSignal('');
  const [isWrong, setWrong] = createSignal(false);
  const report = async () => {
    setWrong(text().trim().length < props.least);
    if (isWrong()) return document.getElementById(id)?.focus();
    if (!(await sending.send(identity('reportLostTime', { body: props.body(text().trim()) })))) return;
    setText('');
    props.onReported(words.sent);
  };
  return (
    <form
      class="report"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void report();
      }}
    >
      <label for={id}>{props.label}</label>
      <p class="small" id={`${id}-hint`}>
        {props.least === 0 ? words.mayBeEmpty : ''} {words.noCases}
      </p>
      <textarea id={id} rows="3" maxLength={1000} value={text()} aria-invalid={isWrong()} aria-describedby={`${id}-hint ${id}-wrong`} onInput={(event) => setText(event.currentTarget.value)} />
      <Wrong id={`${id}-wrong`} said={isWrong() ? words.tooShort : null} />
      <Send label={words.send} waiting={words.sending} sending={sending} />
    </form>
  );
}
