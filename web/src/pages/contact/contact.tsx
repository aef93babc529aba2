import { createSignal, createUniqueId, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { list, shortDay } from '../../ui/dates.ts';
import { leave, leaveOnEscape } from '../../ui/exit.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found } from '../reading.tsx';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import { words } from './words.ts';

type Mine = AnswerOf<'readContact'>;
type Waits = AnswerOf<'listContactRequests'>['requests'][number];

/** A request with one’s name, apart from messages without one; and for the guardian, who has asked. */
export default function Contact(): JSX.Element {
  const { me } = useHere();
  const isGuardian = () => me()?.roles.includes('guardian') === true && me()?.id;
  const reading = createReading(() => me()?.id, () => identity('readContact'));
  return (
    <Page title={isGuardian() ? words.titleOfGuardian : words.title} above={<WayOut />}>
      <Show when={isGuardian()}>
        <Asked />
      </Show>
      <section>
        <Show when={isGuardian()}>
          <h2>{words.asGuardian}</h2>
        </Show>
        <p class="lead">{words.lead}</p>
        <p>{words.refer}</p>
        <Found by={reading} waiting={words.loading}>
          {(now) => <Asking found={now()} onChanged={() => void reading.again()} />}
        </Found>
      </section>
      <p class="small">
        {words.other}{' '}
        <a href="/more" rel="external">
          {words.otherLink}
        </a>
        . {words.otherNote}
      </p>
    </Page>
  );
}

/** As on the page to write on: that somebody asks is for nobody to see who comes in. */
function WayOut(): JSX.Element {
  onMount(() => onCleanup(leaveOnEscape(() => undefined)));
  return (
    <p class="actions">
      <button type="button" class="quiet" onClick={leave}>
        {words.exit}
      </button>
    </p>
  );
}

function Asking(props: { found: Mine; onChanged: () => void }): JSX.Element {
  const sending = createSending();
  const [field, hint] = [createUniqueId(), createUniqueId()];
  const [how, setHow] = createSignal('');
  const [said, setSaid] = createSignal('');
  const send = async (what: string | null) => {
    if (!(await sending.send(identity('requestContact', { body: { how: what } })))) return;
    setHow('');
    setSaid(what === null ? words.takenBack : '');
    props.onChanged();
  };
  return (
    <>
      <p>{props.found.guardians.length === 0 ? words.noGuardian : words.guardians(list(props.found.guardians))}</p>
      <p class="said" role="status">
        {said()}
      </p>
      <Show when={props.found.mine}>
        {(mine) => (
          <section class="card">
            <p>
              {words.asked(shortDay(mine().askedOn))} “{mine().how}”
            </p>
            <p>{mine().doneOn === null ? words.waits : words.done(shortDay(mine().doneOn ?? ''))}</p>
            <p class="actions">
              <button type="button" class="quiet" disabled={sending.isSending()} onClick={() => void send(null)}>
                {words.back}
              </button>
            </p>
          </section>
        )}
      </Show>
      <Show when={props.found.mine === null || props.found.mine.doneOn !== null}>
        <form
          class="write"
          onSubmit={(event) => {
            event.preventDefault();
            void send(how());
          }}
        >
          <label for={field}>{words.how}</label>
          <p class="small" id={hint}>
            {words.hint}
          </p>
          <textarea id={field} rows="3" maxlength="500" required value={how()} aria-describedby={hint} onInput={(event) => setHow(event.currentTarget.value)} />
          <Send label={props.found.mine === null ? words.send : words.again} waiting={words.sending} sending={sending} isMain />
        </form>
      </Show>
      <Show when={props.found.mine !== null && props.found.mine.doneOn === null}>
        <RefusedNote refused={sending.refused()} />
      </Show>
    </>
  );
}

/** The guardian’s list: those who wait first. */
function Asked(): JSX.Element {
  const [said, setSaid] = createSignal('');
  const reading = createReading(() => true, () => identity('listContactRequests'));
  return (
    <section>
      <p class="said" role="status">
        {said()}
      </p>
      <Found by={reading} waiting={words.list.loading}>
        {(now) => (
          <For each={now().requests} fallback={<Empty>{words.list.none}</Empty>}>
            {(one) => (
              <One
                one={one}
                onDone={() => {
                  setSaid(words.list.marked(one.name));
                  void reading.again();
                }}
              />
            )}
          </For>
        )}
      </Found>
    </section>
  );
}

function One(props: { one: Waits; onDone: () => void }): JSX.Element {
  const sending = createSending();
  const done = async () => {
    const { person, request } = props.one;
    if (await sending.send(identity('endContactRequest', { params: { person }, body: { askedOn: request.askedOn } }))) props.onDone();
  };
  return (
    <article class="card">
      <h2>
        {props.one.name}
        <Show when={props.one.team}>{(team) => <span class="small">, {team()}</span>}</Show>
      </h2>
      <p>“{props.one.request.how}”</p>
      <p class="small">
        {words.list.asked(shortDay(props.one.request.askedOn))}
        <Show when={props.one.request.doneOn}>{(on) => <>; {words.list.done(shortDay(on()))}</>}</Show>
      </p>
      <Show when={props.one.request.doneOn === null}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void done();
          }}
        >
          <Send label={words.list.mark} waiting={words.list.marking} sending={sending} />
        </form>
      </Show>
    </article>
  );
}
