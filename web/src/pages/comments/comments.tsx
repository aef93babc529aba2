import { createResource, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { day, list as listed, shortDay } from '../../ui/dates.ts';
import { useHere } from '../me.tsx';
import { MaskedText } from './maskedText.tsx';
import { words } from './words.ts';

type List = AnswerOf<'listComments'>['lists'][number];

/**
 * What people wrote beside their answers and reviewers let through: a section of its own, never beside a score. One group’s, or all that
 * one may read. It is fetched by itself and shown when it is there, so that no score waits for it.
 */
export function Comments(props: { group?: string }): JSX.Element {
  const [found] = createResource(
    () => ({ group: props.group }),
    ({ group }) => identity('listComments', { query: group === undefined ? {} : { group } }),
  );
  const heading = createUniqueId();
  // A page shows its scores where comments cannot be had just now.
  const shown = () => (found.state === 'ready' ? found() : null);
  return (
    <Show when={shown()}>
      {(there) => (
        <Show when={there().lists.length > 0 || there().floor !== null}>
          <section class="comments" aria-labelledby={heading}>
            <h2 id={heading}>{words.heading}</h2>
            <p class="small">{words.how}</p>
            <For each={there().lists} fallback={<p>{words.none(there().floor ?? 0)}</p>}>
              {(list) => <OneList list={list} />}
            </For>
          </section>
        </Show>
      )}
    </Show>
  );
}

function OneList(props: { list: List }): JSX.Element {
  const { now } = useHere();
  const reasons = () => listed(props.list.withheld.map(({ reason, count }) => (count === 1 ? `one ${words.reasons[reason]}` : `${count} because each ${words.reasons[reason]}`)));
  const withheld = () => props.list.withheld.reduce((n, w) => n + w.count, 0);
  return (
    <article>
      <h3>{words.roundHeading(props.list.name, props.list.round, shortDay(props.list.closesAt))}</h3>
      <Show when={props.list.comments === null}>
        <p>{words.elsewhere(props.list.shown, props.list.name)}</p>
      </Show>
      <Show when={props.list.shown > 0 && props.list.comments !== null}>
        <ul>
          <For each={props.list.comments}>
            {(comment) => (
              <li>
                <blockquote>
                  <MaskedText text={comment.text} />
                </blockquote>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.list.waiting > 0}>
        <p class="small">{words.waiting(props.list.waiting, day(props.list.dueAt), Date.parse(props.list.dueAt) <= now())}</p>
      </Show>
      <Show when={withheld() > 0}>
        <p class="small">{words.withheld(withheld(), reasons())}</p>
      </Show>
    </article>
  );
}
