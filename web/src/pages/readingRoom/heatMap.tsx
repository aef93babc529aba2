import { A } from '@solidjs/router';
import { createSignal, createUniqueId, For, onMount, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { answered, percent, shareIn, whyHidden } from '../../ui/share.ts';
import type { GroupLine } from './readingRoom.tsx';
import { words } from './words.ts';

/** The rounds that are drawn, oldest first. */
export const lastRounds = (groups: readonly GroupLine[], upTo: number): number[] =>
  [...new Set(groups.flatMap((g) => g.line.map((r) => r.round)))].filter((n) => n <= upTo).sort((a, b) => a - b).slice(-10);

/** Groups × the last ten rounds, one measure at a time. Every cell has its figure or a word: colour only helps the eye along. */
export function HeatMap(props: { groups: readonly GroupLine[]; questions: readonly Question[]; round: number; floor: number }): JSX.Element {
  const [chosen, choose] = createSignal(0);
  const question = () => props.questions[chosen()];
  const rounds = () => lastRounds(props.groups, props.round);
  const name = createUniqueId();
  return (
    <section class="heat">
      <h2>{words.heatMap}</h2>
      <fieldset class="choices">
        <legend class="visually-hidden">{words.chooseMeasure}</legend>
        <For each={props.questions}>
          {(q, i) => (
            <label>
              <input type="radio" name={name} checked={i() === chosen()} onChange={() => choose(i())} />
              <span>{q.measure.short}</span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={question()}>
        {(asked) => (
          // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div class="scroll" tabindex="0" role="region" ref={newestFirst} aria-label={`${words.heatMap}: ${asked().measure.short}`}>
            <table classList={{ map: true, [asked().measure.better]: true }}>
              <caption class="visually-hidden">{`${words.heatMap}: ${asked().measure.short}`}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.group}</th>
                  <For each={rounds()}>
                    {(round) => (
                      <th scope="col">
                        <span class="visually-hidden">{words.round(round)}</span>
                        <span aria-hidden="true">{round}</span>
                      </th>
                    )}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={props.groups}>
                  {(group) => (
                    <tr class={group.latest.kind}>
                      <th scope="row">
                        <A href={`/groups/${group.latest.group}`}>{group.latest.name}</A>
                        <Show when={group.latest.figures}>{(figures) => <span class="small"> {answered(figures().answered)}</span>}</Show>
                      </th>
                      <For each={rounds()}>{(round) => <Cell release={group.line.find((r) => r.round === round)} question={asked()} floor={props.floor} />}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </Show>
      <p class="small">{words.key(props.floor)}</p>
    </section>
  );
}

function Cell(props: { release: GroupRelease | undefined; question: Question; floor: number }): JSX.Element {
  return (
    <Show
      when={props.release}
      fallback={
        <td class="absent">
          <span aria-hidden="true">{words.absentShort}</span>
          <span class="visually-hidden">{words.absent}</span>
        </td>
      }
    >
      {(release) => {
        const found = () => shareIn(release(), props.question.id);
        const manyAnswered = () => {
          const { figures } = release();
          return figures === null ? '' : answered(figures.answered);
        };
        return (
          <Show
            when={found().share}
            fallback={
              <td class="hatched" title={whyHidden(found().hidden ?? 'too-few', props.floor)}>
                {words.hiddenCell}
              </td>
            }
          >
            {(share) => (
              <td data-depth={Math.min(7, Math.floor((share().percent - 15) / 10))} title={manyAnswered()}>
                {percent(share())}
                <span class="visually-hidden">, {manyAnswered()}</span>
              </td>
            )}
          </Show>
        );
      }}
    </Show>
  );
}

/** Where not all rounds fit, the newest are the ones in sight. */
const newestFirst = (box: HTMLDivElement): void => onMount(() => (box.scrollLeft = box.scrollWidth));
