import { For, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { shortDay } from '../../ui/dates.ts';
import { percent, shareIn, whyHidden } from '../../ui/share.ts';
import { words } from './words.ts';

/** The rounds of one measure, newest first, for those who read tables. It scrolls by itself, with the keyboard too. */
export function MeasureTable(props: { question: Question; releases: readonly GroupRelease[]; floor: number }): JSX.Element {
  const newestFirst = () => [...props.releases].reverse();
  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll table-beside" tabindex="0" role="region" aria-label={words.tableOf(props.question.measure.short)}>
      <table>
        <caption class="visually-hidden">{words.tableOf(props.question.measure.short)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.round}</th>
            <th scope="col">{words.columns.closed}</th>
            <th scope="col">{words.columns.share}</th>
            <th scope="col">{words.columns.answered}</th>
          </tr>
        </thead>
        <tbody>
          <For each={newestFirst()}>{(release) => <Row release={release} question={props.question} floor={props.floor} />}</For>
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { release: GroupRelease; question: Question; floor: number }): JSX.Element {
  const found = () => shareIn(props.release, props.question.id);
  const cells = () => {
    const { share, hidden } = found();
    const { figures } = props.release;
    if (share === null) return <td colspan="2" class="hidden-cell">{`hidden: ${whyHidden(hidden, props.floor)}`}</td>;
    return (
      <>
        <td>{percent(share)}</td>
        <td>{figures === null ? '' : `${figures.answered.atLeast}–${figures.answered.atMost}`}</td>
      </>
    );
  };
  return (
    <tr>
      <th scope="row">{props.release.round}</th>
      <td>{shortDay(props.release.closesAt)}</td>
      {cells()}
    </tr>
  );
}
