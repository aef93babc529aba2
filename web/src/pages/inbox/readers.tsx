import { createResource, For, Show, type JSX } from 'solid-js';
import { signAs } from '../../../../shared/crypto/signing.ts';
import { fingerprintOf } from '../../../../shared/escalation/fingerprint.ts';
import { confirmedOn, type Reader, stillMineBytes, voucherBytes } from '../../../../shared/escalation/reader.ts';
import { dateOf, dayOf } from '../../../../shared/escalation/schedule.ts';
import type { Listed } from '../../wallet/readersOfMessages.ts';
import { identity } from '../../identity/client.ts';
import { Waiting } from '../../ui/notice.tsx';
import { shortDay } from '../../ui/dates.ts';
import { type Me, useHere } from '../me.tsx';
import { settled } from '../reading.tsx';
import { createSending, RefusedNote } from '../sending.tsx';
import type { HeldKey, Inbox } from './held.ts';
import { keyThatCounts } from './whom.ts';
import { words } from './words.ts';

const roleOf = (me: Me): 'executive' | 'guardian' => (me.roles.includes('guardian') ? 'guardian' : 'executive');

/** What I read to another reader on the telephone: of the key in this browser, and not of what a server says of it. */
export function MyWords(props: { me: Me; mine: HeldKey }): JSX.Element {
  const [six] = createResource(
    () => props.mine,
    ({ id, recipient, signs }) => fingerprintOf({ id, recipient, signs, name: props.me.name, role: roleOf(props.me) }),
  );
  return <SixWords label={words.sixWords} words={settled(six) ?? ''} />;
}

const SixWords = (props: { label: string; words: string }): JSX.Element => (
  <p class="six-words" role="group" aria-label={props.label}>
    <For each={props.words.split(' ').filter((word) => word !== '')}>{(word) => <span>{word} </span>}</For>
  </p>
);

/** Another reader’s new key, its six words, and my signature on it. */
export function Vouching(props: { of: Inbox['waiting'][number]; listed: Listed | null; mine: HeldKey | null; onSaid: (what: string) => void }): JSX.Element {
  const [six] = createResource(() => props.of, fingerprintOf);
  // Said by the list that this browser has checked: a server could name anybody’s place.
  const before = (): string | null => [...(props.listed?.readers ?? []), ...(props.listed?.former ?? [])].find(({ id }) => id === props.of.replaces)?.name ?? null;
  const mayNotSign = () => props.of.replaces !== null && before() === null;
  const sending = createSending();
  async function vouch(mine: HeldKey): Promise<void> {
    const { id, name } = props.of;
    const signed = async () => identity('vouchForKey', { params: { id }, body: { by: mine.id, signature: await signAs(mine.identity, voucherBytes(props.of)) } });
    if (await sending.send(signed())) props.onSaid(words.vouched(name));
  }
  return (
    <section class="card">
      <h2>{words.vouchTitle(props.of.name)}</h2>
      <p>{words.vouchText(props.of.name)}</p>
      <Show when={before()}>{(name) => <p>{words.vouchReplaces(name())}</p>}</Show>
      <Show when={props.mine} fallback={<p class="small">{words.vouchLocked}</p>}>
        {(mine) => (
          <>
            <SixWords label={words.vouchTitle(props.of.name)} words={settled(six) ?? ''} />
            <p class="actions">
              <button type="button" class="quiet" disabled={sending.isSending() || six.state !== 'ready' || mayNotSign()} onClick={() => void vouch(mine())}>
                {words.vouch(props.of.name)}
              </button>
            </p>
            <Show when={sending.isSending()}>
              <Waiting for={words.vouching} />
            </Show>
            <RefusedNote refused={sending.refused()} withDetail />
          </>
        )}
      </Show>
    </section>
  );
}

/** Who reads, as everyone who writes sees it; that my key is still mine, and whose key has to go. */
export function ReadersList(props: { listed: Listed; left: Inbox['left']; held: readonly HeldKey[] | null; onSaid: (what: string) => void }): JSX.Element {
  const { now } = useHere();
  const mine = () => (props.held === null ? null : keyThatCounts(props.held, props.listed.readers));
  const sending = createSending();
  async function confirm(key: HeldKey): Promise<void> {
    const on = dateOf(dayOf(now()));
    const signed = async () => identity('renewSpeakKey', { params: { id: key.id }, body: { on, signature: await signAs(key.identity, stillMineBytes(key.id, on)) } });
    if (await sending.send(signed())) props.onSaid(words.stillMineDone);
  }
  return (
    <section>
      <h2>{words.readers}</h2>
      <Show when={props.listed.readers.length > 0}>
        <p class="small">{words.readersText}</p>
      </Show>
      <ul class="readers">
        <For each={props.listed.readers}>{(reader) => <OneReader reader={reader} />}</For>
      </ul>
      <Show when={props.listed.readers.length < 2 || props.listed.recovery === null}>
        <p>{words.nobody}</p>
      </Show>
      <Show when={mine()}>
        {(key) => (
          <p class="actions">
            <button type="button" class="quiet" disabled={sending.isSending()} onClick={() => void confirm(key())}>
              {words.stillMine}
            </button>
          </p>
        )}
      </Show>
      <Show when={sending.isSending()}>
        <Waiting for={words.confirming} />
      </Show>
      <RefusedNote refused={sending.refused()} />
      <For each={props.left}>{(who) => <TakingOut who={who} onSaid={props.onSaid} />}</For>
    </section>
  );
}

function OneReader(props: { reader: Reader }): JSX.Element {
  const [on] = createResource(() => props.reader, confirmedOn);
  return (
    <li>
      <b>{props.reader.name}</b>, {words.reader[props.reader.role]} <span class="small">{((day) => (day === undefined ? '' : day === null ? words.notConfirmed : words.confirmed(shortDay(day))))(settled(on))}</span>
    </li>
  );
}

function TakingOut(props: { who: Inbox['left'][number]; onSaid: (what: string) => void }): JSX.Element {
  const sending = createSending();
  async function takeOut(): Promise<void> {
    if (await sending.send(identity('withdrawSpeakKey', { params: { id: props.who.id } }))) props.onSaid(words.takenOut(props.who.name));
  }
  return (
    <>
      <p>{words.left(props.who.name)}</p>
      <p class="actions">
        <button type="button" class="quiet" disabled={sending.isSending()} onClick={() => void takeOut()}>
          {words.takeOut(props.who.name)}
        </button>
      </p>
      <Show when={sending.isSending()}>
        <Waiting for={words.takingOut} />
      </Show>
      <RefusedNote refused={sending.refused()} />
    </>
  );
}
