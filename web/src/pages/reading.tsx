import { type Accessor, createEffect, createResource, type Resource, Show, type JSX } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { Refused, unreachable } from '../identity/client.ts';
import { ProblemNote, Waiting } from '../ui/notice.tsx';

export interface Reading<T> {
  found: () => T | null;
  again: () => Promise<void>;
  reading: Resource<T>;
}

/**
 * A reading that is taken again after every change, without what stands on the page being made anew: what is the same stays the same
 * object, so a half-written form in a list stays where it is. `reading.state` says whether there is anything yet; an error is the page’s.
 */
export function createReading<T extends object, S>(source: () => S | null | undefined | false, read: (source: S) => Promise<T>): Reading<T> {
  const [reading, { refetch }] = createResource(source, read);
  const [kept, setKept] = createStore<{ found: T[] }>({ found: [] });
  createEffect(() => {
    // Read while it is refreshing it would send the whole page back to waiting.
    const latest = reading.state === 'ready' || reading.state === 'refreshing' ? reading.latest : undefined;
    if (latest !== undefined) setKept('found', reconcile([latest], { key: 'id', merge: true }));
  });
  return { found: () => kept.found[0] ?? null, again: async () => void (await refetch()), reading };
}

/** What there is of a resource. Read by itself before there is anything, it would send the whole page back to waiting. */
export const settled = <T,>(of: Resource<T>): T | undefined => (of.state === 'ready' || of.state === 'refreshing' ? of.latest : undefined);

/** Why there is nothing of a resource, in words: for what is read inside a page that stands. */
export const problemOf = (of: Resource<unknown>): Refused | null => (of.state === 'errored' ? (of.error instanceof Refused ? of.error : unreachable()) : null);

/** What went wrong is the frame’s to say: read like this, it gets there. */
export const Broken = (props: { of: Resource<unknown> }): JSX.Element => <>{void props.of()}</>;

/** What was found, once there is anything: until then that it is on its way, or what went wrong. */
export const Found = <T,>(props: { by: Reading<T>; waiting: string; children: (found: Accessor<NonNullable<T>>) => JSX.Element }): JSX.Element => (
  <Show when={props.by.found() !== null || props.by.reading.error === undefined} fallback={<Broken of={props.by.reading} />}>
    <Show when={props.by.found()} fallback={<Waiting for={props.waiting} />}>
      {(found) => (
        <>
          <Stale of={props.by.reading} again={props.by.again} />
          {props.children(found)}
        </>
      )}
    </Show>
  </Show>
);

/** What stands is from before: it could not be read anew. It stays, and so does whatever is half-written in it. */
export const Stale = (props: { of: Resource<unknown>; again: () => Promise<void> }): JSX.Element => (
  <Show when={props.of.error instanceof Refused && props.of.error}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} again={() => void props.again()} />}</Show>
);
