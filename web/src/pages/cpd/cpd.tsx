import { useParams } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, Show, type JSX } from 'solid-js';
import { csvOf } from '../../../../shared/cpd/csv.ts';
import { type Beginning, beginningsFor } from '../../../../shared/cpd/fromDiary.ts';
import { identity } from '../../identity/client.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found, settled } from '../reading.tsx';
import { SaveFile } from '../saveFile.tsx';
import './cpd.css';
import { type Cpd, type Draft, draftFrom, draftOf, keepDraft, newDraft, type Piece } from './draft.ts';
import { PieceForm } from './form.tsx';
import { isOpen, opened, openRest } from './ownWords.ts';
import { PieceView } from './piece.tsx';
import { OpenReflections } from './reflections.tsx';
import { words } from './words.ts';
import { words as wordsOfReflections } from './wordsOfReflections.ts';
import { AlsoCounted, YearView } from './year.tsx';

/** A CPD record: one’s own, or what somebody shared of theirs. */
export default function CpdPage(): JSX.Element {
  const { me } = useHere();
  const params = useParams<{ person?: string }>();
  const whose = (): string | undefined => params.person ?? me()?.id;
  const reading = createReading(whose, (person) => identity('readCpd', { params: { person } }));
  const shown = () => {
    const read = reading.found();
    return read?.person === whose() ? read : null;
  };
  const title = () => {
    const read = shown();
    return read === null || read.isMine ? words.title : words.titleOf(read.name);
  };
  return (
    <Page title={title()}>
      <Found by={{ ...reading, found: shown }} waiting={words.loading}>
        {(cpd) => <Show when={cpd().isMine} fallback={<Shared cpd={cpd()} />}>{<Mine cpd={cpd()} again={reading.again} />}</Show>}
      </Found>
    </Page>
  );
}

const Shared = (props: { cpd: Cpd }): JSX.Element => (
  <>
    <p class="lead">{words.leadOf}</p>
    <h2 class="visually-hidden">{words.pieces}</h2>
    <For each={props.cpd.entries}>{(piece) => <PieceView piece={piece} cpd={props.cpd} onChange={() => undefined} onSaid={() => undefined} />}</For>
  </>
);

const mostBeginnings = 12;

function Mine(props: { cpd: Cpd; again: () => Promise<void> }): JSX.Element {
  const [said, setSaid] = createSignal('');
  /** Which piece is being written: one that is there, or `new`. */
  const [writing, setWriting] = createSignal<string | null>(null);
  const changed = (what: string) => {
    setSaid(what);
    void props.again();
  };
  const begin = (place: string, draft: () => Draft) => {
    if (draftOf(props.cpd.person, place) === null) keepDraft(props.cpd.person, place, draft());
    setSaid('');
    setWriting(place);
  };
  const kept = (place: string) => {
    keepDraft(props.cpd.person, place, null);
    setWriting(null);
    changed(words.saved);
  };
  // A help and no more: where the diary cannot be read, one begins with nothing.
  const [beginnings] = createResource(
    () => writing() === 'new' && props.cpd.person,
    async (person): Promise<Beginning[]> => identity('readMyTime').then(({ sessions }) => beginningsFor(person, sessions).slice(0, mostBeginnings), () => []),
  );
  createEffect(() => void openRest(props.cpd.entries.map(({ id, reflection }) => ({ id, reflection }))));
  const Form = (at: { place: string }): JSX.Element => (
    <Show when={draftOf(props.cpd.person, at.place)}>
      {(draft) => <PieceForm draft={draft()} today={props.cpd.today} lockedTo={props.cpd.lockedTo} beginnings={at.place === 'new' ? (settled(beginnings) ?? []) : []} onDraft={(next) => keepDraft(props.cpd.person, at.place, next)} onKept={() => kept(at.place)} onClose={() => setWriting(null)} />}
    </Show>
  );
  const change = (piece: Piece) => begin(piece.id, () => draftFrom(piece));
  return (
    <>
      <p class="lead unprinted">{words.lead}</p>
      <p class="printed">{words.printed(props.cpd.name, props.cpd.today)}</p>
      <p class="said unprinted" role="status">
        {said()}
      </p>
      <div class="columns">
        <div>
          <YearView cpd={props.cpd} onSaid={changed} />
          <Show
            when={writing() === 'new'}
            fallback={
              <p class="actions unprinted">
                <button type="button" class="do" onClick={() => begin('new', () => newDraft(props.cpd.today))}>
                  {draftOf(props.cpd.person, 'new') === null ? words.write : words.goOn}
                </button>
              </p>
            }
          >
            <section>
              <h2>{words.newPiece}</h2>
              <Form place="new" />
            </section>
          </Show>
          <section>
            <h2>{words.entries}</h2>
            <OpenReflections cpd={props.cpd} />
            <For each={props.cpd.entries} fallback={<Empty>{words.none}</Empty>}>
              {(piece) => (
                <Show when={writing() === piece.id} fallback={<PieceView piece={piece} cpd={props.cpd} onChange={() => change(piece)} onSaid={changed} />}>
                  <Form place={piece.id} />
                </Show>
              )}
            </For>
          </section>
        </div>
        <aside>
          <AlsoCounted cpd={props.cpd} onSaid={changed} />
          <Show when={props.cpd.entries.length > 0}>
            <section class="unprinted">
              <p class="actions">
                <SaveFile name={`cpd-record-${props.cpd.today}.csv`} type="text/csv;charset=utf-8" content={() => csvOf(props.cpd.entries, opened)}>
                  {words.csv}
                </SaveFile>
                <button type="button" class="quiet" onClick={() => print()}>
                  {words.print}
                </button>
              </p>
              <Show when={isOpen() && props.cpd.entries.some(({ hasReflection }) => hasReflection)}>
                <p class="small">{wordsOfReflections.open.exported}</p>
              </Show>
            </section>
          </Show>
        </aside>
      </div>
    </>
  );
}
