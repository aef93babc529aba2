import { createResource, For, Show, type JSX } from 'solid-js';
import { floorsOf } from '../../../../shared/disclosure/leaving.ts';
import { leastFloor } from '../../../../shared/escalation/clock.ts';
import { reasons } from '../../../../shared/escalation/themes.ts';
import { publicRecord, type RecordOf } from '../../identity/client.ts';
import { monthNamed } from '../../ui/dates.ts';
import { settled } from '../reading.tsx';
import { words } from './words.ts';

type Told = RecordOf<'readSpeakingFigures'>['leaving'][number];

/** How many people who leave have said why, and which reasons enough of them gave; else that nothing can be told, and why. Newest first. */
export function WhyPeopleLeave(): JSX.Element {
  const [figures] = createResource(() => publicRecord('readSpeakingFigures'));
  return (
    <section>
      <h2>{words.leaving.heading}</h2>
      <p class="small">{words.leaving.how(floorsOf(leastFloor, 1))}</p>
      <Show when={settled(figures)} fallback={<Show when={figures.state === 'errored'}>{<p class="small">{words.unreachable}</p>}</Show>}>
        {(found) => (
          <Show when={found().leaving.length > 0} fallback={<p>{words.leaving.none}</p>}>
            <For each={found().leaving.toReversed()}>{(period) => <Period {...period} />}</For>
          </Show>
        )}
      </Show>
    </section>
  );
}

function Period(props: Told): JSX.Element {
  const over = (): [string, string] => [monthNamed(props.from), monthNamed(props.to)];
  return (
    <Show when={props.told} fallback={<p>{words.leaving.untold(...over())}</p>}>
      {(told) => (
        <>
          <p>
            <b>{words.leaving.told(...over(), told().leavers)}</b> {told().named.length === 0 ? words.leaving.noneNamed : words.leaving.named}
          </p>
          <ul>
            <For each={told().named}>{(reason) => <li>{reasons[reason]}</li>}</For>
          </ul>
        </>
      )}
    </Show>
  );
}
