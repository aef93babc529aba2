import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { settings } from '../../identity/settings.ts';
import { dayAndTime } from '../../ui/dates.ts';
import { Waiting } from '../../ui/notice.tsx';
import { useHere } from '../me.tsx';
import { calendarWords as words } from './calendarWords.ts';
import { createReading } from '../reading.tsx';
import type { Session } from './mine.ts';
import { createSending, RefusedNote } from '../sending.tsx';

type Mine = AnswerOf<'readCalendars'>;
type Change = (what: Promise<unknown>, said: string) => Promise<boolean>;

/** Where one’s diary is: sessions gone from it, the private address out, and the published calendar in. */
export function Calendars(props: { onMove: (session: Session) => void }): JSX.Element {
  const { me } = useHere();
  const { found, again } = createReading(() => me()?.id, () => identity('readCalendars'));
  const { refused, send } = createSending();
  const [said, setSaid] = createSignal('');
  const change: Change = async (what, then) => {
    setSaid('');
    const stands = await send(what);
    if (stands) setSaid(then);
    if (stands) await again();
    return stands;
  };
  return (
    <section class="calendars">
      <h2>{words.title}</h2>
      <p class="said" role="status">
        {said()}
      </p>
      <Show when={found()} fallback={<Waiting for={words.loading} />}>
        {(mine) => (
          <>
            <For each={mine().gone}>{(session) => <Gone session={session} onMove={() => props.onMove(session)} onKeep={() => void change(identity('keepSession', { params: { id: session.id } }), words.kept)} />}</For>
            <Out mine={mine()} change={change} />
            <Show when={me()?.id}>{(id) => <In busy={mine().busy} me={id()} change={change} />}</Show>
          </>
        )}
      </Show>
      <RefusedNote refused={refused()} />
    </section>
  );
}

function Gone(props: { session: Session; onMove: () => void; onKeep: () => void }): JSX.Element {
  return (
    <article class="row">
      <h3>{words.gone}</h3>
      <p class="watch">{words.goneText(dayAndTime(props.session.start))}</p>
      <p class="actions">
        <button type="button" class="quiet" onClick={() => props.onMove()}>
          {words.move}
        </button>
        <button type="button" class="quiet" onClick={() => props.onKeep()}>
          {words.keep}
        </button>
      </p>
    </article>
  );
}

/** The address is kept nowhere, not here either: once this page is left it is gone. */
function Out(props: { mine: Mine; change: Change }): JSX.Element {
  const id = createUniqueId();
  const [address, setAddress] = createSignal<string | null>(null);
  const [isCopied, setCopied] = createSignal(false);
  const make = () => {
    setCopied(false);
    void props.change(identity('makeFeed').then(({ path }) => setAddress(`${settings.identity}${path}`)), '');
  };
  const revoke = () => {
    setAddress(null);
    void props.change(identity('revokeFeed'), words.revoked);
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <details class="row" open={address() !== null}>
      <summary>{words.out}</summary>
      <p>{words.outText}</p>
      <Show when={address()}>
        {(made) => (
          <>
            <label for={id}>{words.address}</label>
            <input id={id} type="text" readOnly value={made()} aria-describedby={`${id}-once`} onFocus={(event) => event.currentTarget.select()} />
            <p id={`${id}-once`} class="small">
              {words.once}
            </p>
            <p class="actions">
              <button type="button" class="quiet" onClick={() => void copy(made())}>
                {words.copy}
              </button>
              <span role="status">{isCopied() ? words.copied : ''}</span>
            </p>
          </>
        )}
      </Show>
      <Show
        when={props.mine.feedMadeAt}
        fallback={
          <button type="button" class="quiet" onClick={make}>
            {words.make}
          </button>
        }
      >
        {(when) => (
          <>
            <Show when={address() === null}>
              <p>{words.made(dayAndTime(when()))}</p>
            </Show>
            <p class="small">{words.makeAgainText}</p>
            <p class="actions">
              <button type="button" class="quiet" onClick={make}>
                {words.makeAgain}
              </button>
              <button type="button" class="quiet" onClick={revoke}>
                {words.revoke}
              </button>
            </p>
          </>
        )}
      </Show>
      <p class="small">{props.mine.invitesTo === null ? words.noInvites : words.invites(props.mine.invitesTo)}</p>
    </details>
  );
}

function In(props: { busy: Mine['busy']; me: string; change: Change }): JSX.Element {
  const id = createUniqueId();
  const [address, setAddress] = createSignal('');
  const set = (to: string | null, said: string) => void props.change(identity('setBusyFeed', { body: { person: props.me, address: to } }), said);
  return (
    <details class="row" open={props.busy?.lastFailure != null}>
      <summary>{words.in}</summary>
      <p>{words.inText}</p>
      <Show
        when={props.busy}
        fallback={
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              set(address(), words.isSet);
            }}
          >
            <label for={id}>{words.inAddress}</label>
            <input id={id} type="url" autocomplete="off" required value={address()} aria-describedby={`${id}-hint`} onInput={(event) => setAddress(event.currentTarget.value)} />
            <p id={`${id}-hint`} class="small">
              {words.inHint}
            </p>
            <button type="submit" class="quiet" disabled={address().trim() === ''}>
              {words.set}
            </button>
          </form>
        }
      >
        {(busy) => (
          <>
            <p>{words.reads(new URL(busy().address).hostname)}</p>
            <p>{busy().lastReadAt === null ? words.notYet : words.last(dayAndTime(busy().lastReadAt ?? ''), busy().times)}</p>
            <Show when={busy().lastFailure}>{(failure) => <p class="watch">{words.failed(dayAndTime(failure().at), failure().words, busy().lastReadAt !== null)}</p>}</Show>
            <button type="button" class="quiet" onClick={() => set(null, words.stopped)}>
              {words.stop}
            </button>
          </>
        )}
      </Show>
    </details>
  );
}
