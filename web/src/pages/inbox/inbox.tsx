import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show, type JSX } from 'solid-js';
import { checkedReaders, type Listed } from '../../wallet/readersOfMessages.ts';
import { publicRecord } from '../../wallet/publicRecord.ts';
import { Refused as NotChecked } from '../../wallet/refusal.ts';
import { identity, unreachable as cannotBeReached } from '../../identity/client.ts';
import { settings } from '../../identity/settings.ts';
import { ProblemNote } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { type Me, useHere } from '../me.tsx';
import { NewPassphrase, Unlock } from '../passphrase.tsx';
import { createReading, Found, settled } from '../reading.tsx';
import { Deputy } from './deputy.tsx';
import { createDrafts } from './drafts.ts';
import { createHeld, type HeldKey, type Inbox, makeKey, openKeys } from './held.ts';
import './inbox.css';
import { KeyFile } from './keyFile.tsx';
import { MessageList } from './messageList.tsx';
import { MyWords, ReadersList, Vouching } from './readers.tsx';
import { Recovering, RecoveryKey } from './recovery.tsx';
import { keyThatCounts } from './whom.ts';
import { words } from './words.ts';

/** The readers’ page: a key, once; the passphrase, each time; then the messages. What opens them lives in this page’s memory and ends with it. */
export default function InboxPage(): JSX.Element {
  const { me } = useHere();
  const person = (): Me | undefined => settled(me);
  const reading = createReading(person, () => identity('readInbox', { query: {} }));
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <Found by={reading} waiting={words.loading}>
        {(inbox) => <Show when={person()}>{(who) => <Set inbox={inbox()} me={who()} again={reading.again} />}</Show>}
      </Found>
    </Page>
  );
}

const unreachable = cannotBeReached();

/** The list of those who read, as the public log has it; what does not fit it is said, and then nothing is sealed. */
async function listedNow(): Promise<Listed | 'differs'> {
  try {
    return await checkedReaders(publicRecord(settings.anonymous));
  } catch (error) {
    if (error instanceof NotChecked) return 'differs';
    throw error;
  }
}

function Set(props: { inbox: Inbox; me: Me; again: () => Promise<void> }): JSX.Element {
  const { held, open, lock, why } = createHeld();
  const drafts = createDrafts();
  const [said, setSaid] = createSignal('');
  const [list, { refetch }] = createResource(listedNow);
  const listed = (): Listed | null => {
    const now = settled(list);
    return now === undefined || now === 'differs' ? null : now;
  };
  const done = (what: string): void => {
    setSaid(what);
    void props.again();
    void refetch();
  };
  const last = () => props.inbox.keys.at(-1);
  const waits = () => props.inbox.keys.find((key) => key.state === 'opened');
  const signing = (): HeldKey | null => {
    const keys = held() ?? [];
    return keyThatCounts(keys, listed()?.readers ?? []) ?? keys.findLast((key) => key.state === 'opened') ?? null;
  };
  return (
    <>
      <p class="said" role="status">
        {said()}
      </p>
      <Show when={settled(list) === 'differs'}>
        <p class="note problem" role="alert">
          {words.checkFailed}
        </p>
      </Show>
      <Show when={list.state === 'errored'}>
        <ProblemNote title={unreachable.title} remedy={unreachable.remedy} again={() => void refetch()} />
      </Show>
      <Show
        when={props.inbox.keys.length > 0}
        fallback={
          <section>
            <h2>{words.setUp}</h2>
            <p>{words.setUpText}</p>
            <NewPassphrase class="write inbox-form" make={makeKey} onMade={() => done(words.made)} />
          </section>
        }
      >
        <Show
          when={held()}
          keyed
          fallback={
            <section class="card">
              <Show when={why()}>{(because) => <p>{words.locked[because()]}</p>}</Show>
              <Unlock class="write inbox-form" text={words.unlockText} isMain open={(passphrase) => openKeys(props.inbox.keys, passphrase)} onOpened={open} />
            </section>
          }
        >
          {(keys) => (
            <>
              <p class="actions">
                <button type="button" class="as-link" onClick={() => lock('asked')}>
                  {words.lock}
                </button>
              </p>
              <Show when={listed()}>{(all) => <MessageList held={keys} listed={all()} me={props.me} terms={props.inbox.terms} drafts={drafts} onSaid={setSaid} />}</Show>
            </>
          )}
        </Show>
        <Show when={waits()}>
          {(key) => (
            <section class="card">
              <h2>{words.waitsTitle}</h2>
              <p>{words.waitsText}</p>
              <Show when={held()?.find(({ id }) => id === key().id)} fallback={<p class="small">{words.unlockForWords}</p>}>
                {(mine) => <MyWords me={props.me} mine={mine()} />}
              </Show>
            </section>
          )}
        </Show>
      </Show>
      <For each={props.inbox.waiting}>{(key) => <Vouching of={key} listed={listed()} mine={signing()} onSaid={done} />}</For>
      <Show when={listed()}>{(all) => <ReadersList listed={all()} left={props.inbox.left} held={held()} onSaid={done} />}</Show>
      <Show when={props.inbox.keys.length > 0}>
        <Deputy deputy={props.inbox.deputy} onSaid={done} />
      </Show>
      <Show when={props.me.roles.includes('guardian')}>
        <section>
          <h2>{words.numbers}</h2>
          <p>
            {words.numbersText} <A href="/numbers">{words.numbersLink}</A>
          </p>
        </section>
      </Show>
      <Show when={props.me.roles.includes('guardian') && listed()}>{(all) => <RecoveryKey isThere={all().recovery !== null} mine={keyThatCounts(held() ?? [], all().readers)} onSaid={done} />}</Show>
      <Show when={listed()?.recovery}>{(recovery) => <Recovering recipient={recovery().recipient} />}</Show>
      <Show when={last()}>
        {(key) => (
          <section>
            <h2>{words.lockedKey}</h2>
            <KeyFile wrapped={key().wrapped} />
            <details>
              <summary>{words.anotherKey}</summary>
              <p class="small">{words.anotherKeyText}</p>
              <NewPassphrase class="write inbox-form" make={makeKey} onMade={() => done(words.made)} />
            </details>
          </section>
        )}
      </Show>
    </>
  );
}
