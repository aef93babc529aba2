import { createSignal, createUniqueId, For, Index, Show, type JSX } from 'solid-js';
import type { Action } from '../../../../shared/supervision/record.ts';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { shortDay } from '../../ui/dates.ts';
import { randomId } from '../../ui/randomId.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { words } from './words.ts';

export type Supervision = AnswerOf<'readSupervision'>;
export type Written = Supervision['records'][number];

/** One record as it stands, and folded below it what it was before: a version that both signed stays to be read, whatever is changed after it. */
export function RecordView(props: { record: Written; supervision: Supervision; me: string; onSaid: (what: string) => void }): JSX.Element {
  const [isChanging, setChanging] = createSignal(false);
  const { isSending, refused, send } = createSending();
  const name = (id: string): string => (id === props.me ? words.you : (props.supervision.names[id] ?? id));
  const newest = () => props.record.newest;
  const mayWrite = () => props.supervision.as !== 'auditor';
  const sign = async () => {
    if (await send(identity('signRecord', { params: { person: props.supervision.person, session: props.record.session }, body: { version: newest().version } }))) props.onSaid(words.signed);
  };
  return (
    <article class="record">
      <h3>{words.recordOf(props.record.on, props.record.givenBy === null ? null : name(props.record.givenBy))}</h3>
      <Show
        when={!isChanging()}
        fallback={
          <RecordForm
            person={props.supervision.person} session={props.record.session} version={newest().version + 1} headings={newest().headings}
            initialSections={newest().sections} initialActions={newest().actions} onCancel={() => setChanging(false)} onSaid={(what) => { setChanging(false); props.onSaid(what); }}
          />
        }
      >
        <VersionText version={newest()} record={props.record} supervision={props.supervision} name={name} />
        <Show when={props.record.earlierVersions.length > 0} fallback={<Show when={props.record.earlier > 0}><p class="small">{words.earlier(props.record.earlier)}</p></Show>}>
          <details>
            <summary>{words.earlier(props.record.earlier)}</summary>
            <For each={props.record.earlierVersions}>
              {(version) => (
                <section class="earlier">
                  <VersionText version={version} record={props.record} supervision={props.supervision} name={name} />
                </section>
              )}
            </For>
          </details>
        </Show>
        <Show when={mayWrite()}>
          <p class="actions">
            <Show when={newest().signatures[props.me] === undefined}>
              <button type="button" class="quiet" disabled={isSending()} onClick={() => void sign()}>
                {words.sign}
              </button>
            </Show>
            <button type="button" class="as-link" onClick={() => setChanging(true)}>
              {words.change}
            </button>
          </p>
        </Show>
        <RefusedNote refused={refused()} />
      </Show>
    </article>
  );
}

/** What one version says, under its headings, and who has signed that version. */
function VersionText(props: { version: Written['newest']; record: Written; supervision: Supervision; name: (id: string) => string }): JSX.Element {
  const signers = () => Object.keys(props.version.signatures).map((id) => props.name(id));
  return (
    <>
      <For each={props.version.headings.filter(({ id }) => (props.version.sections[id] ?? '') !== '')}>
        {({ id, title }) => (
          <>
            <h4>{title}</h4>
            <p class="written">{props.version.sections[id]}</p>
          </>
        )}
      </For>
      <Show when={props.version.actions.length > 0}>
        <h4>{words.actions}</h4>
        <ul>
          <For each={props.version.actions}>
            {(action) => (
              <li>
                {action.what} ({whoIs(action, props.record, props.supervision)}
                {action.by === null ? '' : `, ${shortDay(action.by)}`}
                {action.done ? `, ${words.done}` : ''})
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class="small">
        {words.version(props.version.version, props.name(props.version.by), props.version.at)} {signers().length === 0 ? words.unsigned : words.signedBy(signers())}
      </p>
    </>
  );
}

const whoIs = ({ who }: Action, { givenBy }: Written, { person, names }: Supervision): string => (who === 'supervisee' ? (names[person] ?? '') : (names[givenBy ?? ''] ?? 'supervisor'));

/** A record while it is written. Whatever goes wrong, what was typed stays in front of whoever typed it. */
export function RecordForm(props: {
  person: string; session: string; version: number; headings: Supervision['template']['headings']; initialSections: Readonly<Record<string, string>>; initialActions: readonly Action[];
  /** Which version of the headings it is begun under; left out where it was begun before. */
  template?: number;
  onCancel: () => void; onSaid: (what: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [sections, setSections] = createSignal<Record<string, string>>({ ...props.initialSections });
  const [actions, setActions] = createSignal<Action[]>(props.initialActions.map((a) => ({ ...a })));
  const [isEmpty, setEmpty] = createSignal(false);
  const { isSending, refused, send } = createSending();
  const change = (i: number, more: Partial<Action>) => setActions((all) => all.map((a, k) => (k === i ? { ...a, ...more } : a)));
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const written = { sections: Object.fromEntries(Object.entries(sections()).filter(([, text]) => text.trim() !== '')), actions: actions().filter(({ what }) => what.trim() !== '') };
    const nothing = Object.keys(written.sections).length === 0 && written.actions.length === 0;
    setEmpty(nothing);
    if (nothing) return;
    if (await send(identity('saveRecord', { params: { person: props.person, session: props.session }, body: { version: props.version, written, ...(props.template === undefined ? {} : { template: props.template }) } }))) props.onSaid(words.saved);
  }
  return (
    <form class="write" onSubmit={(event) => void save(event)}>
      <p class="small">{words.decisions}</p>
      <For each={props.headings}>
        {(heading) => (
          <>
            <label for={`${id}-${heading.id}`}>{heading.title}</label>
            <p class="small" id={`${id}-${heading.id}-hint`}>
              {heading.hint}
            </p>
            <textarea
              id={`${id}-${heading.id}`} rows="4" maxLength={4000} aria-describedby={`${id}-${heading.id}-hint`} value={sections()[heading.id] ?? ''}
              onInput={(event) => setSections((all) => ({ ...all, [heading.id]: event.currentTarget.value }))}
            />
          </>
        )}
      </For>
      <fieldset>
        <legend>{words.actions}</legend>
        <Index each={actions()}>
          {(action, i) => (
            <div class="to-do">
              <label>
                {words.what}
                <input type="text" maxLength={300} value={action().what} onInput={(event) => change(i, { what: event.currentTarget.value })} />
              </label>
              <label>
                {words.who}
                <select value={action().who} onChange={(event) => change(i, { who: event.currentTarget.value === 'supervisee' ? 'supervisee' : 'supervisor' })}>
                  <option value="supervisee">the person supervised</option>
                  <option value="supervisor">the supervisor</option>
                </select>
              </label>
              <label>
                {words.by}
                <input type="date" value={action().by ?? ''} onInput={(event) => change(i, { by: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
              </label>
              <label class="tick">
                <input type="checkbox" checked={action().done} onChange={(event) => change(i, { done: event.currentTarget.checked })} />
                {words.isDone}
              </label>
            </div>
          )}
        </Index>
        <button type="button" class="as-link" onClick={() => setActions((all) => [...all, { id: randomId(8), what: '', who: 'supervisee', by: null, done: false }])}>
          {words.addAction}
        </button>
      </fieldset>
      <p class="wrong" role="alert">
        {isEmpty() ? words.nothingWritten : ''}
      </p>
      <RefusedNote refused={refused()} withDetail />
      <p class="actions">
        <button type="submit" class="do" disabled={isSending()}>
          {isSending() ? words.saving : words.save}
        </button>
        <button type="button" class="as-link" onClick={() => props.onCancel()}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}
