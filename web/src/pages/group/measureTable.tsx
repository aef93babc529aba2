import { For, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { shortDay } from '../../ui/dates.ts';
import { dayOfEvent, type Flag } from '../events/flags.ts';
import { words as wordsOfEvents } from '../events/words.ts';
import { percent, shareIn, whyHidden } from '../../ui/share.ts';
import { words } from './words.ts';

/** The rounds of one measure, newest first, for those who read tables. It scrolls by itself, with the keyboard too. */
export function MeasureTable(props: { question: Question; releases: readonly GroupRelease[]; flags: readonly Flag[]; floor: number }): JSX.Element {
  /** Under the first round that counts as after it: between that one and the one before. */
  const flagsUnder = (i: number) => props.flags.filter((f) => f.round <= (newestFirst()[i]?.round ?? 0) && f.round > (newestFirst()[i + 1]?.round ?? 0));
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
          <For each={newestFirst()}>
            {(release, i) => (
              <>
                <Row release={release} question={props.question} floor={props.floor} />
                <For each={flagsUnder(i())}>
                  {(flag) => (
                    <tr class="flag-row">
                      <td colspan="4">{wordsOfEvents.inTable(flag.number, flag.kind, dayOfFlag(flag))}</td>
                    </tr>
                  )}
                </For>
              </>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function dayOfFlag({ event, round }: Flag): string {
  const at = dayOfEvent(event);
  return at === null ? wordsOfEvents.from(round) : shortDay(at);
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
