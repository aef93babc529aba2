import { type Component, createMemo, createSignal, type JSX, untrack } from 'solid-js';

/** What comes later is fetched when the first question has been drawn, on a slow phone too; offline the service worker has it. */
export const laterMilliseconds = 1000;
export const againMilliseconds = 2000;

/**
 * A screen whose code is fetched when it is first shown, or before that by `preload`; while the connection is away it is asked for
 * again, and once that has failed too, `missing` stands in its place; until then `waiting` does. Solid's own `lazy` brings its resources and transitions along, which the first question would wait for.
 */
export function later<P extends object>(load: () => Promise<{ default: Component<P> }>, missing: () => JSX.Element = () => null, waiting: () => JSX.Element = () => null): Component<P> & { preload(): Promise<void> } {
  const [screen, setScreen] = createSignal<Component<P> | null>(null);
  const [isMissing, setMissing] = createSignal(false);
  let hasFailed = false;
  let fetching: Promise<void> | null = null;
  const preload = (): Promise<void> =>
    (fetching ??= load().then(
      (found) => void setScreen(() => found.default),
      () => {
        fetching = null;
        setMissing(hasFailed);
        hasFailed = true;
        setTimeout(() => void preload(), againMilliseconds);
      },
    ));
  const shown = (props: P): JSX.Element => {
    void preload();
    return createMemo(() => {
      const found = screen();
      if (found !== null) return untrack(() => found(props));
      return untrack(isMissing() ? missing : waiting);
    }) as unknown as JSX.Element;
  };
  return Object.assign(shown, { preload });
}
