import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { Waiting } from '../../ui/notice.tsx';
import { isReason, ReasonField, Wrong } from './fields.tsx';
import { type Account, differsFor, heldBetween, hoursOf, minutesOf, notYetSaid, type Session, tellAccount } from './mine.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { words } from './words.ts';

/** What the others said of a session, in their names, and who has not said it yet. */
export function Accounts(props: { session: Session; me: string; names: Readonly<Record<string, string>> }): JSX.Element {
  const said = () => [...new Set(props.session.lines.flatMap((line) => Object.entries(line.accounts).map(([by, account]) => {
    const what = tellAccount(account, line.minutesPromised, props.session);
    return by === props.me ? words.youSaid(what) : words.said(props.names[by] ?? '', what);
  })))];
  const notYet = () => [...new Set(props.session.lines.flatMap((line) => notYetSaid(props.session, line)))].map((id) => (id === props.me ? words.you : (props.names[id] ?? ''))).filter((name) => name !== '');
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

/** One tap where all of it happened as booked; where not, when it was and how much of it in one piece, or what was in the way. */
export function Confirm(props: { session: Session; owner?: string; onSaid: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { isSending, refused, send } = createSending();
  const [form, setForm] = createSignal<'cut' | 'not' | null>(null);
  const [reason, setReason] = createSignal('');
  const [left, setLeft] = createSignal('');
  const [given, setGiven] = createSignal<ReturnType<typeof hoursOf> | null>(null);
  const [wrong, setWrong] = createSignal<'hours' | 'minutes' | 'reason' | null>(null);
  const whole = () => minutesOf(props.session);
  const hours = () => given() ?? hoursOf(props.session);
  const slot = () => heldBetween(props.session, hours());
  const most = () => minutesOf(slot() ?? props.session);
  const isAllOfIt = () => form() === 'cut' && left().trim() !== '' && Number(left()) >= whole();
  const say = async (account: Account) => {
    const { id: session } = props.session;
    const isWhole = account.happened === 'held' && account.minutesUninterrupted >= whole();
    if (await send(identity('confirmSession', { params: { id: session }, body: { account, ...(props.owner === undefined ? {} : { owner: props.owner }) } }))) props.onSaid(isWhole ? words.kept : words.keptNot);
  };
  const sendForm = () => {
    const [at, why, minutes] = [slot(), reason(), Number(left())];
    if (form() === 'cut') {
      const isNumber = left().trim() !== '' && Number.isInteger(minutes) && minutes >= 0 && minutes <= most();
      const because = isAllOfIt() ? null : why;
      const first = at === null ? 'hours' : !isNumber ? 'minutes' : because === null || isReason(because) ? null : 'reason';
      setWrong(first);
      if (at !== null && first === null && (because === null || isReason(because))) return void say({ happened: 'held', ...at, minutesUninterrupted: minutes, interruptedBy: because });
    } else {
      setWrong(isReason(why) ? null : 'reason');
      if (isReason(why)) return void say({ happened: 'not-held', reason: why });
    }
    document.getElementById(`${id}-${wrong() ?? 'reason'}`)?.focus();
  };
  const open = (which: 'cut' | 'not') => {
    setForm(which);
    setWrong(null);
    queueMicrotask(() => document.getElementById(which === 'cut' ? `${id}-hours` : `${id}-reason`)?.focus());
  };
  return (
    <div class="confirm">
      <div class="answers">
        <button type="button" class="quiet all" disabled={isSending()} onClick={() => void say({ happened: 'held', start: props.session.start, end: props.session.end, minutesUninterrupted: whole(), interruptedBy: null })}>
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
              <div class="side-by-side">
                <For each={[['from', `${id}-hours`], ['to', `${id}-to`]] as const}>
                  {([edge, field]) => (
                    <div>
                      <label for={field}>{words[edge]}</label>
                      <input
                        type="time" id={field} required value={hours()[edge]} aria-invalid={wrong() === 'hours'} aria-describedby={`${id}-hours-wrong`}
                        onInput={(event) => setGiven({ ...hours(), [edge]: event.currentTarget.value })}
                      />
                    </div>
                  )}
                </For>
              </div>
              <Wrong id={`${id}-hours-wrong`} said={wrong() === 'hours' ? words.hoursWrong : null} />
              <label for={`${id}-minutes`}>{words.minutesLeft}</label>
              <p class="small" id={`${id}-hint`}>
                {words.minutesHint(most())}
              </p>
              <input
                type="number" id={`${id}-minutes`} class="short" inputmode="numeric" min="0" max={most()} required value={left()}
                aria-invalid={wrong() === 'minutes'} aria-describedby={`${id}-hint ${id}-minutes-wrong`} onInput={(event) => setLeft(event.currentTarget.value)}
              />
              <Wrong id={`${id}-minutes-wrong`} said={wrong() === 'minutes' ? words.minutesWrong(most()) : null} />
            </Show>
            <Show when={!isAllOfIt()}>
              <ReasonField id={`${id}-reason`} label={which() === 'cut' ? words.byWhat : words.whyNot} value={reason()} isWrong={wrong() === 'reason'} onChoose={setReason} />
            </Show>
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
