import * as Plot from '@observablehq/plot';
import { createEffect, createSignal, createUniqueId, onCleanup, type JSX } from 'solid-js';
import { type Chart, type PointType, typeOf } from '../../../../shared/signal/chart.ts';
import type { Point, Series } from '../../../../shared/signal/series.ts';
import { gapsOf } from './gaps.ts';

/**
 * A measure's process chart, drawn at the width there is: the limits as a band and the centre line in it, the published figures, what
 * is marked by colour and by shape, and hidden rounds hatched. A picture with one sentence for who does not see it; the figures
 * themselves stand in the table beside it.
 *
 *     ▲ better   ◆ worse   ● as usual   ○ at an edge: it lies somewhere beyond   ⚑ something happened before this round
 */
export default function ProcessChart(props: { series: Pick<Series, 'points'>; chart: Chart; better: 'higher' | 'lower' | null; flags: readonly Place[]; label: string; from: string; to: string }): JSX.Element {
  const [width, setWidth] = createSignal(320);
  const watch = new ResizeObserver(([seen]) => seen !== undefined && setWidth(Math.max(240, Math.floor(seen.contentRect.width))));
  onCleanup(() => watch.disconnect());
  const hatch = createUniqueId();
  return (
    <div
      class="process-chart"
      role="img"
      aria-label={props.label}
      ref={(box) => {
        watch.observe(box);
        createEffect(() => box.replaceChildren(drawn(props.series.points, props.chart, { better: props.better, flags: props.flags, from: props.from, to: props.to, width: width(), hatch })));
      }}
    />
  );
}

/** Flags stand before the point `at`. */
interface Place {
  at: number;
  numbers: readonly number[];
}

interface Drawing {
  flags: readonly Place[];
  better: 'higher' | 'lower' | null;
  from: string;
  to: string;
  width: number;
  hatch: string;
}

interface Drawn {
  at: number;
  value: number | null;
  isEdge: boolean;
  type: PointType;
}

/** How far a band or a gap reaches beyond the middle of its first and last round. */
const half = 0.46;

function drawn(points: readonly Point[], chart: Chart, { better, flags, from, to, width, hatch }: Drawing): Element {
  const data = points.map((p, at): Drawn => ({ at, value: p.value, isEdge: p.share?.edge != null, type: typeOf(chart.marks[at] ?? null, better) }));
  const bands = chart.stretches.flatMap(({ from: first, to: end, limits, provisional }) => (limits === null ? [] : [{ x1: first - half, x2: end - 1 + half, ...limits, provisional }]));
  const last = points.length - 1;
  const picture = Plot.plot({
    width,
    height: 224,
    marginLeft: 48,
    marginRight: 14,
    marginTop: 26,
    marginBottom: 34,
    x: { domain: [-half, Math.max(last, 1) + half], axis: null },
    y: { domain: [0, 100], ticks: [0, 50, 100], tickFormat: (percent: number) => `${percent}\u00A0%`, tickSize: 0, label: null },
    marks: [
      hatching(hatch),
      Plot.rect(bands, { x1: 'x1', x2: 'x2', y1: 'lower', y2: 'upper', fill: 'var(--teal-soft)' }),
      Plot.rect(bands.filter((b) => b.provisional), { x1: 'x1', x2: 'x2', y1: 'lower', y2: 'upper', fill: 'none', stroke: 'var(--teal)', strokeDasharray: '3 4' }),
      Plot.link(bands, { x1: 'x1', x2: 'x2', y1: 'centre', y2: 'centre', stroke: 'var(--teal)', strokeWidth: 1.5 }),
      Plot.rect(gapsOf(points.map((p) => p.value)).map((gap) => ({ x1: gap.from - half, x2: gap.to + half })), { x1: 'x1', x2: 'x2', y1: 0, y2: 100, fill: `url(#${hatch})` }),
      Plot.ruleX(flags, { x: (f: Place) => f.at - 0.5, y1: 0, y2: 100, stroke: 'var(--ink)', strokeWidth: 1.25 }),
      Plot.text(flags, { x: (f: Place) => f.at - 0.5, y: 100, text: (f: Place) => `⚑\u00A0${f.numbers.join(', ')}`, dy: -13, fill: 'var(--ink)', fontSize: 15, fontWeight: 700 }),
      Plot.lineY(data, { x: 'at', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.5 }),
      Plot.dot(data, {
        x: 'at',
        y: 'value',
        r: (d: Drawn) => (width < 500 ? 0.75 : 1) * (d.at === last || d.type !== 'usual' ? 5.5 : 3.5),
        symbol: (d: Drawn) => shapes[d.type],
        fill: (d: Drawn) => (d.isEdge ? 'var(--paper)' : colours[d.type]),
        stroke: (d: Drawn) => colours[d.type],
        strokeWidth: 1.75,
      }),
      Plot.text([{ at: -half, said: from }], { x: 'at', y: 0, text: 'said', dy: 20, textAnchor: 'start', fill: 'var(--quiet)', fontSize: 15 }),
      Plot.text([{ at: last + half, said: to }], { x: 'at', y: 0, text: 'said', dy: 20, textAnchor: 'end', fill: 'var(--quiet)', fontSize: 15 }),
    ],
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    r: { type: 'identity' },
  });
  // The page's policy lets no style in that is not a file; what this one says stands in app.css.
  for (const style of picture.querySelectorAll('style')) style.remove();
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}

const colours: Readonly<Record<PointType, string>> = { usual: 'var(--ink)', better: 'var(--moss)', worse: 'var(--brick)', high: 'var(--amber)', low: 'var(--amber)' };
const shapes: Readonly<Record<PointType, string>> = { usual: 'circle', better: 'triangle', worse: 'diamond', high: 'square', low: 'square' };

const svg = 'http://www.w3.org/2000/svg';

function hatching(id: string): () => SVGElement {
  return () => {
    const defs = document.createElementNS(svg, 'defs');
    const pattern = document.createElementNS(svg, 'pattern');
    const line = document.createElementNS(svg, 'line');
    for (const [name, value] of Object.entries({ id, width: '7', height: '7', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' })) pattern.setAttribute(name, value);
    line.setAttribute('class', 'hatch');
    line.setAttribute('y2', '7');
    pattern.append(line);
    defs.append(pattern);
    return defs;
  };
}
