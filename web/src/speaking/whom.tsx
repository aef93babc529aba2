import { createEffect, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { mostKeys } from '../../../shared/escalation/envelopeShape.ts';
import type { Reader } from '../../../shared/escalation/reader.ts';
import { type Reason, reasons, type Theme, themes } from '../../../shared/escalation/themes.ts';
import { shortDay } from '../ui/dates.ts';
import { Heading } from '../ui/screenHeading.tsx';
import { confirmedKeys } from '../wallet/confirmedKeys.ts';
import { type ForWriting, readersNow } from '../wallet/forWriting.ts';
import { publicRecord } from '../wallet/publicRecord.ts';
import type { Draft } from './draft.ts';
import { entriesOf } from './entries.ts';
import { anonymousHost } from '../ui/ownDocument.ts';
import type { Screen } from './speakUp.tsx';
import { wordsOfWriting as words } from './wordsOfWriting.ts';

type Readers = Pick<ForWriting, 'readers' | 'problem'>;

/** What it is about, and who may read it: only people whose keys this device has checked. */
export function Whom(props: { forWriting: ForWriting | null; counts: boolean; draft: Draft; onChange: (part: Partial<Draft>) => void; onGo: (screen: Screen) => void }): JSX.Element {
  const [found, setFound] = createSignal<Readers | null>(null);
  const [asked, setAsked] = createSignal(false);
  onMount(() => {
    // What a sign-in has kept is enough. Where there is nothing yet, it is asked for once.
    if (props.forWriting?.readers != null || props.forWriting?.problem != null) setFound(props.forWriting);
    else void lookNow().then(setFound);
  });
  const readers = (): readonly Reader[] => found()?.readers?.readers ?? [];
  const nobody = () => (found() === null ? words.whom.looking : found()?.problem != null ? words.whom.differ : readers().length === 0 ? words.whom.nobody : null);
  const missing = () => {
    if (props.draft.theme === null) return words.whom.noTheme;
    if (props.draft.theme === 'leaving' && props.draft.reason === null) return words.whom.noReason;
    return props.draft.readers.length === 0 ? words.whom.noReader : null;
  };
  const next = () => {
    setAsked(true);
    if (missing() === null) props.onGo('write');
  };
  const tick = (id: string, isTicked: boolean) => props.onChange({ readers: isTicked ? [...props.draft.readers, id] : props.draft.readers.filter((r) => r !== id) });
  // Whom it is about does not read it.
  const about = (id: string, isTicked: boolean) =>
    props.onChange(isTicked ? { about: [...props.draft.about, id], readers: props.draft.readers.filter((r) => r !== id) } : { about: props.draft.about.filter((r) => r !== id) });
  return (
    <>
      <Heading>{words.whom.heading}</Heading>
      <fieldset>
        <legend>{words.whom.about}</legend>
        <For each={entriesOf(themes)}>
          {([theme, text]: [Theme, string]) => (
            <label class="choice">
              <input type="radio" name="theme" checked={props.draft.theme === theme} onChange={() => props.onChange({ theme })} /> <span>{text}</span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={props.draft.theme === 'leaving'}>
        <p class="note">{words.whom.atNotice}</p>
        <label class="field">
          <span>{words.whom.reason}</span>
          <select onChange={(event) => props.onChange({ reason: entriesOf(reasons)[event.currentTarget.selectedIndex - 1]?.[0] ?? null })}>
            <option selected={props.draft.reason === null}>{words.whom.choose}</option>
            <For each={entriesOf(reasons)}>{([reason, text]: [Reason, string]) => <option selected={props.draft.reason === reason}>{text}</option>}</For>
          </select>
          <em>{words.whom.reasonNote}</em>
        </label>
        <p class="aside">{props.counts ? words.whom.counted : words.whom.notCounted}</p>
      </Show>
      <Show when={nobody()} fallback={<Readers readers={readers()} draft={props.draft} onTick={tick} onAbout={about} />}>
        {(why) => (
          <p class="note" role="status">
            {why()}
          </p>
        )}
      </Show>
      <div role="alert">
        <Show when={asked() && missing()}>{(what) => <p class="problem">{what()}</p>}</Show>
      </div>
      <button type="button" class="main" disabled={readers().length === 0} onClick={next}>
        {words.next}
      </button>
      <button type="button" class="plain" onClick={() => props.onGo('start')}>
        {words.back}
      </button>
    </>
  );
}

function Readers(props: { readers: readonly Reader[]; draft: Draft; onTick: (id: string, isTicked: boolean) => void; onAbout: (id: string, isTicked: boolean) => void }): JSX.Element {
  const inOrder = () => props.readers.toSorted((a, b) => (a.role === b.role ? a.name.localeCompare(b.name, 'en-GB') : a.role === 'guardian' ? -1 : 1));
  const isAbout = (id: string): boolean => props.draft.about.includes(id);
  const [days, setDays] = createSignal<ReadonlyMap<string, string | null>>(new Map());
  createEffect(() => {
    void confirmedKeys(props.readers).then(setDays, () => undefined);
  });
  /** Nothing until it was checked here. */
  const confirmed = (id: string): string[] => {
    const on = days().get(id);
    return on === undefined ? [] : [on === null ? words.whom.notConfirmed : words.whom.confirmed(shortDay(on))];
  };
  return (
    <>
      <fieldset>
        <legend>{words.whom.who}</legend>
        <p class="aside">{words.whom.whoNote}</p>
        <For each={inOrder()}>
          {(reader) => (
            <label class="choice">
              <input type="checkbox" disabled={isAbout(reader.id)} checked={props.draft.readers.includes(reader.id)} onChange={(event) => props.onTick(reader.id, event.currentTarget.checked)} />{' '}
              <span>
                {reader.name} <em>{isAbout(reader.id) ? words.whom.notSent : [words.whom.roles[reader.role], ...confirmed(reader.id)].join('; ')}</em>
              </span>
            </label>
          )}
        </For>
        <p class="aside">{words.whom.recovery}</p>
      </fieldset>
      <details open={props.draft.about.length > 0}>
        <summary>{words.whom.isAbout}</summary>
        <fieldset>
          <legend class="aside">{words.whom.isAboutNote}</legend>
          <For each={inOrder()}>
            {(reader) => (
              <label class="choice">
                <input type="checkbox" disabled={!isAbout(reader.id) && props.draft.about.length >= mostKeys} checked={isAbout(reader.id)} onChange={(event) => props.onAbout(reader.id, event.currentTarget.checked)} /> <span>{reader.name}</span>
              </label>
            )}
          </For>
        </fieldset>
      </details>
    </>
  );
}

const lookNow = (): Promise<Readers> => readersNow(publicRecord(anonymousHost())).catch(() => ({ readers: null, problem: null }));
