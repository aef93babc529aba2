import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js';
import { entryRefusals, themes } from '../../../../shared/escalation/thread.ts';
import type { Terms } from '../../../../shared/escalation/terms.ts';
import { dateOf, dayOf } from '../../../../shared/escalation/schedule.ts';
import { shortDay } from '../../ui/dates.ts';
import { Empty, ProblemNote, Waiting } from '../../ui/notice.tsx';
import { type Me, useHere } from '../me.tsx';
import { problemOf, settled } from '../reading.tsx';
import type { Drafts } from './drafts.ts';
import type { HeldKey } from './held.ts';
import { openingWith, readMessages, type Row } from './messages.ts';
import { byWhatIsOwed, owedOf, writtenAgainOn } from './owed.ts';
import { OneThreadView } from './oneThread.tsx';
import type { Listed } from '../../wallet/readersOfMessages.ts';
import { words } from './words.ts';

/** All messages that these keys open: what is owed first. Which one is open is in no address. */
export function MessageList(props: { held: readonly HeldKey[]; listed: Listed; me: Me; terms: Terms; drafts: Drafts; onSaid: (what: string) => void }): JSX.Element {
  const { now } = useHere();
  const opening = createMemo(() => openingWith(props.held, [...props.listed.readers, ...props.listed.former]));
  const [found, { refetch }] = createResource(opening, readMessages);
  const messages = () => settled(found);
  const today = () => dateOf(dayOf(now()));
  const [chosen, setChosen] = createSignal<string | null>(null);
  const problem = () => problemOf(found);
  const back = (): void => {
    setChosen(null);
    void refetch();
  };
  return (
    <section>
      <Show when={problem()}>{(it) => <ProblemNote title={it().title} remedy={it().remedy} again={() => void refetch()} />}</Show>
      <Show
        when={chosen()}
        keyed
        fallback={
          <>
            <h2>{words.list}</h2>
            <p class="small">{words.atRisk}</p>
            <Show when={messages()} fallback={<Show when={problem() === null}>{<Waiting for={words.reading} />}</Show>}>
              {(all) => (
                <>
                  <Show when={all().rows.length > 0} fallback={<Empty>{words.none}</Empty>}>
                    <ul class="messages">
                      <For each={byWhatIsOwed(all().rows, props.terms, today())}>
                        {(row) => (
                          <li>
                            <OneRow row={row} terms={props.terms} today={today()} onOpen={() => setChosen(row.line.thread)} />
                          </li>
                        )}
                      </For>
                    </ul>
                  </Show>
                  <Show when={all().others > 0}>
                    <p class="small">{words.others(all().others)}</p>
                  </Show>
                </>
              )}
            </Show>
          </>
        }
      >
        {(thread) => (
          <>
            <p class="actions">
              <button type="button" class="quiet" onClick={back}>
                {words.back}
              </button>
            </p>
            <OneThreadView thread={thread} opening={opening()} held={props.held} listed={props.listed} me={props.me} terms={props.terms} drafts={props.drafts} onSaid={props.onSaid} />
          </>
        )}
      </Show>
    </section>
  );
}

function OneRow(props: { row: Row; terms: Terms; today: string; onOpen: () => void }): JSX.Element {
  const theme = () => (props.row.refused !== null ? words.tampered : props.row.theme === null ? words.noTheme : themes[props.row.theme]);
  const day = () => shortDay(props.row.line.receivedOn);
  return (
    <>
      <h3>{theme()}</h3>
      <Show when={props.row.refused}>{(why) => <p class="wrong">{entryRefusals[why()]}</p>}</Show>
      <Show when={writtenAgainOn(props.row.line)}>
        {(on) => (
          <p>
            <b>{words.writtenAgain(shortDay(on()))}</b>
          </p>
        )}
      </Show>
      <Clock line={props.row.line} terms={props.terms} today={props.today} />
      <button type="button" class="quiet" aria-label={words.open(theme(), day())} onClick={() => props.onOpen()}>
        {words.openShort}
      </button>
    </>
  );
}

/** The days of a thread in words. Overdue is said and marked, not coloured alone. */
export function Clock(props: { line: Row['line']; terms: Terms; today: string }): JSX.Element {
  const owed = () => owedOf(props.line, props.terms, props.today);
  const said = (): { text: string; late: boolean } => {
    const { acknowledged, answered, acknowledgeBy, answerBy } = owed();
    if (acknowledged === 'overdue') return { text: words.overdueAcknowledge(shortDay(acknowledgeBy)), late: true };
    if (acknowledged === 'waiting') return { text: words.acknowledgeBy(shortDay(acknowledgeBy)), late: false };
    if (answered === 'overdue') return { text: words.overdueAnswer(shortDay(answerBy)), late: true };
    if (answered === 'waiting') return { text: words.answerBy(shortDay(answerBy)), late: false };
    if (props.line.closedOn !== null) return { text: words.closedOn(shortDay(props.line.closedOn)), late: false };
    return { text: words.answeredOn(shortDay(props.line.answeredOn ?? props.line.receivedOn)), late: false };
  };
  return (
    <p class="clock">
      {words.receivedOn(shortDay(props.line.receivedOn))}, <span classList={{ overdue: said().late }}>{said().text}</span>
    </p>
  );
}
