import { createContext, createEffect, createSignal, on, onCleanup, useContext, type JSX } from 'solid-js';
import { session } from '../identity/session.ts';
import { type Device, deviceOf } from './device.ts';
import { useHere } from './me.tsx';
import { type Collected, collectable, collectFor, collectStaffTokens, fetchCheckIn, onQueueChange, type RoundHere, walletOf } from './tokens.ts';

/**
 * What this device holds for whoever is signed in. On an own device it collects by itself at every sign-in; on any device the
 * check-in’s code is fetched. Nothing on a page waits for it.
 */
interface Holdings {
  device: () => Device | null;
  state: () => 'looking' | 'collecting' | 'ready' | 'failed';
  rounds: () => readonly RoundHere[];
  /** What came of collecting, by round; only where it was tried. */
  collected: () => ReadonlyMap<number, Collected>;
  /** Collects for these rounds now, on this device as it is. */
  collect: (rounds: readonly number[]) => Promise<void>;
  look: () => Promise<void>;
}

const Context = createContext<Holdings>();

export function useHoldings(): Holdings {
  const holdings = useContext(Context);
  if (holdings === undefined) throw new Error('a page stands inside <HoldingsProvider>');
  return holdings;
}

export function HoldingsProvider(props: { children: JSX.Element }): JSX.Element {
  const { me } = useHere();
  const [state, setState] = createSignal<'looking' | 'collecting' | 'ready' | 'failed'>('looking');
  const [rounds, setRounds] = createSignal<readonly RoundHere[]>([]);
  const [collected, setCollected] = createSignal<ReadonlyMap<number, Collected>>(new Map());
  const person = () => (session() !== null && me.state === 'ready' ? me() : undefined);
  const device = () => {
    const who = person();
    return who === undefined ? null : deviceOf(who.id);
  };

  const look = async () => {
    const who = person();
    if (who === undefined) return;
    const wallet = await walletOf(who, device() ?? 'shared');
    setRounds(await wallet.rounds());
  };
  const collect = async (these: readonly number[]) => {
    const who = person();
    if (who === undefined || these.length === 0) return;
    setState('collecting');
    try {
      const results = await collectFor(who, device() ?? 'shared', these);
      setCollected(new Map([...collected(), ...results.map((r): [number, Collected] => [r.round, r])]));
      await look();
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  const begin = async () => {
    try {
      await look();
      setState('ready');
    } catch {
      setState('failed');
    }
  };

  createEffect(
    on([person, device], ([who, kind]) => {
      if (who === undefined) return;
      setCollected(new Map());
      void (kind === 'own' ? collect(collectable(who)).then(begin).then(() => collectStaffTokens(who)).catch(() => undefined) : begin());
    }),
  );
  createEffect(
    on(
      () => person()?.id,
      (id) => {
        if (id !== undefined) void fetchCheckIn().catch(() => undefined);
      },
    ),
  );
  let listening = true;
  let stop: (() => void) | null = null;
  void onQueueChange(() => void look()).then((end) => {
    if (listening) stop = end;
    else end();
    return null;
  });
  onCleanup(() => {
    listening = false;
    stop?.();
  });

  return <Context.Provider value={{ device, state, rounds, collected, collect, look }}>{props.children}</Context.Provider>;
}
