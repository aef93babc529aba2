import { For, Show, type JSX } from 'solid-js';
import { items } from '../../../../shared/time/catalogue.ts';
import type { Item } from '../../../../shared/time/rules/rule.ts';
import { identity } from '../../identity/client.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { randomId } from '../../ui/randomId.ts';
import type { Cpd } from './draft.ts';
import { Practice } from './practice.tsx';
import { words } from './words.ts';

interface OfYear {
  cpd: Cpd;
  onSaid: (what: string) => void;
}
const isItem = (item: string): item is Item => item in items;
const nameOf = (item: string): string => (isItem(item) ? items[item] : item);

/** First what is missing, then the three things, each with its own state: none of them stands for another. */
export function YearView(props: OfYear): JSX.Element {
  const needs = () => props.cpd.ticks.flatMap(({ needs: needed }) => needed ?? []);
  return (
    <Show when={props.cpd.year} fallback={<p>{words.noYear}</p>}>
      {(year) => (
        <>
          <section class="card unprinted">
            <h2>{words.needs}</h2>
            <ul>
              <For each={needs()} fallback={<li>{words.nothing}</li>}>{(said) => <li>{said}</li>}</For>
            </ul>
            <p class="small">{words.year(year().from, year().to)}</p>
          </section>
          <section>
            <h2>{words.three}</h2>
            <ul class="three">
              <For each={props.cpd.ticks}>{(tick) => <TickLine tick={tick} isOpen={props.cpd.today >= year().opensOn} opensOn={year().opensOn} {...props} />}</For>
            </ul>
          </section>
        </>
      )}
    </Show>
  );
}

function TickLine(props: OfYear & { tick: Cpd['ticks'][number]; isOpen: boolean; opensOn: string }): JSX.Element {
  return (
    <li>
      <p>
        <span aria-hidden="true">{props.tick.state === 'done' ? '✓ ' : props.tick.state === 'open' ? '○ ' : '– '}</span>
        <b>{words.abouts[props.tick.about]}</b>: {words.states[props.tick.state]}
      </p>
      <Show when={props.tick.state === 'not-this-year' || props.tick.item === null}>
        <p class="small">{props.tick.state === 'not-this-year' ? props.tick.why : props.tick.counted.join(', ')}</p>
      </Show>
      <Show when={props.tick.state !== 'not-this-year' && props.tick.item}>
        {(item) => (
          <Show when={props.isOpen} fallback={<p class="small">{words.opens(props.opensOn)}</p>}>
            <Ticking item={item()} says={words.tick[props.tick.about] ?? ''} unsays={words.untick} isDone={props.tick.state === 'done'} {...props} />
          </Show>
        )}
      </Show>
    </li>
  );
}

/** Says that something was done today, or takes the last such word back. */
function Ticking(props: OfYear & { item: string; says: string; unsays: string; isDone: boolean }): JSX.Element {
  const { isSending, refused, send } = createSending();
  const last = () => props.cpd.ticked.filter(({ item }) => item === props.item).toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
  const say = async (isDone: boolean) => {
    const said = isDone ? { id: randomId(10), on: props.cpd.today } : last();
    if (said === undefined) return;
    if (await send(identity('tickCpd', { params: { tick: said.id }, body: { item: props.item, on: said.on, isDone } }))) props.onSaid(isDone ? words.ticked : words.unticked);
  };
  return (
    <span class="ticking unprinted">
      <Show when={!props.isDone}>
        <button type="button" class="quiet" disabled={isSending()} onClick={() => void say(true)}>
          {props.says}
        </button>
      </Show>
      <Show when={last()}>
        <button type="button" class="as-link" disabled={isSending()} onClick={() => void say(false)}>
          {props.unsays}
        </button>
      </Show>
      <RefusedNote refused={refused()} />
    </span>
  );
}

/** Hours by a rule, reviews, observations, feedback. */
export function AlsoCounted(props: OfYear): JSX.Element {
  return (
    <Show when={props.cpd.also.length > 0}>
      <section>
        <h2>{words.also}</h2>
        <For each={props.cpd.also}>
          {(one) => (
            <details>
              <summary>
                {one.name}: {one.isMet ? words.met : one.counted.join(', ')}
              </summary>
              <p class="small">{one.why}</p>
              <Show when={one.isPractice}>
                <Practice {...props} />
              </Show>
              <ul>
                <For each={one.items}>
                  {({ item, done, needed }) => (
                    <li>
                      {nameOf(item)}: {done} of {needed} <Ticking item={item} says={words.tickOne(nameOf(item))} unsays={words.untickOne(nameOf(item))} isDone={done >= needed} {...props} />
                    </li>
                  )}
                </For>
              </ul>
            </details>
          )}
        </For>
      </section>
    </Show>
  );
}
