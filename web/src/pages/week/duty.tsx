import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { day, time } from '../../ui/dates.ts';
import { noonOf } from '../../ui/wallClock.ts';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import { shiftKindWords } from '../time/dutyWords.ts';
import type { Week } from './team.ts';
import { words } from './words.ts';

/** Who is on duty in the week, day by day, and on which days too few are. Of anybody’s flags it says nothing. */
export function OnDuty(props: { week: Week; onImported: (said: string) => void }): JSX.Element {
  // The night before Monday is in the calendar with its morning, and in the list of the week it begins in.
  const days = () => [...new Set([...props.week.duty.map((shift) => shift.day).filter((of) => of >= props.week.monday), ...props.week.thin])].sort();
  return (
    <section class="on-duty">
      <h2>{words.onDuty}</h2>
      <Show when={days().length > 0} fallback={<p>{words.noDuty}</p>}>
        <ul>
          <For each={days()}>
            {(of) => (
              <li>
                <b>{day(noonOf(of))}</b>: {props.week.duty.filter((shift) => shift.day === of).map((shift) => `${props.week.names[shift.person] ?? ''}, ${time(shift.start)}–${time(shift.end)}${shift.kind === 'duty' ? '' : `, ${shiftKindWords[shift.kind]}`}`).join('; ')}
                <Show when={props.week.thin.includes(of)}>
                  {' '}
                  <span class="watch">▲ {words.thin}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Import team={props.week.team} onImported={props.onImported} />
    </section>
  );
}

/** A file, read here and sent as text: all of it is taken or nothing. */
function Import(props: { team: string; onImported: (said: string) => void }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [file, setFile] = createSignal<File | null>(null);
  const [isWrong, setWrong] = createSignal(false);
  const bring = async () => {
    const chosen = file();
    setWrong(chosen === null);
    if (chosen === null) return document.getElementById(id)?.focus();
    let done = { from: '', to: '', shifts: 0, people: 0 };
    const text = await chosen.text();
    if (await sending.send(identity('importRota', { params: { team: props.team }, body: { text } }).then((told) => (done = told)))) props.onImported(words.imported(done));
  };
  return (
    <details class="row">
      <summary>{words.bring}</summary>
      <form
        class="report"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void bring();
        }}
      >
        <label for={id}>{words.file}</label>
        <p class="small" id={`${id}-hint`}>
          {words.fileHint}
        </p>
        <input id={id} type="file" accept=".csv,text/csv,text/plain" required aria-invalid={isWrong()} aria-describedby={`${id}-hint`} onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
        <Send label={words.bringSend} waiting={words.bringing} sending={sending} note={<RefusedNote refused={sending.refused()} withDetail />} />
      </form>
    </details>
  );
}
