import { A } from '@solidjs/router';
import { createMemo, createUniqueId, For, Show, type JSX } from 'solid-js';
import type { Question } from '../../../../shared/pulse/question.ts';
import { type Marked, touches } from '../../../../shared/signal/event.ts';
import type { Band } from '../../../../shared/signal/saying.ts';
import { seriesOf } from '../../../../shared/signal/series.ts';
import { answered, percent, shareIn } from '../../ui/share.ts';
import { gapsOf } from '../group/gaps.ts';
import { box, markAt, pathOf, xOf, yOf } from './littleLine.ts';
import type { GroupLine } from './readingRoom.tsx';
import { words } from './words.ts';

/**
 * Groups × measures, each a little process line: the last rounds with the limits that were told with them, all on one scale, in the
 * order one reads groups in and never by a figure. It is a table: each cell has its figure and what was said of it in words.
 */
export default function SmallMultiples(props: { groups: readonly GroupLine[]; questions: readonly Question[]; events: readonly Marked[]; rounds: readonly number[] }): JSX.Element {
  const hatch = createUniqueId();
  const flagged = createMemo(() => props.events.filter((m) => m.takenBack === null));
  return (
    <>
      <svg width="0" height="0" aria-hidden="true">
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch" y2="5" />
        </pattern>
      </svg>
      {/* A region that scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" tabindex="0" role="region" aria-label={words.lines}>
        <table class="map lines">
          <caption class="visually-hidden">{words.lines}</caption>
          <thead>
            <tr>
              <th scope="col">{words.group}</th>
              <For each={props.questions}>{(q) => <th scope="col">{q.measure.short}</th>}</For>
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
                  <For each={props.questions}>{(question) => <Cell group={group} question={question} rounds={props.rounds} events={flagged().filter((m) => touches(m.event, group.latest.group))} hatch={hatch} />}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <p class="small">{words.linesKey}</p>
    </>
  );
}

interface Drawn {
  group: GroupLine;
  question: Question;
  rounds: readonly number[];
  events: readonly Marked[];
  hatch: string;
}

function Cell(props: Drawn): JSX.Element {
  const said = () => props.group.says.find((s) => s.question === props.question.id);
  const share = () => shareIn(props.group.latest, props.question.id).share;
  return (
    <td>
      <Line {...props} direction={said()?.direction ?? null} band={said()?.band ?? null} />
      <span classList={{ verdict: true, [said()?.direction ?? 'plain']: true }}>
        <Show when={share()} fallback={words.hiddenCell}>
          {(figure) => percent(figure())}
        </Show>
        <Show when={said()}>
          {(told) => (
            <>
              {' · '}
              <b>{told().label}</b>
            </>
          )}
        </Show>
      </span>
    </td>
  );
}

function Line(props: Drawn & { direction: 'better' | 'worse' | null; band: Band | null }): JSX.Element {
  const points = () => seriesOf(props.group.line, props.question.id).at(-1)?.points ?? [];
  const columns = () => props.rounds.length;
  const half = () => (box.width - 2 * box.pad) / Math.max(1, columns() - 1) / 2;
  const column = (round: number) => props.rounds.indexOf(round);
  /** From its first round on, or, where that lies further back, over all that is drawn. */
  const bandFrom = (band: Band) => Math.max(0, props.rounds.findIndex((r) => r >= band.from));
  const last = () => points().findLast((p) => p.value !== null);
  /** Rounds that hide it; those in which it was not asked as this group stay empty. */
  const gaps = () => gapsOf(props.rounds.map((r) => points().find((p) => p.round === r)).map((p) => (p === undefined ? 0 : p.value)));
  return (
    <svg class="little" viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
      <Show when={props.band}>
        {(band) => (
          <>
            <rect classList={{ limits: true, provisional: band().provisional }} x={xOf(bandFrom(band()), columns())} width={Math.max(1, box.width - box.pad - xOf(bandFrom(band()), columns()))} y={yOf(band().upper)} height={Math.max(1, yOf(band().lower) - yOf(band().upper))} />
            <line class="centre" x1={xOf(bandFrom(band()), columns())} x2={box.width - box.pad} y1={yOf(band().centre)} y2={yOf(band().centre)} />
          </>
        )}
      </Show>
      <For each={[0, 100]}>{(edge) => <line class="edge" x1={0} x2={box.width} y1={yOf(edge)} y2={yOf(edge)} />}</For>
      <For each={gaps()}>
        {(gap) => <rect x={Math.max(0, xOf(gap.from, columns()) - half())} width={xOf(gap.to, columns()) - xOf(gap.from, columns()) + 2 * half()} y={yOf(100)} height={yOf(0) - yOf(100)} fill={`url(#${props.hatch})`} />}
      </For>
      <For each={props.events.filter((m) => column(m.round) >= 0)}>{(m) => <line class="pole" x1={Math.max(1, xOf(column(m.round), columns()) - half())} x2={Math.max(1, xOf(column(m.round), columns()) - half())} y1={yOf(100)} y2={yOf(0)} />}</For>
      <path class="line" d={pathOf(points(), props.rounds)} />
      <Show when={last()}>
        {(point) => <path classList={{ last: true, [props.direction ?? 'plain']: true, open: point().share?.edge != null }} d={markAt(xOf(column(point().round), columns()), yOf(point().value ?? 0), props.direction)} />}
      </Show>
    </svg>
  );
}
