import { createContext, createEffect, createResource, createSignal, on, onCleanup, useContext, type JSX, type Resource } from 'solid-js';
import { type AnswerOf, identity } from '../identity/client.ts';
import { session } from '../identity/session.ts';

export type Me = AnswerOf<'readMe'>;
export type Round = Me['rounds'][number];
export type State = Round['state'];

/** Who is signed in, and what time it is where the rounds are kept: a device whose clock is off follows the server’s. */
interface Here {
  me: Resource<Me | undefined>;
  now: () => number;
  /** Asks again who I am and where the rounds stand. */
  refresh: () => Promise<unknown>;
}

const Context = createContext<Here>();

export function useHere(): Here {
  const here = useContext(Context);
  if (here === undefined) throw new Error('a page stands inside <Here>');
  return here;
}

export function HereProvider(props: { children: JSX.Element }): JSX.Element {
  const [me, { refetch }] = createResource(
    () => session()?.accessToken,
    async () => {
      const found = await identity('readMe');
      setOffset(Date.parse(found.now) - Date.now());
      return found;
    },
  );
  const [offset, setOffset] = createSignal(0);
  const [ticks, tick] = createSignal(Date.now());
  const timer = setInterval(() => tick(Date.now()), tickMs);
  onCleanup(() => clearInterval(timer));
  const now = () => Math.max(ticks(), 0) + offset();

  // A round that opened or closed while the page stood open is asked for again, once.
  const turned = () => me.state === 'ready' && me().rounds.some((r) => stateAt(r, now()) !== r.state);
  createEffect(on(turned, (has) => void (has && refetch()), { defer: true }));

  return <Context.Provider value={{ me, now, refresh: async () => refetch() }}>{props.children}</Context.Provider>;
}

const tickMs = 20_000;

export const stateAt = (round: Pick<Round, 'opensAt' | 'closesAt'>, now: number): State =>
  now < Date.parse(round.opensAt) ? 'prepared' : now < Date.parse(round.closesAt) ? 'open' : 'closed';

/** The one round in a state that matters: the open one, the next to open, the last to have closed. */
export function roundIn(me: Me, state: State): Round | null {
  const those = me.rounds.filter((r) => r.state === state).sort((a, b) => a.round - b.round);
  return (state === 'closed' ? those.at(-1) : those[0]) ?? null;
}
