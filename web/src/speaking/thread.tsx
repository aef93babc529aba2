import { For, type JSX, Show } from 'solid-js';
import { copiedTo, copyIs, handOverIs } from '../../../shared/escalation/handOver.ts';
import { dateOf } from '../../../shared/escalation/schedule.ts';
import type { Term } from '../../../shared/escalation/terms.ts';
import { copied, standingOf, type ThreadEntry } from '../../../shared/escalation/thread.ts';
import { list, shortDay } from '../ui/dates.ts';
import { Heading } from '../ui/screenHeading.tsx';
import type { ForWriting } from '../wallet/forWriting.ts';
import { Answer } from './answer.tsx';
import { answerAndEnd } from './answerAndEnd.ts';
import type { Read, Shown } from './lookUp.ts';
import { wordsOfThread } from './wordsOfThread.ts';

const words = wordsOfThread.thread;

/** A conversation as its writer sees it: where it stands, worked out here from what was signed, and every entry of it. */
export function Thread(props: { read: Read; corrected: { typed: string; word: string } | null; forWriting: ForWriting | null; onClose: () => void }): JSX.Element {
  const opened = () => props.read.entries.flatMap((entry) => ('refused' in entry ? [] : [entry]));
  const standing = () => standingOf(opened());
  // When this was sent the page does not know: what is owed at most holds for all, and what was promised since says since when.
  const promised = (days: keyof Term): string => ((set) => (set?.[days] == null ? '' : ` ${words.standing.promised(set[days], shortDay(set.from))}`))(props.forWriting?.terms.at(-1));
  return (
    <>
      <Heading>{words.heading}</Heading>
      <Show when={props.corrected}>{(slip) => <p class="note">{wordsOfThread.comeBack.corrected(slip().typed, slip().word)}</p>}</Show>
      <div class="note">
        <Show when={props.read.lastOpened} fallback={<p>{words.never}</p>}>
          {(day) => (
            <>
              <p>
                <strong>{words.lastOpened(shortDay(dateOf(day())))}</strong>
              </p>
              <p class="aside">{words.notYou}</p>
            </>
          )}
        </Show>
      </div>
      <ul class="standing">
        <li>{standing().acknowledgedOn === null ? words.standing.notAcknowledged + promised('acknowledgeWithinDays') : words.standing.acknowledged(shortDay(standing().acknowledgedOn ?? ''))}</li>
        <For each={answerAndEnd(standing(), promised('answerWithinDays'))}>{(line) => <li>{line}</li>}</For>
      </ul>
      <Show when={props.read.readers === null}>
        <p class="note">{words.unsigned}</p>
      </Show>
      <ol class="entries">
        <For each={props.read.entries}>{(entry) => <Entry entry={entry} read={props.read} />}</For>
      </ol>
      <Answer read={props.read} forWriting={props.forWriting} />
      <button type="button" class="plain" onClick={() => props.onClose()}>
        {words.close}
      </button>
    </>
  );
}

function Entry(props: { entry: Shown; read: Read }): JSX.Element {
  return (
    <li classList={{ own: props.entry.place.from === 'writer' }}>
      <Show when={'refused' in props.entry ? props.entry : null} fallback={<Said one={props.entry as ThreadEntry} at={props.read.entries.indexOf(props.entry)} read={props.read} />}>
        {(kept) => <p class="aside">{kept().place.from === 'writer' && kept().refused === 'does-not-open' ? words.own : words.refusals[kept().refused]}</p>}
      </Show>
    </li>
  );
}

/** Text is text: nothing in it can be clicked. */
function Said(props: { one: ThreadEntry; at: number; read: Read }): JSX.Element {
  const reader = () => {
    const { one, read } = props;
    if (one.from !== 'reader') return null;
    const now = read.readers?.readers.find((r) => r.signs === one.signer);
    const before = read.readers?.former.find((r) => r.signs === one.signer);
    const known = now ?? before;
    // The name that stands in the log beside the key, and not the one somebody wrote.
    return { name: known?.name ?? '', role: known === undefined ? '' : words.keys[known.role], note: now === undefined ? words.keys.former : null };
  };
  const on = () => (props.one.from === 'reader' ? shortDay(props.one.entry.on) : null);
  const handedOn = () => comparedWith(props.one, props.at, props.read);
  const text = () => ('text' in props.one.entry ? props.one.entry.text : handedOn()?.instead ?? null);
  return (
    <>
      <p class="by">
        <Show when={reader()} fallback={<strong>{words.you}</strong>}>
          {(who) => (
            <>
              <strong>{who().name}</strong> ({who().role}
              <Show when={who().note}>{(note) => <>, {note()}</>}</Show>)
            </>
          )}
        </Show>{' '}
        {words.kinds[props.one.entry.kind]}
        <Show when={on()}>{(day) => <span class="on"> · {day()}</span>}</Show>
      </p>
      <Show when={more(props.one, props.read)}>{(line) => <p>{line()}</p>}</Show>
      <Show when={handedOn()}>{(is) => <p classList={{ problem: is().isWrong }}>{is().says}</p>}</Show>
      <Show when={text()}>{(said) => <p class="text">{said()}</p>}</Show>
    </>
  );
}

function more({ entry, keys }: ThreadEntry, { entries, readers }: Read): string | null {
  if (entry.kind === 'status') return words.statuses[entry.status];
  if (entry.kind === 'safeguarding') return words.safeguarding(entry.actedBy, shortDay(entry.actedOn));
  if (entry.kind === 'handed-over') return entry.why === null ? words.handedOver(entry.to) : `${words.handedOver(entry.to)} ${entry.why}`;
  if (entry.kind !== 'copy') return null;
  const to = readers === null ? [] : copiedTo({ entry, keys }, entries, readers).map(({ name }) => name);
  return to.length === 0 ? words.copy : words.copyFor(list(to));
}

/** What this page found when it held what was handed on against what was written; null where nothing was. `instead`: what went in its place. */
function comparedWith({ entry }: ThreadEntry, at: number, { entries, readers }: Read): { says: string; isWrong: boolean; instead: string | null } | null {
  if (entry.kind === 'copy') {
    const is = copyIs(entry, entries);
    const [isWrong, other] = [is === 'changed' || is === 'never-written', copied(entry.content)];
    return { says: words.copyIs[is], isWrong, instead: isWrong && other?.kind === 'message' ? other.text : null };
  }
  if (entry.kind !== 'handed-over') return null;
  const is = readers === null ? 'cannot-tell' : handOverIs(at, entries, readers);
  return { says: words.handOverIs[is], isWrong: is !== 'word-for-word' && is !== 'cannot-tell', instead: null };
}
