import { createSignal, createUniqueId, For, onMount, Show, type JSX } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { dayAndTime, time } from '../../ui/dates.ts';
import { useHere } from '../me.tsx';
import { Move, Rebook, Take } from './change.tsx';
import { Accounts, Confirm } from './confirm.tsx';
import { isOver, isToRebook, type Session, toConfirm } from './mine.ts';
import { kinds, words } from './words.ts';

/** A form over the page. The page behind it may be read anew meanwhile: what was typed stands here. Escape and “Close” leave everything as it is. */
export function Sheet(props: { title: string; onClose: () => void; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  let dialog!: HTMLDialogElement;
  onMount(() => dialog.showModal());
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby={id} onClose={() => props.onClose()}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
      <p class="actions">
        <button type="button" class="as-link" onClick={() => dialog.close()}>
          {words.close}
        </button>
      </p>
    </dialog>
  );
}

export interface Acting {
  me: string;
  names: Readonly<Record<string, string>>;
  mayChange: (session: Session) => boolean;
}

export const whoIsIn = ({ people, givenBy }: Session, names: Acting['names'], me: string): string => {
  const named = (id: string): string => (id === me ? words.you : (names[id] ?? ''));
  const those = people.length > 3 ? words.people(people.length) : people.map(named).join(', ');
  const all = givenBy === null ? those : `${those}, ${words.with(named(givenBy))}`;
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}`;
};

/**
 * One session: what it is, what was said of it, and all that can be done about it now. It is as it was when it was opened, though the page
 * behind learns meanwhile that it was taken: what follows from that stands in here. `initialTo`: where it was dragged.
 */
export function SessionSheet(props: Acting & { initialSession: Session; initialTo?: string; onChanged: (said: string) => void; onClose: () => void }): JSX.Element {
  const { now } = useHere();
  const session: Session = structuredClone(unwrap(props.initialSession));
  type Way = 'move' | 'take';
  const [way, setWay] = createSignal<Way | null>(props.initialTo === undefined ? null : 'move');
  const isStanding = () => session.gone === null && !isOver(session, now()) && session.lines.every((l) => Object.keys(l.accounts).length === 0);
  const done = (said: string) => {
    props.onChanged(said);
    props.onClose();
  };
  const ways: [Way, string][] = [['move', words.move], ['take', words.take]];
  return (
    <Sheet title={kinds[session.of]} onClose={() => props.onClose()}>
      <p>
        {dayAndTime(session.start)}–{time(session.end)}. {whoIsIn(session, props.names, props.me)}.
      </p>
      <Accounts session={session} me={props.me} names={props.names} />
      <Show when={toConfirm([session], props.me, now()).length > 0}>
        <h3>{words.confirm}</h3>
        <Confirm session={session} onSaid={done} />
      </Show>
      <Show when={props.mayChange(session)}>
        <Show when={isStanding()}>
          <div class="answers">
            <For each={ways}>
              {([which, said]) => (
                <button type="button" class="quiet" aria-expanded={way() === which} onClick={() => setWay(which)}>
                  {said}
                </button>
              )}
            </For>
          </div>
          <Show when={way() === 'move'}>
            <Move session={session} {...(props.initialTo === undefined ? {} : { initialTo: props.initialTo })} onDone={done} />
          </Show>
          <Show when={way() === 'take'}>
            <Take session={session} onTaken={() => props.onChanged('')} onDone={done} />
          </Show>
        </Show>
        <Show when={session.lines.some(isToRebook)}>
          <h3>{words.rebook}</h3>
          <Rebook session={session} onDone={done} />
        </Show>
      </Show>
    </Sheet>
  );
}
