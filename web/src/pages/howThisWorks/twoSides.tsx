import { For, type JSX } from 'solid-js';
import { words } from './words.ts';

/**
 * The two sides and the device between them. Boxes and words are HTML, so that they wrap and grow; only the arrows are drawn.
 *
 *     [ knows you ] ── signs a slip ──▶ [ device ] ── slip + locked answers ──▶ [ counts ]
 */
export function TwoSides(): JSX.Element {
  const { picture } = words;
  return (
    <div class="two-sides" role="img" aria-label={picture.label}>
      <Box title={picture.knows} lines={picture.knowsWhat} side="knows" />
      <Arrow says={picture.slip} />
      <Box title={picture.device} lines={picture.deviceWhat} side="device" />
      <Arrow says={picture.answer} />
      <Box title={picture.counts} lines={picture.countsWhat} side="counts" />
    </div>
  );
}

function Box(props: { title: string; lines: readonly string[]; side: string }): JSX.Element {
  return (
    <div class={`side ${props.side}`}>
      <b>{props.title}</b>
      <For each={props.lines}>{(line) => <span>{line}</span>}</For>
    </div>
  );
}

function Arrow(props: { says: string }): JSX.Element {
  return (
    <div class="arrow">
      <span>{props.says}</span>
      <svg viewBox="0 0 60 16" aria-hidden="true">
        <path d="M1 8h54M49 2l7 6-7 6" />
      </svg>
    </div>
  );
}
