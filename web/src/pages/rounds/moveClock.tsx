import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity, Refused, unreachable } from '../../identity/client.ts';
import { dayAndTime, list } from '../../ui/dates.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { roundIn, useHere } from '../me.tsx';
import { words } from './words.ts';

/** The demo’s clock. Moving it takes a moment: the rounds on the way are opened and closed before the answer comes. */
export function MoveClock(): JSX.Element {
  const { me, now, refresh } = useHere();
  const [state, setState] = createSignal<'still' | 'moving' | 'moved' | Refused>('still');
  const [any, setAny] = createSignal('');
  const field = createUniqueId();
  const move = async (to: number) => {
    setState('moving');
    try {
      await identity('moveClock', { body: { to: new Date(to).toISOString() } });
      await refresh();
      setState('moved');
    } catch (error) {
      setState(error instanceof Refused ? error : unreachable());
    }
  };
  /** The turns ahead, a button each; two at one instant are one. */
  const turns = (): { at: string; what: string }[] => {
    const person = me();
    const open = person === undefined ? null : roundIn(person, 'open');
    const next = person === undefined ? null : roundIn(person, 'prepared');
    const closes = open === null ? [] : [{ at: open.closesAt, what: words.toClosing(open.round) }];
    const opens = next === null ? [] : [{ at: next.opensAt, what: words.toOpening(next.round) }];
    return [...Map.groupBy([...closes, ...opens], (turn) => turn.at)].map(([at, those]) => ({ at, what: list(those.map((t) => t.what)) }));
  };
  const to = (at: string) => void move(Date.parse(at) + pastMs);
  const refused = () => {
    const s = state();
    return s instanceof Refused ? s : null;
  };
  return (
    <section>
      <h2>{words.clock}</h2>
      <p>
        {words.clockText} {words.nowIs(dayAndTime(now()))}
      </p>
      <p class="actions">
        <For each={turns()}>
          {(turn) => (
            <button type="button" class="quiet" disabled={state() === 'moving'} onClick={() => to(turn.at)}>
              {words.to(dayAndTime(turn.at), turn.what)}
            </button>
          )}
        </For>
      </p>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          void move(Date.parse(any()));
        }}
      >
        <label for={field}>{words.toAny}</label>
        <input id={field} type="datetime-local" required value={any()} onInput={(event) => setAny(event.currentTarget.value)} />
        <button type="submit" class="quiet" disabled={state() === 'moving'}>
          {words.move}
        </button>
      </form>
      <Show when={state() === 'moving'}>
        <Waiting for={words.moving} />
      </Show>
      <Show when={state() === 'moved'}>
        <p role="status">{words.moved(dayAndTime(now()))}</p>
      </Show>
      <Show when={refused()}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} />}</Show>
    </section>
  );
}

/** A round is counted a little after it has closed; the demo goes past that, so that there is something to see. */
const pastMs = 120_000;
