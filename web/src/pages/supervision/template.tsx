import { A } from '@solidjs/router';
import { createSignal, createUniqueId, For, Index, Show, type JSX } from 'solid-js';
import { type Heading, headingId, mostHeadings } from '../../../../shared/supervision/template.ts';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found } from '../reading.tsx';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import { Wrong } from '../time/fields.tsx';
import './supervision.css';
import { words } from './templateWords.ts';
import { words as recordWords } from './words.ts';

type Version = AnswerOf<'readTemplate'>['versions'][number];

/** The headings that records are written under: everybody reads them and who changed them, the principal changes them. */
export default function Template(): JSX.Element {
  const { me } = useHere();
  const reading = createReading(() => me()?.id, () => identity('readTemplate'));
  const mayEdit = () => me()?.roles.includes('principal') === true;
  return (
    <Page title={words.title}>
      <p class="lead">
        {words.lead} {mayEdit() ? words.leadEdit : ''}
      </p>
      <Found by={reading} waiting={words.loading}>
        {(now) => (
          <Show when={mayEdit()} fallback={<><section><h2>{words.previewNow}</h2><Preview headings={now().versions[0]?.headings ?? []} /></section><Versions versions={now().versions} /></>}>
            <Editor versions={now().versions} initialHeadings={now().versions[0]?.headings ?? []} onChanged={reading.again} />
          </Show>
        )}
      </Found>
      <p>
        <A href="/supervision">{words.back}</A>
      </p>
    </Page>
  );
}

/** A heading while it is edited. Null: it is new, and gets its id when it is kept. */
interface Draft extends Omit<Heading, 'id'> {
  id: string | null;
}

const kept = (drafts: readonly Draft[]): Heading[] => {
  const taken = drafts.flatMap(({ id }) => id ?? []);
  return drafts.map(({ id, title, hint }) => {
    const own = id ?? headingId(title, taken);
    taken.push(own);
    return { id: own, title: title.trim(), hint: hint.trim() };
  });
};
const areSame = (a: readonly Heading[], b: readonly Heading[]): boolean => a.length === b.length && a.every((one, i) => one.id === b[i]?.id && one.title === b[i]?.title && one.hint === b[i]?.hint);

/** What was typed stays in the form whatever goes wrong, and while others change the same. */
function Editor(props: { versions: readonly Version[]; initialHeadings: readonly Heading[]; onChanged: () => Promise<void> }): JSX.Element {
  const id = createUniqueId();
  const sending = createSending();
  const [drafts, setDrafts] = createSignal<readonly Draft[]>(props.initialHeadings.map((one) => ({ ...one })));
  const [wrong, setWrong] = createSignal<{ at: number; says: string } | null>(null);
  const [said, setSaid] = createSignal('');
  const newest = () => props.versions[0];
  const focus = (...names: string[]) => queueMicrotask(() => names.map((name) => document.getElementById(`${id}-${name}`)).find((found) => found !== null && !(found instanceof HTMLButtonElement && found.disabled))?.focus());
  const change = (i: number, more: Partial<Draft>) => setDrafts((all) => all.map((one, k) => (k === i ? { ...one, ...more } : one)));
  const put = (headings: readonly Draft[], what: string) => {
    setDrafts(headings);
    setWrong(null);
    sending.forget();
    setSaid(what);
  };
  const move = (i: number, by: -1 | 1) => {
    const all = [...drafts()];
    const [one] = all.splice(i, 1);
    if (one === undefined) return;
    all.splice(i + by, 0, one);
    put(all, words.moved(one.title, i + by + 1, all.length));
    focus(...(by === -1 ? ['up', 'down'] : ['down', 'up']).map((way) => `${i + by}-${way}`));
  };
  const remove = (i: number) => {
    put(drafts().filter((_, k) => k !== i), words.removed(drafts()[i]?.title ?? ''));
    focus(`${Math.min(i, drafts().length - 1)}-title`);
  };
  const add = () => {
    put([...drafts(), { id: null, title: '', hint: '' }], '');
    focus(`${drafts().length - 1}-title`);
  };
  const firstWrong = (): { at: number; says: string } | null => {
    const titles = drafts().map(({ title }) => title.trim().toLowerCase());
    const at = titles.findIndex((title, i) => title === '' || titles.indexOf(title) < i);
    return at === -1 ? null : { at, says: titles[at] === '' ? words.isEmpty : words.isTwice };
  };
  const keep = async () => {
    const found = firstWrong();
    setWrong(found);
    setSaid('');
    if (found !== null) return focus(`${found.at}-title`);
    const headings = kept(drafts());
    if (areSame(headings, newest()?.headings ?? [])) return setSaid(words.isSame);
    const version = (newest()?.version ?? 0) + 1;
    const isKept = await sending.send(identity('editTemplate', { body: { version, headings } }));
    if (isKept) put(headings, words.kept(version));
    // Somebody else’s change is read as well: it stands among the versions, and a second try comes after it.
    if (isKept || sending.refused()?.problem === 'changed-meanwhile') await props.onChanged();
  };
  return (
    <>
      <p class="said" role="status">
        {said()}
      </p>
      <div class="columns">
        <form
          class="write"
          noValidate
          aria-label={words.edit}
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <Index each={drafts()}>
            {(draft, i) => (
              <fieldset class="heading-form">
                <legend>{words.heading(i + 1)}</legend>
                <label for={`${id}-${i}-title`}>{words.name}</label>
                <input
                  type="text" id={`${id}-${i}-title`} maxLength={80} required value={draft().title} autocomplete="off"
                  aria-invalid={wrong()?.at === i} aria-describedby={`${id}-${i}-wrong`} onInput={(event) => change(i, { title: event.currentTarget.value })}
                />
                <Wrong id={`${id}-${i}-wrong`} said={wrong()?.at === i ? (wrong()?.says ?? null) : null} />
                <label for={`${id}-${i}-hint`}>{words.hint}</label>
                <textarea id={`${id}-${i}-hint`} rows="2" maxLength={200} value={draft().hint} aria-describedby={`${id}-hints`} onInput={(event) => change(i, { hint: event.currentTarget.value })} />
                <p class="actions">
                  <button type="button" class="as-link" id={`${id}-${i}-up`} disabled={i === 0} aria-label={words.of(words.up, draft().title, i + 1)} onClick={() => move(i, -1)}>
                    {words.up}
                  </button>
                  <button type="button" class="as-link" id={`${id}-${i}-down`} disabled={i === drafts().length - 1} aria-label={words.of(words.down, draft().title, i + 1)} onClick={() => move(i, 1)}>
                    {words.down}
                  </button>
                  <Show when={drafts().length > 1}>
                    <button type="button" class="as-link" aria-label={words.of(words.remove, draft().title, i + 1)} onClick={() => remove(i)}>
                      {words.remove}
                    </button>
                  </Show>
                </p>
              </fieldset>
            )}
          </Index>
          <Show when={drafts().length < mostHeadings} fallback={<p class="small">{words.most(mostHeadings)}</p>}>
            <p>
              <button type="button" class="quiet" onClick={add}>
                {words.add}
              </button>
            </p>
          </Show>
          <p class="small" id={`${id}-hints`}>
            {words.hintHint}
          </p>
          <p>
            <Send label={words.keep} waiting={words.keeping} sending={sending} isMain note={<RefusedNote refused={sending.refused()} withDetail />} />
          </p>
        </form>
        <aside>
          <section>
            <h2>{words.preview}</h2>
            <Preview headings={drafts()} />
          </section>
          <Versions versions={props.versions} onTakeUp={(version) => { put(version.headings.map((one) => ({ ...one })), words.takenUp(version.version)); focus('0-title'); }} />
        </aside>
      </div>
    </>
  );
}

/** A record that nobody has written anything in yet. */
function Preview(props: { headings: readonly Omit<Heading, 'id'>[] }): JSX.Element {
  return (
    <div class="card record-preview">
      <Index each={props.headings}>
        {(one) => (
          <>
            <h3>{one().title.trim() === '' ? words.unnamed : one().title}</h3>
            <Show when={one().hint.trim() !== ''}>
              <p class="small">{one().hint}</p>
            </Show>
            <div class="blank" aria-hidden="true" />
          </>
        )}
      </Index>
      <h3>{recordWords.actions}</h3>
      <div class="blank" aria-hidden="true" />
    </div>
  );
}

function Versions(props: { versions: readonly Version[]; onTakeUp?: (version: Version) => void }): JSX.Element {
  return (
    <section>
      <h2>{words.versions}</h2>
      <For each={props.versions}>
        {(version, i) => (
          <details>
            <summary>
              {words.version(version.version, version.by, version.at)}
              {i() === 0 ? `, ${words.isNow}` : ''}
            </summary>
            <ul>
              <For each={version.headings}>
                {(one) => (
                  <li>
                    <b>{one.title}</b>
                    {one.hint === '' ? '' : `: ${one.hint}`}
                  </li>
                )}
              </For>
            </ul>
            <Show when={props.onTakeUp}>
              {(take) => (
                <button type="button" class="as-link" aria-label={words.takeUpOf(version.version)} onClick={() => take()(version)}>
                  {words.takeUp}
                </button>
              )}
            </Show>
          </details>
        )}
      </For>
    </section>
  );
}
