import { createUniqueId, For, Show, type JSX } from 'solid-js';
import { agreedWords, filed } from '../../../../shared/cpd/filed.ts';
import { identity } from '../../identity/client.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import type { Cpd, Piece } from './draft.ts';
import { opened } from './ownWords.ts';
import { words } from './words.ts';
import { words as wordsOfReflections } from './wordsOfReflections.ts';

/** One piece in the regulator’s fields, whether it counts, and who may read it. */
export function PieceView(props: { piece: Piece; cpd: Cpd; onChange: () => void; onSaid: (what: string) => void }): JSX.Element {
  const lines = () => filed(props.piece).filter(({ said }) => said !== '');
  return (
    <article class="piece">
      <h3>{props.piece.about === '' ? words.draft : props.piece.about}</h3>
      <p class="small">
        <b>{props.piece.isSubmitted ? words.submitted : words.draft}.</b> {props.piece.standing?.says ?? ''}
      </p>
      <dl>
        <For each={lines().filter(({ field }) => field !== 'short description and relevance')}>
          {({ field, said }) => (
            <>
              <dt>{words.fields[field]}</dt>
              <dd>{said}</dd>
            </>
          )}
        </For>
        <Show when={props.piece.hasReflection}>
          <dt>{wordsOfReflections.title}</dt>
          <Show when={opened(props.piece.reflection)} fallback={<dd class="small">{props.cpd.isMine ? wordsOfReflections.kept : wordsOfReflections.keptFromYou}</dd>}>
            {(text) => (
              <dd>
                {text()}
                <p class="small unprinted">{wordsOfReflections.onlyYou}</p>
              </dd>
            )}
          </Show>
        </Show>
        <Show when={props.piece.evidence.length > 0}>
          <dt>{words.evidence}</dt>
          <For each={props.piece.evidence}>
            {(link) => (
              <dd>
                <a href={link} rel="noreferrer">
                  {link}
                </a>
              </dd>
            )}
          </For>
        </Show>
      </dl>
      <p class="small">
        {words.minutes(props.piece.minutes, props.piece.participatoryMinutes)} {props.piece.agreedFor.length === 0 ? '' : words.agreed(props.piece.agreedFor.map((role) => agreedWords[role]))}
      </p>
      <Show when={props.cpd.isMine}>
        <Share piece={props.piece} mayRead={props.cpd.mayRead} onSaid={props.onSaid} />
        <p class="actions unprinted">
          <button type="button" class="quiet" aria-label={words.changeName(props.piece.about)} onClick={() => props.onChange()}>
            {words.change}
          </button>
        </p>
      </Show>
    </article>
  );
}

/** Somebody who may no longer read it, having moved on, is not in the list; it was taken from them when they did. */
function Share(props: { piece: Piece; mayRead: Cpd['mayRead']; onSaid: (what: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { isSending, refused, send } = createSending();
  const names = () => props.mayRead.filter((one) => props.piece.readers.includes(one.id)).map(({ name }) => name);
  const share = async (reader: Cpd['mayRead'][number], box: HTMLInputElement) => {
    const isShared = box.checked;
    if (await send(identity('shareCpdEntry', { params: { entry: props.piece.id }, body: { with: reader.id, isShared } }))) props.onSaid(isShared ? words.shared(reader.name) : words.unshared(reader.name));
    else box.checked = !isShared;
  };
  return (
    <details class="unprinted">
      <summary>
        {words.share}: {names().length === 0 ? words.shareNobody : names().join(', ')}
      </summary>
      <p class="small" id={id}>
        {words.shareNote} {props.piece.hasReflection ? words.shareNotePrivate : ''}
      </p>
      <For each={props.mayRead}>
        {(one) => (
          <label class="tick">
            <input type="checkbox" aria-describedby={id} disabled={isSending()} checked={props.piece.readers.includes(one.id)} onChange={(event) => void share(one, event.currentTarget)} />
            {words.shareWith(one.name, one.as)}
          </label>
        )}
      </For>
      <RefusedNote refused={refused()} />
    </details>
  );
}
