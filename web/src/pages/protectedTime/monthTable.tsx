import { For, Show, type JSX } from 'solid-js';
import { shareKept } from '../../../../shared/time/monthly.ts';
import type { Service } from './protectedTime.tsx';
import { monthNamed } from '../../ui/dates.ts';
import { words } from './words.ts';

/** The months of a service, newest first, for those who read tables. It scrolls by itself, with the keyboard too. */
export function MonthTable(props: { service: Service; floor: number }): JSX.Element {
  const { columns } = words;
  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll months" tabindex="0" role="region" aria-label={words.table(props.service.name)}>
      <table>
        <caption class="visually-hidden">{words.table(props.service.name)}</caption>
        <thead>
          <tr>
            <For each={Object.values(columns)}>{(name) => <th scope="col">{name}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.service.months.toReversed()}>{(one) => <Row of={one} floor={props.floor} />}</For>
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { of: Service['months'][number]; floor: number }): JSX.Element {
  return (
    <tr>
      <th scope="row">{monthNamed(props.of.month)}</th>
      <Show when={props.of.figures} fallback={<td colspan="6" class="hidden-cell">{words.hidden(props.floor)}</td>}>
        {(figures) => {
          const share = () => shareKept(figures());
          return (
            <>
              <td>
                {share() === null ? '–' : words.share(share() ?? 0)}
                <Show when={!props.of.settled}>
                  <span class="small unsettled">{words.notSettled}</span>
                </Show>
              </td>
              <td>{words.hours(figures().late)}</td>
              <td>{words.hours(figures().owed)}</td>
              <td>{words.hours(figures().unknown)}</td>
              <td>{words.hours(figures().ahead)}</td>
              <td>
                <Show when={figures().overdue} fallback="–">
                  {(overdue) => words.of(overdue().people, overdue().of, props.floor)}
                </Show>
              </td>
            </>
          );
        }}
      </Show>
    </tr>
  );
}
