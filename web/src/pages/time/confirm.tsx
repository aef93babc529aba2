import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { Waiting } from '../../ui/notice.tsx';
import { isReason, ReasonField, Wrong } from './fields.tsx';
import { type Account, differsFor, minutesOf, notYetSaid, type Session, tellAccount } from './mine.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { words } from './words.ts';

/** What the others said of a session, in their names, and who has not said it yet. */
export function Accounts(props: { session: Session; me: string; names: Readonly<Record<string, string>> }): JSX.Element {
  const said = () => [...new Set(props.session.lines.flatMap((line) => Object.entries(line.accounts).map(([by, account]) => {
    const what = tellAccount(account, line.minutesPromised);
    return by === props.me ? words.youSaid(what) : words.said(props.names[by] ?? '', what);
  })))];
  const notYet = () => [...new Set(props.session.lines.flatMap((line) => notYetSaid(props.session, line)))].map((id) => (id === props.me ? words.you : (props.names[id] ?? '')));
  return (
    <>
      <For each={said()}>{(one) => <p class="account">{one}</p>}</For>
      <Show when={notYet().length > 0}>
        <p class="small">{words.notYet(notYet())}</p>
      </Show>
    </>
  );
}

/** What follows where two tell it differently, until they agree, and a way to agree for whoever has told it. */
export function Differing(props: { session: Session; me: string; onSaid: (said: string) => void }): JSX.Element {
  return (
    <>
      <p class="small">{words.differsCounts}</p>
      <Show when={differsFor(props.session, props.me)}>
        <details>
          <summary>{words.sayAgain}</summary>
          <Confirm session={props.session} onSaid={props.onSaid} />
        </details>
      </Show>
    </>
  );
}

/** One tap where all of it happened; where not, how much was left, or what was in the way. */
export function Confirm(props: { session: Session; owner?: string; onSaid: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { isSending, refused, send } = createSending();
  const [form, setForm] = createSignal<'cut' | 'not' | null>(null);
  const [reason, setReason] = createSignal('');
  const [left, setLeft] = createSignal('');
  const [wrong, setWrong] = createSignal<'minutes' | 'reason' | null>(null);
  const whole = () => minutesOf(props.session);
  const say = async (account: Account) => {
    const { id: session } = props.session;
    const isWhole = account.happened === 'held' && account.minutesUninterrupted >= whole();
    if (await send(identity('confirmSession', { params: { id: session }, body: { account, ...(props.owner === undefined ? {} : { owner: props.owner }) } }))) props.onSaid(isWhole ? words.kept : words.keptNot);
  };
  const held = (minutesUninterrupted: number, interruptedBy: Extract<Account, { happened: 'held' }>['interruptedBy']): Account => ({ happened: 'held', start: props.session.start, end: props.session.end, minutesUninterrupted, interruptedBy });
  const sendForm = () => {
    const [why, minutes] = [reason(), Number(left())];
    const isNumber = left().trim() !== '' && Number.isInteger(minutes) && minutes >= 0 && minutes <= whole();
    const first = form() === 'cut' && !isNumber ? 'minutes' : isReason(why) ? null : 'reason';
    setWrong(first);
    if (first !== null || !isReason(why)) return document.getElementById(`${id}-${first ?? 'reason'}`)?.focus();
    void say(form() === 'cut' ? held(minutes, why) : { happened: 'not-held', reason: why });
  };
  const open = (which: 'cut' | 'not') => {
    setForm(which);
    setWrong(null);
    queueMicrotask(() => document.getElementById(which === 'cut' ? `${id}-minutes` : `${id}-reason`)?.focus());
  };
  return (
    <div class="confirm">
      <div class="answers">
        <button type="button" class="quiet all" disabled={isSending()} onClick={() => void say(held(whole(), null))}>
          {words.allOfIt}
        </button>
        <button type="button" class="quiet" aria-expanded={form() === 'cut'} disabled={isSending()} onClick={() => open('cut')}>
          {words.cutShort}
        </button>
        <button type="button" class="quiet" aria-expanded={form() === 'not'} disabled={isSending()} onClick={() => open('not')}>
          {words.notHeld}
        </button>
      </div>
      <Show when={form()}>
        {(which) => (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              sendForm();
            }}
          >
            <Show when={which() === 'cut'}>
              <label for={`${id}-minutes`}>{words.minutesLeft}</label>
              <p class="small" id={`${id}-hint`}>
                {words.minutesHint(whole())}
              </p>
              <input
                type="number" id={`${id}-minutes`} class="short" inputmode="numeric" min="0" max={whole()} required value={left()}
                aria-invalid={wrong() === 'minutes'} aria-describedby={`${id}-hint ${id}-minutes-wrong`} onInput={(event) => setLeft(event.currentTarget.value)}
              />
              <Wrong id={`${id}-minutes-wrong`} said={wrong() === 'minutes' ? words.minutesWrong(whole()) : null} />
            </Show>
            <ReasonField id={`${id}-reason`} label={which() === 'cut' ? words.byWhat : words.whyNot} value={reason()} isWrong={wrong() === 'reason'} onChoose={setReason} />
            <div class="actions">
              <button type="submit" class="quiet" disabled={isSending()}>
                {words.send}
              </button>
              <button type="button" class="as-link" onClick={() => setForm(null)}>
                {words.back}
              </button>
            </div>
          </form>
        )}
      </Show>
      <Show when={isSending()}>
        <Waiting for={words.sending} />
      </Show>
      <RefusedNote refused={refused()} />
    </div>
  );
}
