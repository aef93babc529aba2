import { createResource, For, Show, Suspense, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { settings } from '../../identity/settings.ts';
import { dayAndTime } from '../../ui/dates.ts';
import { Empty, Waiting } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { type Me, useHere } from '../me.tsx';
import { MoveClock } from './moveClock.tsx';
import { PublicLog } from './publicLog.tsx';
import { words } from './words.ts';

/** Rounds and their times, what went wrong, and the public log that everyone can check. The demo’s clock for whoever may move it. */
export default function Rounds(): JSX.Element {
  const { me } = useHere();
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <Show when={me()}>
        {(person) => (
          <>
            <Times me={person()} />
            <Show when={settings.isDemo && person().roles.includes('steward')}>
              <MoveClock />
            </Show>
            <Show when={person().roles.some((r) => r === 'steward' || r === 'guardian' || r === 'executive')}>
              <Alarms />
            </Show>
          </>
        )}
      </Show>
      <Suspense fallback={<Waiting for={words.checking} />}>
        <PublicLog />
      </Suspense>
    </Page>
  );
}

function Times(props: { me: Me }): JSX.Element {
  const newestFirst = () => [...props.me.rounds].sort((a, b) => b.round - a.round);
  return (
    <section>
      <h2>{words.yours}</h2>
      <Show when={newestFirst().length > 0} fallback={<Empty>{words.noRounds}</Empty>}>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.round}</th>
                <th scope="col">{words.stateColumn}</th>
                <th scope="col">{words.opens}</th>
                <th scope="col">{words.closes}</th>
              </tr>
            </thead>
            <tbody>
              <For each={newestFirst()}>
                {(round) => (
                  <tr>
                    <th scope="row">{round.round}</th>
                    <td>{words.state[round.state]}</td>
                    <td>{dayAndTime(round.opensAt)}</td>
                    <td>{dayAndTime(round.closesAt)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}

function Alarms(): JSX.Element {
  const [found] = createResource(async () => {
    const [{ alarms, undelivered }, { groups }] = await Promise.all([identity('readAlarms'), identity('listGroups')]);
    return { alarms, undelivered, nameOf: (group: string | null) => groups.find((g) => g.group === group)?.name ?? group };
  });
  return (
    <section>
      <h2>{words.alarms}</h2>
      <Show when={found()}>
        {(these) => (
          <Show when={these().alarms.length > 0} fallback={<Empty>{words.noAlarms}</Empty>}>
            <ul class="alarms">
              <For each={these().alarms}>{(alarm) => <li>{words.alarm(alarm, these().nameOf(alarm.group))}</li>}</For>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={(found()?.undelivered.length ?? 0) > 0}>
        <h3>{words.undelivered}</h3>
        <ul class="alarms">
          <For each={found()?.undelivered}>{(missed) => <li>{words.missed(missed, dayAndTime)}</li>}</For>
        </ul>
      </Show>
    </section>
  );
}
