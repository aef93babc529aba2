import { createMemo, For, Show, type JSX } from 'solid-js';
import { reasonWords, states } from '../../../../shared/time/catalogue.ts';
import { shortDay } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { noonOf, plusDays } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { Accounts } from './confirm.tsx';
import { ledgerOf, type MyTime, notYetSaid, type Row, totalsOf } from './mine.ts';
import { kinds, words } from './words.ts';

/** What came of every time that was booked for me, in words first and then line by line. Nothing is ever taken out of it. */
export function Ledger(props: { time: MyTime; me: string }): JSX.Element {
  const { now } = useHere();
  const rows = createMemo(() => ledgerOf(props.time, props.me, now()));
  const totals = createMemo(() => totalsOf(props.time, props.me));
  const since = () => shortDay(noonOf(plusDays(props.time.today, -365)));
  const more = () => {
    const { keptByOne, toRebook, unknown, moved, lost, reasons, coming } = totals();
    return [words.totalByOne(keptByOne), words.totalToRebook(toRebook), words.totalUnknown(unknown), words.totalLost(moved, lost, reasons), words.totalComing(coming)].filter((said) => said !== '');
  };
  return (
    <section>
      <h2>{words.ledger}</h2>
      <Show when={rows().length > 0} fallback={<Empty>{words.ledgerNone}</Empty>}>
        <p>{words.total(since(), totals().promised, totals().kept)}</p>
        <ul class="totals">
          <For each={more()}>{(said) => <li>{said}</li>}</For>
        </ul>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div class="scroll tall" tabindex="0" role="region" aria-label={words.ledger}>
          <table>
            <thead>
              <tr>
                <For each={Object.values(words.columns)}>{(said) => <th scope="col">{said}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>{(row) => <Line row={row} names={props.time.names} me={props.me} />}</For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}

function Line(props: { row: Row; names: MyTime['names']; me: string }): JSX.Element {
  const name = (id: string): string => (id === props.me ? words.you : (props.names[id] ?? ''));
  // Who gives it no more has no name here, and is not waited for.
  const notYet = () => notYetSaid(props.row.session, props.row.line).filter((id) => name(id) !== '');
  const dayOf = (day: string): string => shortDay(day.length === 10 ? noonOf(day) : day);
  return (
    <tr>
      <th scope="row">{dayOf(props.row.day)}</th>
      <td>{kinds[props.row.session.of]}</td>
      <td>
        {states[props.row.line.state]}
        <Show when={props.row.line.state === 'differs'}>
          <Accounts session={{ ...props.row.session, lines: [props.row.line] }} me={props.me} names={props.names} />
          <p class="small">{words.differsCounts}</p>
        </Show>
        <Show when={notYet().length > 0}>
          <p class="small">{words.saidByOne(Object.keys(props.row.line.accounts).map(name), notYet().map(name))}</p>
        </Show>
      </td>
      <td>{words.ofMinutes(props.row.keptMinutes, props.row.line.minutesPromised)}</td>
      <td class="wide">
        <For each={props.row.losses}>{(loss) => <p>{words.lostBecause(words.lostAs[loss.kind], dayOf(loss.on), reasonWords[loss.reason], name(loss.by))}</p>}</For>
      </td>
      <td>
        <For each={props.row.losses}>{(loss) => <p>{loss.daysUntilRebooked === null ? words.notAgain : words.againAfter(loss.daysUntilRebooked)}</p>}</For>
      </td>
    </tr>
  );
}
