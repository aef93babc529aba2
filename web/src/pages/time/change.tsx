import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { day } from '../../ui/dates.ts';
import { Waiting } from '../../ui/notice.tsx';
import { inAYear, localOf, noonOf, wallOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { isReason, isToCome, ReasonField, RefusedOrClash, startOf, type When, WhenFields } from './fields.tsx';
import { FreeTimes } from './freeTimes.tsx';
import { minutesOf, partiesOf, type Session, type Slot } from './mine.ts';
import { FindSomebody, type Somebody } from './people.tsx';
import { createSending, Send } from '../sending.tsx';
import { words } from './words.ts';

interface Changing {
  session: Session;
  onDone: (said: string) => void;
}
const ownerOf = ({ people }: Session): string => people[0] ?? '';
const whenOf = (start: string | undefined): When => (start === undefined ? { day: '', time: '' } : { day: start.slice(0, 10), time: start.slice(11, 16) });

/** Books a lost time again: the next free times, a tap each, or one’s own. */
export function Rebook(props: Changing & { known?: readonly Slot[] }): JSX.Element {
  const { isSending, refused, send } = createSending();
  const minutes = () => Math.max(minutesOf(props.session), ...props.session.lines.filter((l) => l.minutesOwed > 0).map((l) => l.minutesPromised));
  const [tried, setTried] = createSignal('');
  const [isOwn, setOwn] = createSignal(false);
  const [asksGiver, setAsksGiver] = createSignal(false);
  const [giver, setGiver] = createSignal<Somebody | null>(null);
  const [isRegistered, setRegistered] = createSignal(true);
  const book = async (start: string, despite = false) => {
    const { id, givenBy } = props.session;
    const by = giver();
    setTried(start);
    const gives = by === null ? {} : { giver: { givenBy: by.id, supervisor: isRegistered() ? ('registered social worker' as const) : ('other' as const) } };
    if (await send(identity('changeSession', { params: { id }, body: { kind: 'rebooked', owner: ownerOf(props.session), start, minutes: minutes(), despite, ...gives } }))) return props.onDone(words.rebooked(spoken(start)));
    if (refused()?.problem === 'has-left' && givenBy !== null) setAsksGiver(true);
  };
  const people = () => partiesOf({ ...props.session, givenBy: giver()?.id ?? props.session.givenBy });
  return (
    <div class="rebook">
      <FreeTimes people={people()} minutes={minutes()} {...(props.known === undefined || giver() !== null ? {} : { known: props.known })} isSending={isSending()} onPick={(slot) => void book(localOf(slot.start))} />
      <button type="button" class="as-link" aria-expanded={isOwn()} onClick={() => setOwn(!isOwn())}>
        {words.anotherTime}
      </button>
      <Show when={isOwn()}>
        <OwnTime label={words.rebook} isSending={isSending()} onSend={(start) => void book(start)} />
      </Show>
      <Show when={isSending()}>
        <Waiting for={words.booking} />
      </Show>
      <RefusedOrClash refused={refused()} isSending={isSending()} onDespite={() => void book(tried(), true)} />
      <Show when={asksGiver()}>
        <p>{words.giverLeft}</p>
        <FindSomebody label={words.givesNow} onFound={setGiver} />
        <Show when={giver()}>
          {(by) => (
            <>
              <p role="status">{words.givesIt(by().name)}</p>
              <label class="tick">
                <input type="checkbox" checked={isRegistered()} onChange={(event) => setRegistered(event.currentTarget.checked)} />
                <span>{words.isRegistered}</span>
              </label>
            </>
          )}
        </Show>
      </Show>
    </div>
  );
}

/** “Friday 4 December at 17:00”, of a time by the clock on the wall. */
export const spoken = (start: string): string => `${day(noonOf(start.slice(0, 10)))} at ${start.slice(11, 16)}`;

function OwnTime(props: { label: string; isSending: boolean; onSend: (start: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { now } = useHere();
  const [when, setWhen] = createSignal<When>({ day: '', time: '' });
  const [isWrong, setWrong] = createSignal(false);
  const today = () => wallOf(now()).day;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isRight = isToCome(when(), localOf(new Date(now()).toISOString()));
        setWrong(!isRight);
        if (isRight) props.onSend(startOf(when()));
        else document.getElementById(`${id}-day`)?.focus();
      }}
    >
      <WhenFields id={id} value={when()} isWrong={isWrong()} min={today()} max={inAYear(today())} onChange={setWhen} />
      <button type="submit" class="quiet" disabled={props.isSending}>
        {props.label}
      </button>
    </form>
  );
}

/** Moves a session to another time. The reason comes first: nothing is moved before it is given. */
export function Move(props: Changing & { initialTo?: string }): JSX.Element {
  const id = createUniqueId();
  const { now } = useHere();
  const sending = createSending();
  const [when, setWhen] = createSignal<When>(whenOf(props.initialTo));
  const [reason, setReason] = createSignal('');
  const [wrong, setWrong] = createSignal<'when' | 'reason' | null>(null);
  const today = () => wallOf(now()).day;
  const move = async (despite = false) => {
    const why = reason();
    const first = !isToCome(when(), localOf(new Date(now()).toISOString())) ? 'when' : isReason(why) ? null : 'reason';
    setWrong(first);
    if (first !== null || !isReason(why)) return document.getElementById(first === 'when' ? `${id}-day` : `${id}-reason`)?.focus();
    const [{ id: session }, start] = [props.session, startOf(when())];
    if (await sending.send(identity('changeSession', { params: { id: session }, body: { kind: 'moved', owner: ownerOf(props.session), start, minutes: minutesOf(props.session), reason: why, despite } }))) props.onDone(words.moved(spoken(start)));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <ReasonField id={`${id}-reason`} label={words.moveWhy} hint={words.takeHint} value={reason()} isWrong={wrong() === 'reason'} onChoose={setReason} />
      <WhenFields id={id} value={when()} isWrong={wrong() === 'when'} min={today()} max={inAYear(today())} onChange={setWhen} />
      <Show when={props.initialTo === undefined}>
        <FreeTimes people={partiesOf(props.session)} minutes={minutesOf(props.session)} isSending={sending.isSending()} onPick={(slot) => setWhen(whenOf(localOf(slot.start)))} />
      </Show>
      <Send label={words.move} waiting={words.sending} sending={sending} note={<RefusedOrClash refused={sending.refused()} isSending={sending.isSending()} onDespite={() => void move(true)} />} />
    </form>
  );
}

/** Takes the time. What is taken stays owed, and the next free times come with the answer: giving it back is one tap. */
export function Take(props: Changing & { onTaken: () => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [reason, setReason] = createSignal('');
  const [isWrong, setWrong] = createSignal(false);
  const [taken, setTaken] = createSignal<AnswerOf<'changeSession'> | null>(null);
  const take = async () => {
    const why = reason();
    setWrong(!isReason(why));
    if (!isReason(why)) return document.getElementById(`${id}-reason`)?.focus();
    const session = props.session;
    const asked = identity('changeSession', { params: { id: session.id }, body: { kind: 'taken', owner: ownerOf(session), reason: why } });
    if (!(await sending.send(asked))) return;
    setTaken(await asked);
    props.onTaken();
  };
  return (
    <Show
      when={taken()}
      fallback={
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <ReasonField id={`${id}-reason`} label={words.takeWhy} hint={words.takeHint} value={reason()} isWrong={isWrong()} onChoose={setReason} />
          <Send label={words.takeSend} waiting={words.sending} sending={sending} />
        </form>
      }
    >
      {(answer) => (
        <>
          <p role="status">
            <b>{words.takenNow}</b>
          </p>
          <Rebook session={answer().session} known={answer().free} onDone={props.onDone} />
        </>
      )}
    </Show>
  );
}
