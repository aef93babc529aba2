import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import type { CpdEntry } from '../../../../shared/cpd/entry.ts';
import { agreeable, cpdKinds, peerRoles } from '../../../../shared/cpd/field.ts';
import { agreedWords, kindWords, peerWords } from '../../../../shared/cpd/filed.ts';
import type { Beginning } from '../../../../shared/cpd/fromDiary.ts';
import { dayInWords } from '../../../../shared/time/catalogue.ts';
import { identity, Refused } from '../../identity/client.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { kinds } from '../time/words.ts';
import { type Draft, entryFrom, isSaid } from './draft.ts';
import { NewWords } from './newWords.tsx';
import { seal, sealsTo } from './ownWords.ts';
import { ReflectionField } from './reflections.tsx';
import { focusOn } from './sevenWords.tsx';
import { words } from './words.ts';
import { words as wordsOfReflections } from './wordsOfReflections.ts';

/** A piece while it is written. Every letter is with the page, so that neither a refusal nor closing loses one. */
export function PieceForm(props: { draft: Draft; today: string; lockedTo: string | null; beginnings: readonly Beginning[]; onDraft: (draft: Draft) => void; onKept: () => void; onClose: () => void }): JSX.Element {
  const id = createUniqueId();
  const [wrong, setWrong] = createSignal('');
  const { isSending, refused, send, forget } = createSending();
  const [isMakingWords, setMakingWords] = createSignal(false);
  const draft = () => props.draft;
  const set = (more: Partial<Draft>) => {
    forget();
    setWrong('');
    props.onDraft({ ...draft(), ...more });
  };
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const said = entryFrom(draft(), props.today);
    setWrong('wrong' in said ? said.wrong : '');
    if ('wrong' in said) return document.getElementById(`${id}-${said.at}`)?.focus();
    const { reflection } = draft();
    const to = sealsTo(props.lockedTo);
    // Nothing that is to be locked goes unlocked, and nothing is left out unsaid.
    if (isSaid(reflection) && to === null) {
      setWrong(wordsOfReflections.noWords);
      return document.getElementById(`${id}-make`)?.focus();
    }
    if (await send(keep(said.entry, isSaid(reflection) && to !== null ? { text: reflection, to } : null))) props.onKept();
  }
  async function keep(entry: CpdEntry, secret: { text: string; to: string } | null): Promise<unknown> {
    const { id: piece, version } = draft();
    const body = secret === null ? { version, entry } : { version, entry: { ...entry, reflection: await sealed(secret.text, secret.to) }, lockedTo: secret.to };
    return identity('saveCpdEntry', { params: { entry: piece }, body });
  }
  /** What is typed, locked; the same as last time where nothing has changed since. */
  async function sealed(text: string, to: string): Promise<string> {
    const last = draft().sealed;
    if (last?.text === text && last.to === to) return last.sealed;
    const made = await seal(to, draft().id, text).catch(() => {
      throw new Refused('unreachable', wordsOfReflections.cannotLock.title, wordsOfReflections.cannotLock.remedy);
    });
    props.onDraft({ ...draft(), sealed: { text, to, sealed: made } });
    return made;
  }
  const backTo = (field: 'reflection' | 'make') => {
    setMakingWords(false);
    focusOn(`${id}-${field}`);
  };
  const Text = (field: { name: 'about' | 'learning' | 'impact'; label: string; rows: number; most: number }): JSX.Element => (
    <>
      <label for={`${id}-${field.name}`}>{field.label}</label>
      <textarea id={`${id}-${field.name}`} rows={field.rows} maxLength={field.most} value={draft()[field.name]} onInput={(event) => set({ [field.name]: event.currentTarget.value })} />
    </>
  );
  const begin = (session: string) => {
    const from = props.beginnings.find((one) => one.session === session);
    if (from !== undefined) set({ kind: from.kind, on: from.on, minutes: String(from.minutes), participatoryMinutes: String(from.participatoryMinutes) });
  };
  return (
    <Show when={!isMakingWords()} fallback={<NewWords isAnew={sealsTo(props.lockedTo) !== null} onMade={() => backTo('reflection')} onDropped={() => backTo('make')} />}>
      <form class="write piece-form" noValidate onSubmit={(event) => void save(event)}>
        <p class="small">{words.noCases}</p>
        <Show when={props.beginnings.length > 0}>
          <label for={`${id}-begin`}>{words.begin}</label>
          <p class="small" id={`${id}-begin-hint`}>{words.beginHint}</p>
          <select id={`${id}-begin`} aria-describedby={`${id}-begin-hint`} onChange={(event) => begin(event.currentTarget.value)}>
            <option value="">{words.beginNone}</option>
            <For each={props.beginnings}>{({ session, of, on }) => <option value={session}>{`${kinds[of]}, ${dayInWords(on)}`}</option>}</For>
          </select>
        </Show>
        <label for={`${id}-kind`}>{words.fields.type}</label>
        <select id={`${id}-kind`} value={draft().kind} onChange={(event) => set({ kind: cpdKinds.find((kind) => kind === event.currentTarget.value) ?? 'other' })}>
          <For each={cpdKinds}>{(kind) => <option value={kind} selected={kind === draft().kind}>{kindWords[kind]}</option>}</For>
        </select>
        <label for={`${id}-on`}>{words.on}</label>
        <input id={`${id}-on`} type="date" class="short" value={draft().on} onInput={(event) => set({ on: event.currentTarget.value })} />
        <Text name="about" label={words.fields['short description and relevance']} rows={2} most={500} />
        <Text name="learning" label={words.fields.learning} rows={5} most={4000} />
        <Text name="impact" label={words.fields['impact on people']} rows={4} most={4000} />
        <label for={`${id}-with`}>{words.peer}</label>
        <select id={`${id}-with`} value={draft().peer} onChange={(event) => set({ peer: peerRoles.find((role) => role === event.currentTarget.value) ?? '' })}>
          <option value="">{words.peerNone}</option>
          <For each={peerRoles}>{(role) => <option value={role} selected={role === draft().peer}>{`Yes, with ${peerWords[role]}`}</option>}</For>
        </select>
        <Show when={draft().peer !== ''}>
          <label for={`${id}-peer`}>{words.peerLearned}</label>
          <textarea id={`${id}-peer`} rows="4" maxLength={4000} value={draft().peerLearned} onInput={(event) => set({ peerLearned: event.currentTarget.value })} />
        </Show>
        <label for={`${id}-minutes`}>{words.length}</label>
        <input id={`${id}-minutes`} type="number" class="short" inputmode="numeric" min="0" max="6000" value={draft().minutes} onInput={(event) => set({ minutes: event.currentTarget.value })} />
        <label for={`${id}-others`}>{words.lengthWith}</label>
        <input id={`${id}-others`} type="number" class="short" inputmode="numeric" min="0" max="6000" value={draft().participatoryMinutes} onInput={(event) => set({ participatoryMinutes: event.currentTarget.value })} />
        <fieldset>
          <legend>{words.agreedFor}</legend>
          <For each={agreeable}>
            {(role) => (
              <label class="tick">
                <input type="checkbox" checked={draft().agreedFor.includes(role)} onChange={(event) => set({ agreedFor: event.currentTarget.checked ? [...draft().agreedFor, role] : draft().agreedFor.filter((one) => one !== role) })} />
                {agreedWords[role]}
              </label>
            )}
          </For>
        </fieldset>
        <label for={`${id}-links`}>{words.links}</label>
        <p class="small" id={`${id}-links-hint`}>{words.linksHint}</p>
        <textarea id={`${id}-links`} rows="2" aria-describedby={`${id}-links-hint`} value={draft().links} onInput={(event) => set({ links: event.currentTarget.value })} />
        <ReflectionField id={id} draft={draft()} lockedTo={props.lockedTo} onSet={set} onMake={() => setMakingWords(true)} />
        <fieldset>
          <legend>{words.state}</legend>
          <For each={[false, true]}>
            {(isSubmitted) => (
              <label class="tick">
                <input type="radio" name={`${id}-state`} checked={draft().isSubmitted === isSubmitted} onChange={() => set({ isSubmitted })} />
                {isSubmitted ? words.isSubmitted : words.isDraft}
              </label>
            )}
          </For>
        </fieldset>
        <p class="wrong" role="alert">{wrong()}</p>
        <RefusedNote refused={refused()} withDetail />
        <p class="actions">
          <button type="submit" class="do" disabled={isSending()}>{isSending() ? words.saving : words.save}</button>
          <button type="button" class="as-link" onClick={() => props.onClose()}>{words.close}</button>
        </p>
      </form>
    </Show>
  );
}
