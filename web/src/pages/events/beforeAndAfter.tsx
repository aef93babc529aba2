import { For, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { tellBeforeAndAfter, tellSide } from '../../../../shared/signal/catalogue.ts';
import { beforeAndAfter, type Event, type Side } from '../../../../shared/signal/event.ts';
import { seriesOf } from '../../../../shared/signal/series.ts';
import { unbroken } from '../../ui/share.ts';
import { words } from './words.ts';

/** Every measure before an event and after it, beside each other; what can be concluded under each, and what cannot at the end, once. */
export function BeforeAndAfter(props: { event: Event; releases: readonly GroupRelease[]; questions: readonly Question[] }): JSX.Element {
  const compared = () =>
    props.questions.flatMap((question) => {
      const series = seriesOf(props.releases, question.id).at(-1);
      if (series === undefined) return [];
      const sides = beforeAndAfter(series, props.event);
      return [{ question, sides, told: tellBeforeAndAfter(sides, question) }];
    });
  const cannot = () => [...new Set(compared().map((c) => c.told.cannot))];
  return (
    <div class="before-and-after">
      <ul>
        <For each={compared()}>
          {({ question, sides, told }) => (
            <li>
              <h4>{question.measure.short}</h4>
              <dl>
                <One name={words.before} side={sides.before} />
                <One name={words.after} side={sides.after} />
              </dl>
              <p>{unbroken(told.can)}</p>
            </li>
          )}
        </For>
      </ul>
      <Show when={cannot().length > 0}>
        <h4>{words.cannotConclude}</h4>
        <For each={cannot()}>{(said) => <p class="small">{said}</p>}</For>
      </Show>
    </div>
  );
}

function One(props: { name: string; side: Side }): JSX.Element {
  const told = () => tellSide(props.side);
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <b>{unbroken(told().figure)}</b> <span class="small">{unbroken(told().restsOn)}</span>
      </dd>
    </div>
  );
}
