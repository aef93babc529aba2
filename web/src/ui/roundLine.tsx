import { createMemo, createSignal, createUniqueId, For, onCleanup, Show, type JSX } from 'solid-js';
import type { Share } from '../../../shared/disclosure/release.ts';
import { path, type Point } from './path.ts';

/**
 * A measure’s line over the rounds, drawn at the width there is, so that its words stay readable on a phone. It is a picture with
 * one sentence for who does not see it; the figures themselves stand in the table beside it.
 */
export function RoundLine(props: { series: readonly (Share | null)[]; label: string; from: string; to: string; hiddenWord: string }): JSX.Element {
  const [width, setWidth] = createSignal(320);
  const watch = new ResizeObserver(([seen]) => seen !== undefined && setWidth(Math.max(240, Math.floor(seen.contentRect.width))));
  onCleanup(() => watch.disconnect());
  const hatch = createUniqueId();
  const drawn = createMemo(() => path(props.series));
  const step = () => (width() - margin.left - margin.right) / Math.max(1, props.series.length - 1);
  const x = (index: number) => margin.left + index * step();
  return (
    <div class="round-line" ref={(box) => watch.observe(box)}>
      <svg role="img" aria-label={props.label} width={width()} height={height} viewBox={`0 0 ${width()} ${height}`}>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch" x1="0" y1="0" x2="0" y2="7" />
        </pattern>
        <For each={[15, 50, 85]}>
          {(percent) => (
            <>
              <line class="grid" x1={margin.left - 8} x2={width() - margin.right + 8} y1={y(percent)} y2={y(percent)} />
              <text class="axis" x={margin.left - 14} y={y(percent) + 5} text-anchor="end">{`${percent} %`}</text>
            </>
          )}
        </For>
        <For each={drawn().gaps}>
          {(gap) => {
            const left = () => Math.max(margin.left - 8, x(gap.from) - step() * 0.42);
            const right = () => Math.min(width() - margin.right + 8, x(gap.to) + step() * 0.42);
            return <rect class="gap" x={left()} width={Math.max(4, right() - left())} y={y(85)} height={y(15) - y(85)} fill={`url(#${hatch})`} />;
          }}
        </For>
        <For each={drawn().stretches}>
          {(points) => (
            <>
              <polyline class="stretch" points={points.map((p) => `${x(p.index)},${y(p.percent)}`).join(' ')} />
              <For each={points}>{(p) => <Dot point={p} x={x(p.index)} newest={p.index === props.series.length - 1} />}</For>
            </>
          )}
        </For>
        <text class="axis" x={margin.left - 8} y={height - 6}>
          {props.from}
        </text>
        <text class="axis" x={width() - margin.right + 8} y={height - 6} text-anchor="end">
          {props.to}
        </text>
      </svg>
      <Show when={drawn().gaps.length > 0}>
        <p class="key">
          <span class="hatched swatch" aria-hidden="true" /> {props.hiddenWord}
        </p>
      </Show>
    </div>
  );
}

const height = 190;
const margin = { left: 62, right: 18, top: 14, bottom: 36 } as const;
const y = (percent: number): number => margin.top + ((88 - percent) / (88 - 12)) * (height - margin.top - margin.bottom);

/** A share at the edge is known to lie beyond it: an open mark. The newest is the largest. */
function Dot(props: { point: Point; x: number; newest: boolean }): JSX.Element {
  return <circle classList={{ dot: true, edge: props.point.edge !== null }} cx={props.x} cy={y(props.point.percent)} r={props.newest ? 6 : 4} />;
}
