import { createResource, createSignal, For, Match, onMount, Show, Switch, type JSX } from 'solid-js';
import type { Terms } from '../../../../shared/escalation/terms.ts';
import { dateOf, dayOf } from '../../../../shared/escalation/schedule.ts';
import { entryRefusals, type Opening, standingOf, statuses, themes } from '../../../../shared/escalation/thread.ts';
import { unreachable } from '../../identity/client.ts';
import { list, shortDay } from '../../ui/dates.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { type Me, useHere } from '../me.tsx';
import { problemOf, settled } from '../reading.tsx';
import { Answering } from './answering.tsx';
import type { Drafts } from './drafts.ts';
import type { HeldKey } from './held.ts';
import { Clock } from './messageList.tsx';
import { type OneThread, readThread } from './messages.ts';
import type { Listed } from '../../wallet/readersOfMessages.ts';
import { addEntry, type Writing, writingIn } from './sealing.ts';
import type { Shown } from './shown.ts';
import { keyThatCounts, nameOf, readersOf, saidAbout } from './whom.ts';
import { words } from './words.ts';

export interface InThread {
  found: OneThread;
  writing: Writing;
  mine: HeldKey;
  listed: Listed & { recovery: NonNullable<Listed['recovery']> };
  opening: Opening;
  me: Me;
  today: string;
  drafts: Drafts;
}

/** One thread, opened here: what was written, who will read a reply, and what can be said. Reading what they wrote last tells the writer so, once. */
export function OneThreadView(props: { thread: string; opening: Opening; held: readonly HeldKey[]; listed: Listed; me: Me; terms: Terms; drafts: Drafts; onSaid: (what: string) => void }): JSX.Element {
  const { now } = useHere();
  const today = () => dateOf(dayOf(now()));
  const [acknowledging, setAcknowledging] = createSignal<'still' | 'sending' | 'failed'>('still');
  const mine = () => keyThatCounts(props.held, props.listed.readers);
  const read = async (): Promise<OneThread> => {
    const found = await readThread(props.thread, props.opening);
    void acknowledge(found);
    return found;
  };
  const [found, { refetch }] = createResource(read);
  const there = () => settled(found);
  const problem = () => problemOf(found);
  const inThread = (thread: OneThread): InThread | null => {
    const [key, { recovery }] = [mine(), props.listed];
    if (key === null || recovery === null) return null;
    const listed = { ...props.listed, recovery };
    const writing = writingIn(thread, listed, key, props.opening);
    return writing === null ? null : { found: thread, writing, mine: key, listed, opening: props.opening, me: props.me, today: today(), drafts: props.drafts };
  };

  /** That something has arrived, the first time or again, is said by whoever opens it first, without being asked. */
  async function acknowledge(thread: OneThread): Promise<void> {
    const writes = thread.line.unreadSince === null ? null : inThread(thread);
    // What is open to other readers alone is theirs to say.
    if (writes === null || writes.writing.opened < thread.line.entries - thread.line.fromReaders) return;
    setAcknowledging('sending');
    try {
      await addEntry(writes.writing, { v: 1, kind: 'acknowledged', on: today(), name: props.me.name }, thread.line.fromReaders + 1);
      setAcknowledging('still');
      await refetch();
    } catch {
      setAcknowledging('failed');
    }
  }
  const said = (what: string): void => {
    props.onSaid(what);
    void refetch();
  };
  return (
    <>
      <Show when={problem()}>{(it) => <ProblemNote title={it().title} remedy={it().remedy} again={() => void refetch()} />}</Show>
      <Show when={there()} fallback={<Show when={problem() === null}>{<Waiting for={words.thread.opening} />}</Show>}>
        {(thread) => (
          <>
            <Heading thread={thread()} />
            <Clock line={thread().line} terms={props.terms} today={today()} />
            <Show when={acknowledging() === 'sending'}>
              <Waiting for={words.acknowledging} />
            </Show>
            <Show when={acknowledging() === 'failed'}>
              <ProblemNote title={words.notAcknowledged} remedy={unreachable().remedy} again={() => void acknowledge(thread())} />
            </Show>
            <ol class="thread">
              <For each={thread().shown}>{(one) => <Entry one={one} listed={props.listed} />}</For>
            </ol>
            <p class="small">{words.atRisk}</p>
            <Show when={inThread(thread())} fallback={<p>{mine() === null ? words.noCountingKey : words.cannotReply}</p>}>
              {(writes) => (
                <>
                  <p class="small">{words.willRead(list(readersOf(thread(), props.listed.readers, writes().mine).map((r) => r.name)))}</p>
                  <Answering in={writes()} onSaid={said} />
                </>
              )}
            </Show>
          </>
        )}
      </Show>
    </>
  );
}

function Heading(props: { thread: OneThread }): JSX.Element {
  const theme = () => props.thread.written.map(({ entry }) => (entry.kind === 'message' ? entry.theme : null)).find((each) => each !== null);
  const status = () => standingOf(props.thread.shown.flatMap((one) => ('said' in one ? [one.said] : []))).status;
  const focused = (heading: HTMLHeadingElement) => onMount(() => heading.focus());
  return (
    <>
      <h2 tabindex="-1" ref={focused}>
        {((name) => (name === undefined || name === null ? words.noTheme : themes[name]))(theme())}
      </h2>
      <Show when={status()}>
        {(now) => (
          <p>
            <b>{words.status}:</b> {statuses[now()]}
          </p>
        )}
      </Show>
    </>
  );
}

/** One entry. Text alone: what looks like a link is words, and leads nowhere. */
function Entry(props: { one: Shown; listed: Listed }): JSX.Element {
  const shut = () => ('shut' in props.one ? props.one.shut.refused : null);
  const said = () => ('said' in props.one ? props.one.said : null);
  const writer = () => ((one) => (one?.from === 'writer' ? one.entry : null))(said());
  const reader = () => ((one) => (one?.from === 'reader' ? one : null))(said());
  const about = () => ((entry) => (entry === null ? [] : saidAbout([entry], props.listed).map(({ name }) => name)))(writer());
  const copiedBy = () => ('said' in props.one && props.one.copiedBy !== null ? nameOf(props.one.copiedBy, props.listed) : null);
  return (
    <li classList={{ theirs: said()?.from === 'writer' }}>
      <Show when={shut()}>{(why) => <p class="wrong">{entryRefusals[why()]}</p>}</Show>
      <Show when={writer()}>
        {(entry) => (
          <>
            <p class="by">
              <Show when={copiedBy()} fallback={words.fromWriter}>
                {(name) => words.copiedBy(name())}
              </Show>
            </p>
            <Show when={about().length > 0}>
              <p class="small">{words.isAbout(list(about()))}</p>
            </Show>
            <p class="as-written">{((e) => (e.kind === 'message' ? e.text : words.closedByWriter))(entry())}</p>
          </>
        )}
      </Show>
      <Show when={reader()}>{(one) => <FromReader entry={one().entry} name={nameOf(one().signer, props.listed)} />}</Show>
    </li>
  );
}

type ReaderSaid = Extract<Extract<Shown, { said: unknown }>['said'], { from: 'reader' }>['entry'];

/** `name`: whose key signed it. */
function FromReader(props: { entry: ReaderSaid; name: string }): JSX.Element {
  const is = <K extends ReaderSaid['kind']>(kind: K) => (props.entry.kind === kind ? (props.entry as Extract<ReaderSaid, { kind: K }>) : null);
  const by = () => words.replied(props.name, shortDay(props.entry.on));
  const Text = (at: { text: string | null }) => <Show when={at.text}>{(text) => <p class="as-written">{text()}</p>}</Show>;
  return (
    <Switch>
      <Match when={is('acknowledged')}>{(e) => <p class="by">{words.acknowledgedHere(props.name, shortDay(e().on))}</p>}</Match>
      <Match when={is('reply')}>
        {(e) => (
          <>
            <p class="by">{by()}</p>
            <Text text={e().text} />
          </>
        )}
      </Match>
      <Match when={is('status')}>
        {(e) => (
          <>
            <p class="by">{by()}</p>
            <p>
              <b>{words.status}:</b> {statuses[e().status]}
            </p>
            <Text text={e().text} />
          </>
        )}
      </Match>
      <Match when={is('safeguarding')}>{(e) => <p class="by">{words.safeguardingEntry(e().actedBy, shortDay(e().actedOn))}</p>}</Match>
      <Match when={is('handed-over')}>
        {(e) => (
          <>
            <p class="by">{words.handedOver(props.name, e().to, shortDay(e().on))}</p>
            <Text text={e().why} />
          </>
        )}
      </Match>
      <Match when={is('closed')}>
        {(e) => (
          <>
            <p class="by">{words.closedEntry(props.name, shortDay(e().on))}</p>
            <Text text={e().text} />
          </>
        )}
      </Match>
    </Switch>
  );
}
